#pragma once

#include <cstdint>
#include <optional>

#include "net/base/expected.hpp"
#include "net/base/time.hpp"
#include "net/socket/error.hpp"

namespace acklab::socket {

/// What the kernel says about one of its TCP connections (TCP_INFO), in our units.
struct TcpInfo {
  std::uint8_t state = 0;  // as in Linux's tcp_states.h; 1 is ESTABLISHED
  // The kernel counts windows and flight in segments; in bytes they are multiples of
  // max_segment_bytes.
  std::uint64_t congestion_window_bytes = 0;
  std::optional<std::uint64_t> slow_start_threshold_bytes;  // nothing: still unlimited
  std::uint64_t in_flight_bytes = 0;
  std::uint64_t send_window_bytes = 0;
  Duration smoothed_rtt{};
  Duration rtt_variation{};
  Duration retransmission_timeout{};
  std::uint64_t segments_sent = 0;
  std::uint64_t segments_received = 0;
  std::uint64_t data_segments_sent = 0;
  std::uint64_t payload_bytes_sent = 0;  // retransmissions included
  std::uint64_t retransmitted_segments = 0;
  std::uint64_t retransmitted_payload_bytes = 0;
  std::uint64_t bytes_acknowledged = 0;  // the SYN of who connects and a FIN count as one each
  std::uint64_t spurious_retransmissions = 0;  // reported by the receiver's DSACKs
  std::uint64_t reorderings_seen = 0;
  std::uint32_t max_segment_bytes = 0;

  /// Of what the application wrote, on the side that connected: without the SYN, with a FIN.
  [[nodiscard]] std::uint64_t data_bytes_acknowledged() const {
    return bytes_acknowledged > 0 ? bytes_acknowledged - 1 : 0;
  }
};

/// Asks the kernel about the TCP connection of `fd`. Fails with ENOTSUP on a kernel older than
/// Linux 5.4, which does not fill all of this.
[[nodiscard]] Expected<TcpInfo, SocketError> read_tcp_info(int fd);

}  // namespace acklab::socket
