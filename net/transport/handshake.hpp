#pragma once

#include <cstdint>
#include <optional>

#include "net/transport/config.hpp"
#include "net/wire/segment.hpp"

namespace acklab::transport {

/// What both SYNs together allow (RFC 9293 §3.7.1, RFC 7323, RFC 2018): an option is used when both
/// sides offered it.
struct Agreement {
  std::uint32_t segment_bytes = 536;  // payload of a full segment, options that every segment
                                      // carries already taken off (RFC 6691)
  std::uint32_t option_bytes = 0;     // of those options
  std::uint8_t send_scale = 0;        // of windows the peer announces
  std::uint8_t receive_scale = 0;     // of windows this side announces
  bool sack = false;
  bool timestamps = false;
  bool crc32c = false;  // on every segment with data, both ways
  /// How long the peer may hold an ACK back; set when both sides negotiate.
  std::optional<Duration> peer_max_ack_delay;
};

/// The MSS to assume when the peer sent no option (RFC 9293 MUST-15).
inline constexpr std::uint16_t default_max_segment_bytes = 536;
inline constexpr std::uint16_t default_max_segment_bytes_over_v6 = 1220;
/// The smallest MSS believed: an announcement of less would leave no room for data.
inline constexpr std::uint16_t smallest_max_segment_bytes = 64;
/// NOP, NOP, timestamps (RFC 7323 appendix A).
inline constexpr std::uint32_t timestamps_option_bytes = 12;

/// How long this side holds an ACK back toward a peer that negotiates, and announces so.
[[nodiscard]] Duration negotiated_ack_delay(const ConnectionConfig& config);

/// What this side offers in its SYN, or answers in its SYN,ACK to the peer's `offer`. Timestamps
/// are no part of SynOptions: see offers_timestamps.
[[nodiscard]] wire::SynOptions syn_options(const ConnectionConfig& config, std::uint8_t scale,
                                           const wire::Segment* offer);
[[nodiscard]] bool offers_timestamps(const ConnectionConfig& config, const wire::Segment* offer);

/// The SYN,ACK that a connection with this first sequence number answers the SYN `offer` with, for
/// those who answer before there is one (Connection::accept_answered).
[[nodiscard]] wire::Segment syn_ack(Instant now, const ConnectionConfig& config,
                                    const wire::Segment& offer, Seq32 initial_sequence);

/// What holds after the peer's SYN `peer` against an own SYN made from `config` and `scale`.
[[nodiscard]] Agreement agree(const ConnectionConfig& config, std::uint8_t scale,
                              const wire::Segment& peer);

}  // namespace acklab::transport
