#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// Why a segment was sent again.
enum class RetransmissionCause : std::uint8_t {
  timeout,            // the retransmission timer expired (RFC 6298)
  fast_retransmit,    // three duplicate ACKs; NewReno's partial ACKs (RFC 5681, 6582)
  sack_recovery,      // a further hole in the scoreboard during recovery (RFC 6675)
  rack,               // something sent later was delivered and the reordering window has passed
                      // (RFC 8985 §6): also how the loss of a retransmission is noticed
  tail_loss_probe,    // no ACK for two round trips (RFC 8985 §7)
  syn,                // SYN or SYN,ACK, whatever made it necessary
  fin,                // a segment that holds only FIN, whatever made it necessary
  zero_window_probe,  // the peer's window is closed (RFC 9293 §3.8.6.1)
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
  std::uint64_t retransmitted_by_rack = 0;
  std::uint64_t retransmitted_by_tail_loss_probe = 0;
  std::uint64_t retransmitted_syns = 0;
  std::uint64_t retransmitted_fins = 0;
  std::uint64_t retransmitted_zero_window_probes = 0;  // repeated probes of the same byte

  std::uint64_t retransmitted_payload_bytes = 0;

  /// Reports of octets that arrived twice (DSACK, RFC 2883), and how many retransmissions they
  /// prove to have been needless; the other reports are about duplicates the network has made.
  std::uint64_t duplicates_reported = 0;
  std::uint64_t needless_retransmissions = 0;
  /// Reductions of the congestion window taken back since what looked lost was not.
  std::uint64_t spurious_reductions = 0;

  std::uint64_t timeouts = 0;
  std::uint64_t fast_recoveries = 0;

  // Explicit congestion notification (RFC 3168).
  std::uint64_t ect_segments_sent = 0;
  std::uint64_t marked_segments_received = 0;    // data that came with CE
  std::uint64_t congestion_echoes_received = 0;  // ACKs with ECE
  std::uint64_t congestion_echo_reductions = 0;  // of the congestion window, in answer to them

  std::uint64_t zero_window_probes = 0;  // the first of a byte included
  std::uint64_t tail_loss_probes = 0;    // with new data or as a retransmission
  std::uint64_t keep_alive_probes_sent = 0;
  std::uint64_t times_troubled = 0;  // R1 was passed (RFC 9293 §3.8.3)

  std::uint64_t path_mtu_probes_sent = 0;  // RFC 8899
  std::uint64_t path_mtu_probes_lost = 0;
  std::uint64_t path_mtu_black_holes = 0;  // full segments vanished, so they were made smaller

  // Received and discarded.
  std::uint64_t discarded_corrupted = 0;   // checksum or format wrong
  std::uint64_t discarded_by_crc32c = 0;   // of these, what the Internet checksum let pass
  std::uint64_t discarded_duplicates = 0;  // data segments that held nothing new
  std::uint64_t discarded_out_of_window = 0;
  std::uint64_t discarded_old_timestamps = 0;  // PAWS (RFC 7323 §5)
  std::uint64_t discarded_unstamped = 0;       // without the agreed timestamps (RFC 7323 §3.2)
  std::uint64_t received_out_of_order = 0;     // kept until the gap closed
  std::uint64_t challenge_acks_sent = 0;       // RFC 5961
  std::uint64_t urgent_pointers_received = 0;  // that told something new
  std::uint64_t network_errors = 0;            // ICMP, about what is outstanding
  std::uint64_t ignored_network_errors = 0;    // about what is not (RFC 5927)

  void count_retransmission(RetransmissionCause cause, std::uint64_t bytes);
  /// All segments sent again, whatever the cause.
  [[nodiscard]] std::uint64_t retransmissions() const;
};

/// How a connection stands at this moment; for series over time.
struct Snapshot {
  std::uint32_t segment_bytes = 0;  // payload of a full segment
  bool ecn = false;                 // new data leaves with ECT
  std::uint64_t congestion_window_bytes = 0;
  std::optional<std::uint64_t> slow_start_threshold_bytes;  // nothing: still unlimited
  std::uint64_t in_flight_bytes = 0;
  std::uint64_t send_window_bytes = 0;  // what the peer takes
  std::uint64_t send_buffer_bytes = 0;  // the most that may wait now; grows with the path
  std::uint64_t receive_buffer_bytes = 0;
  std::uint64_t outstanding_segments = 0;  // sent and not yet acknowledged cumulatively
  std::uint64_t out_of_order_bytes = 0;    // received, but something before them is missing
  std::optional<Duration> smoothed_rtt;
  std::optional<Duration> rtt_variation;
  Duration retransmission_timeout{};
};

}  // namespace acklab::transport
