#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "net/base/time.hpp"
#include "net/socket/error.hpp"
#include "net/socket/file_descriptor.hpp"

namespace acklab::socket {

/// What the kernel says about one of its TCP connections (TCP_INFO), in our units.
struct TcpInfo {
  std::uint8_t state = 0;  // as in Linux's tcp_states.h; 1 is ESTABLISHED
  std::uint64_t congestion_window_bytes = 0;
  std::optional<std::uint64_t> slow_start_threshold_bytes;
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
  std::uint64_t bytes_acknowledged = 0;
  std::uint64_t spurious_retransmissions = 0;  // reported by the receiver's DSACKs
  std::uint64_t reorderings_seen = 0;
  std::uint32_t max_segment_bytes = 0;
};

/// A non-blocking socket of the kernel's own TCP.
class TcpSocket {
 public:
  /// Unconnected, of the address's family.
  [[nodiscard]] static Expected<TcpSocket, SocketError> open(IpAddress::Family family);

  /// "reno", "cubic", "bbr", …; what this kernel offers.
  [[nodiscard]] Expected<void, SocketError> set_congestion_control(const std::string& name);
  [[nodiscard]] Expected<std::string, SocketError> congestion_control() const;
  void set_no_delay(bool on);

  /// Starts to connect; the socket becomes writable when it is decided, then ask connect_result.
  [[nodiscard]] Expected<void, SocketError> connect(const SocketAddress& to);
  [[nodiscard]] Expected<void, SocketError> connect_result() const;

  /// How much was taken: 0 when the send buffer is full.
  [[nodiscard]] Expected<std::size_t, SocketError> write(ByteView bytes);
  /// Nothing while there is nothing to read; 0 at the end of the stream.
  [[nodiscard]] Expected<std::optional<std::size_t>, SocketError> read(MutableByteView into);
  /// Sends FIN after what was written; reading goes on.
  void shut_down_writing();

  [[nodiscard]] Expected<TcpInfo, SocketError> info() const;
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  friend class TcpListener;
  explicit TcpSocket(FileDescriptor fd);
  FileDescriptor fd_;
};

/// A listening socket of the kernel's own TCP.
class TcpListener {
 public:
  [[nodiscard]] static Expected<TcpListener, SocketError> listen(const SocketAddress& local,
                                                                 int backlog = 16);
  /// Accepted connections inherit it.
  [[nodiscard]] Expected<void, SocketError> set_congestion_control(const std::string& name);
  /// Nothing when nobody is waiting.
  [[nodiscard]] Expected<std::optional<TcpSocket>, SocketError> accept();

  [[nodiscard]] SocketAddress local_address() const { return local_; }
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  TcpListener(FileDescriptor fd, const SocketAddress& local);
  FileDescriptor fd_;
  SocketAddress local_;
};

}  // namespace acklab::socket
