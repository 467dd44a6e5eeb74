#pragma once

#include <cstdint>

#include "net/base/time.hpp"

namespace acklab::scenario {

/// The ranges of what a scenario may say. The schema (scenarios/schema/scenario.schema.json) says
/// the same where JSON Schema can.
inline constexpr std::size_t max_name_characters = 64;
inline constexpr std::size_t max_contender_name_characters = 32;
inline constexpr std::size_t max_text_characters =
    2000;  // of question, note, a line of explanation
inline constexpr std::size_t max_explanation_lines = 200;
inline constexpr std::size_t max_title_characters = 80;
inline constexpr std::size_t max_languages = 32;  // of one text
inline constexpr std::size_t max_suggestions = 8;
inline constexpr std::size_t max_place_characters = 128;  // "reliability/02-sliding-window"
inline constexpr Duration min_duration_estimate = std::chrono::milliseconds{1};
inline constexpr Duration max_duration_estimate = std::chrono::hours{24};
inline constexpr std::size_t max_contenders = 32;  // each of a "count" by itself
inline constexpr std::size_t max_expectations = 200;
inline constexpr std::size_t max_theory_lines = 100;
inline constexpr std::size_t max_shares = 100;  // of an input with many values
inline constexpr std::uint64_t max_repeat = 10'000;
inline constexpr std::uint64_t max_seed = 1ULL << 53U;  // every JSON reader keeps these exact
inline constexpr Duration max_delay = std::chrono::minutes{10};
inline constexpr std::size_t max_rules = 64;                  // of one direction
inline constexpr std::size_t max_changes = 256;               // of a schedule
inline constexpr std::uint64_t max_rule_count = 1ULL << 53U;  // numbers of packets and bytes
inline constexpr std::uint64_t max_rule_size_bytes = 65'575;  // IPv6 header and 65,535 bytes
inline constexpr std::uint64_t max_rule_copies = 16;
inline constexpr std::uint64_t max_held_for_packets = 1'000'000;
inline constexpr Duration max_scheduled_time = std::chrono::hours{1};
inline constexpr Duration min_time_limit = std::chrono::milliseconds{1};
/// Longer than Linux takes to find a peer dead by keep-alive: 7875 s.
inline constexpr Duration max_time_limit = std::chrono::hours{3};
inline constexpr std::uint64_t max_window_segments = 65'536;
inline constexpr Duration min_rto = std::chrono::milliseconds{1};
inline constexpr Duration max_rto = std::chrono::minutes{1};
inline constexpr Duration longest_ack_delay = std::chrono::milliseconds{500};  // RFC 9293 MUST-40
inline constexpr std::uint64_t min_mss_bytes = 88;  // as Linux's TCP_MAXSEG
inline constexpr std::uint64_t max_mss_bytes = 1'460;
inline constexpr std::uint64_t min_tcp_buffer_bytes = 512;
inline constexpr std::uint64_t max_tcp_buffer_bytes = 65'535U << 10U;  // a window scale of 10
inline constexpr std::uint64_t max_initial_window_segments = 1'000;
inline constexpr Duration min_keep_alive = std::chrono::seconds{1};  // as Linux counts
inline constexpr Duration max_keep_alive = std::chrono::hours{9};    // Linux: 32,767 s
inline constexpr std::uint64_t max_keep_alive_probes = 127;
inline constexpr Duration min_user_timeout = std::chrono::milliseconds{1};
inline constexpr Duration max_user_timeout = std::chrono::hours{1};
inline constexpr Duration max_link_time = std::chrono::hours{1};  // of what the link does by time
inline constexpr std::size_t max_outages = 1'000;
inline constexpr std::uint64_t max_mean_burst = 1'000'000;  // packets
inline constexpr std::uint64_t max_max_burst = 1'000'000'000;
inline constexpr std::size_t max_loss_pattern_letters = 10'000;
inline constexpr std::size_t max_lost_ranges = 10'000;
inline constexpr std::uint64_t max_packet_index = 1ULL << 53U;
inline constexpr std::uint64_t max_loss_period = 1'000'000'000;
inline constexpr std::uint64_t max_periodic_burst = 10'000;
inline constexpr std::uint64_t min_queue_bytes = 1'500;  // a full packet must fit
inline constexpr std::uint64_t max_queue_bytes = 1'000'000'000'000;
inline constexpr std::uint64_t min_burst_bytes = 1'500;  // a full packet must find its tokens
inline constexpr std::uint64_t max_burst_bytes = 1'000'000'000'000;
inline constexpr std::int32_t max_overhead_bytes = 65'535;  // of a packet or a cell, either sign
inline constexpr std::uint64_t max_cell_bytes = 65'535;
inline constexpr std::uint64_t min_queue_packets = 1;
inline constexpr std::uint64_t max_queue_packets = 1'000'000;
inline constexpr Duration min_queue_time = std::chrono::microseconds{1};
inline constexpr Duration max_queue_time = std::chrono::minutes{10};
/// Of the times by which a queue discipline goes.
inline constexpr Duration min_aqm_time = std::chrono::microseconds{1};
inline constexpr Duration min_aqm_update = std::chrono::microseconds{100};
inline constexpr Duration max_aqm_time = std::chrono::seconds{10};
inline constexpr std::uint64_t max_bulk_bytes = 4'000'000'000;
inline constexpr std::uint64_t max_messages = 1'000'000;           // of exchanges and periodic jobs
inline constexpr std::uint64_t max_exchanged_bytes = 100'000'000;  // of a request or an answer
inline constexpr Duration max_pause = std::chrono::minutes{10};    // of an application
inline constexpr Duration min_interval = std::chrono::microseconds{100};
inline constexpr Duration min_deadline = std::chrono::microseconds{1};
inline constexpr Duration min_answer_timeout = std::chrono::milliseconds{1};
inline constexpr std::size_t max_pattern_steps = 100;
inline constexpr std::uint64_t max_step_bytes = 1'000'000;
inline constexpr Duration min_step_pause = std::chrono::microseconds{1};
inline constexpr std::uint64_t min_receive_buffer_bytes = 4'000;
inline constexpr std::uint64_t max_receive_buffer_bytes = 64'000'000;
inline constexpr std::uint64_t max_idle_line_bytes = 1'400;
inline constexpr Duration max_quiet = std::chrono::hours{3};
inline constexpr Duration min_flow_time = std::chrono::milliseconds{1};
inline constexpr Duration min_flow_interval = std::chrono::milliseconds{1};
inline constexpr Duration min_flows_duration = std::chrono::milliseconds{10};
inline constexpr std::int64_t max_flow_intervals = 10'000;
/// Of a picture: its numbers and some pixels.
inline constexpr std::uint64_t min_picture_message_bytes = 32;
inline constexpr std::uint64_t max_request_retries = 100;
inline constexpr std::uint64_t max_message_copies = 16;
/// What the oracle keeps a note about.
inline constexpr std::uint64_t max_records = 10'000'000;
/// What one UDP datagram holds in an IP packet of 1500 bytes, where the link fragments nothing.
inline constexpr std::uint64_t max_udp_message_bytes_over_ipv4 = 1'472;
inline constexpr std::uint64_t max_udp_message_bytes_over_ipv6 = 1'452;
/// And in the largest packet of all, 65 535 bytes, where the link fragments it.
inline constexpr std::uint64_t max_fragmented_udp_message_bytes_over_ipv4 = 65'507;
inline constexpr std::uint64_t max_fragmented_udp_message_bytes_over_ipv6 = 65'487;

}  // namespace acklab::scenario
