#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "net/socket/error.hpp"
#include "net/socket/file_descriptor.hpp"
#include "net/socket/tcp_info.hpp"
#include "net/socket/tcp_options.hpp"

namespace acklab::socket {

/// A non-blocking socket of the kernel's own TCP.
class TcpSocket {
 public:
  /// Unconnected, of the address's family.
  [[nodiscard]] static Expected<TcpSocket, SocketError> open(IpAddress::Family family);

  /// "reno", "cubic", "bbr", …; what this kernel offers (ENOENT for what it does not).
  [[nodiscard]] Expected<void, SocketError> set_congestion_control(const std::string& name);
  [[nodiscard]] Expected<std::string, SocketError> congestion_control() const;
  /// Before it connects.
  [[nodiscard]] Expected<void, SocketError> tune(const TcpTuning& tuning);
  /// Switches Nagle's algorithm off (TCP_NODELAY).
  void set_no_delay(bool on);
  /// From now on this socket says nothing any more: when it is closed, the kernel forgets the
  /// connection without FIN or RST (TCP_REPAIR). Needs CAP_NET_ADMIN in its network namespace.
  [[nodiscard]] Expected<void, SocketError> fall_silent();

  /// Starts to connect; the socket becomes writable when it is decided, then ask connect_result.
  [[nodiscard]] Expected<void, SocketError> connect(const SocketAddress& to);
  /// How connecting ended; ENOTCONN while it has not, and when it is asked again after a failure.
  [[nodiscard]] Expected<void, SocketError> connect_result() const;

  /// How much was taken: 0 when the send buffer is full.
  [[nodiscard]] Expected<std::size_t, SocketError> write(ByteView bytes);
  /// Nothing while there is nothing to read; 0 at the end of the stream. `into` must not be empty.
  [[nodiscard]] Expected<std::optional<std::size_t>, SocketError> read(MutableByteView into);
  /// Sends FIN after what was written; reading goes on.
  void shut_down_writing();

  [[nodiscard]] Expected<TcpInfo, SocketError> info() const;
  /// The system's choice, once connected.
  [[nodiscard]] std::optional<SocketAddress> local_address() const;
  /// What connect was asked for, or who was accepted.
  [[nodiscard]] std::optional<SocketAddress> peer_address() const { return peer_; }
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  friend class TcpListener;
  explicit TcpSocket(FileDescriptor fd, std::optional<SocketAddress> peer = std::nullopt);
  [[nodiscard]] SocketError error(int error_number, const char* operation) const;

  FileDescriptor fd_;
  std::optional<SocketAddress> peer_;
};

/// A listening socket of the kernel's own TCP.
class TcpListener {
 public:
  /// Binds to `local`; port 0 lets the system choose. An IPv6 socket accepts IPv6 only.
  [[nodiscard]] static Expected<TcpListener, SocketError> listen(const SocketAddress& local,
                                                                 int backlog = 16);

  /// Accepted connections inherit it. As TcpSocket's.
  [[nodiscard]] Expected<void, SocketError> set_congestion_control(const std::string& name);
  [[nodiscard]] Expected<void, SocketError> tune(const TcpTuning& tuning);
  /// Nothing when nobody is waiting. Connections that died before they were accepted are passed
  /// over.
  [[nodiscard]] Expected<std::optional<TcpSocket>, SocketError> accept();

  [[nodiscard]] SocketAddress local_address() const { return local_; }
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  TcpListener(FileDescriptor fd, const SocketAddress& local);
  FileDescriptor fd_;
  SocketAddress local_;
};

}  // namespace acklab::socket
