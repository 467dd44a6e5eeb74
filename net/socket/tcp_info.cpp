#include "net/socket/tcp_info.hpp"

// The kernel's own header, not <netinet/tcp.h>: glibc's copy of tcp_info ends years earlier, and
// the two cannot be included together.
#include <algorithm>
#include <cerrno>
#include <cstddef>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace acklab::socket {
namespace {

/// The kernel's TCP_INFINITE_SSTHRESH.
constexpr std::uint32_t unlimited_threshold = 0x7fffffff;

/// The last member we read; what the kernel returned must reach its end.
constexpr std::size_t bytes_needed = offsetof(tcp_info, tcpi_snd_wnd) + sizeof(std::uint32_t);

/// As the kernel's tcp_packets_in_flight: sent, neither acknowledged nor known to have left.
std::uint64_t segments_in_flight(const tcp_info& raw) {
  const std::uint64_t out = std::uint64_t{raw.tcpi_unacked} + raw.tcpi_retrans;
  const std::uint64_t left = std::uint64_t{raw.tcpi_sacked} + raw.tcpi_lost;
  return out - std::min(out, left);
}

TcpInfo in_our_units(const tcp_info& raw) {
  using std::chrono::microseconds;
  TcpInfo info;
  const std::uint64_t segment = raw.tcpi_snd_mss;
  info.state = raw.tcpi_state;
  info.congestion_window_bytes = raw.tcpi_snd_cwnd * segment;
  if (raw.tcpi_snd_ssthresh < unlimited_threshold) {
    info.slow_start_threshold_bytes = raw.tcpi_snd_ssthresh * segment;
  }
  info.in_flight_bytes = segments_in_flight(raw) * segment;
  info.send_window_bytes = raw.tcpi_snd_wnd;
  info.smoothed_rtt = microseconds{raw.tcpi_rtt};
  info.rtt_variation = microseconds{raw.tcpi_rttvar};
  info.retransmission_timeout = microseconds{raw.tcpi_rto};
  info.segments_sent = raw.tcpi_segs_out;
  info.segments_received = raw.tcpi_segs_in;
  info.data_segments_sent = raw.tcpi_data_segs_out;
  info.payload_bytes_sent = raw.tcpi_bytes_sent;
  info.retransmitted_segments = raw.tcpi_total_retrans;
  info.retransmitted_payload_bytes = raw.tcpi_bytes_retrans;
  info.bytes_acknowledged = raw.tcpi_bytes_acked;
  info.spurious_retransmissions = raw.tcpi_dsack_dups;
  info.reorderings_seen = raw.tcpi_reord_seen;
  info.max_segment_bytes = raw.tcpi_snd_mss;
  return info;
}

}  // namespace

Expected<TcpInfo, SocketError> read_tcp_info(int fd) {
  tcp_info raw{};
  socklen_t length = sizeof raw;
  if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &raw, &length) != 0) {
    const int error = errno;
    return failure(system_error(error, "read TCP_INFO"));
  }
  if (length < bytes_needed) {
    return failure(system_error(ENOTSUP, "read TCP_INFO, which this kernel fills only in part"));
  }
  return in_our_units(raw);
}

}  // namespace acklab::socket
