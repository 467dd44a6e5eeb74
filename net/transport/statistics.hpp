#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// Why a segment was sent again.
enum class RetransmissionCause : std::uint8_t {
  timeout,
  fast_retransmit,
  sack_recovery,
  syn,
  fin,
  zero_window_probe
};
[[nodiscard]] const char* to_string(RetransmissionCause cause);

/// What a connection has counted so far, from its own point of view.
struct Statistics {
  std::uint64_t segments_sent = 0;
  std::uint64_t segments_received = 0;
  std::uint64_t data_segments_sent = 0;  // first transmissions and retransmissions
  std::uint64_t payload_bytes_sent = 0;  // the same, in bytes
  std::uint64_t pure_acks_sent = 0;

  // Segments sent again, by cause; bytes of data among them.
  std::uint64_t retransmitted_by_timeout = 0;
  std::uint64_t retransmitted_by_fast_retransmit = 0;
  std::uint64_t retransmitted_in_sack_recovery = 0;
  std::uint64_t retransmitted_syns = 0;
  std::uint64_t retransmitted_fins = 0;
  std::uint64_t zero_window_probes = 0;
  std::uint64_t retransmitted_payload_bytes = 0;

  std::uint64_t timeouts = 0;
  std::uint64_t fast_recoveries = 0;

  // Received and discarded.
  std::uint64_t discarded_corrupted = 0;   // checksum or format wrong
  std::uint64_t discarded_duplicates = 0;  // data segments that held nothing new
  std::uint64_t discarded_out_of_window = 0;
  std::uint64_t received_out_of_order = 0;  // kept until the gap closed
};

/// How a connection stands at this moment; for series over time.
struct Snapshot {
  std::uint64_t congestion_window_bytes = 0;
  std::optional<std::uint64_t> slow_start_threshold_bytes;  // nothing: still unlimited
  std::uint64_t in_flight_bytes = 0;
  std::uint64_t send_window_bytes = 0;  // what the peer takes
  std::optional<Duration> smoothed_rtt;
  std::optional<Duration> rtt_variation;
  Duration retransmission_timeout{};
};

}  // namespace acklab::transport
