#include "net/socket/tcp_socket.hpp"

#include <cassert>
#include <cerrno>
#include <utility>

#include <sys/socket.h>

#include "net/socket/socket_address.hpp"

namespace acklab::socket {

TcpSocket::TcpSocket(FileDescriptor fd, std::optional<SocketAddress> peer)
    : fd_(std::move(fd)), peer_(peer) {}

SocketError TcpSocket::error(int error_number, const char* operation) const {
  std::string text = operation;
  text += ' ';
  text += peer_ ? to_string(*peer_) : "an unconnected TCP socket";
  return system_error(error_number, std::move(text));
}

Expected<TcpSocket, SocketError> TcpSocket::open(IpAddress::Family family) {
  FileDescriptor fd{::socket(system_family(family), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!fd.valid()) {
    const int error_number = errno;
    const bool v4 = family == IpAddress::Family::v4;
    return failure(system_error(error_number,
                                v4 ? "open a TCP socket for IPv4" : "open a TCP socket for IPv6"));
  }
  return TcpSocket{std::move(fd)};
}

Expected<void, SocketError> TcpSocket::set_congestion_control(const std::string& name) {
  const auto set = set_tcp_congestion(fd(), name);
  if (set) return {};
  return failure(error(set.error(), ("set congestion control \"" + name + "\" on").c_str()));
}

Expected<std::string, SocketError> TcpSocket::congestion_control() const {
  auto name = tcp_congestion(fd());
  if (!name) return failure(error(name.error(), "read congestion control of"));
  return *std::move(name);
}

Expected<void, SocketError> TcpSocket::tune(const TcpTuning& tuning) {
  if (const auto told = tune_tcp(fd(), tuning); !told) {
    return failure(error(told.error(), "set the options of"));
  }
  return {};
}

void TcpSocket::set_no_delay(bool on) {
  set_tcp_no_delay(fd(), on);
}

Expected<void, SocketError> TcpSocket::fall_silent() {
  const auto set = set_tcp_repair(fd());
  if (set) return {};
  return failure(error(set.error(), "silence"));
}

Expected<void, SocketError> TcpSocket::connect(const SocketAddress& to) {
  peer_ = to;
  const SystemAddress address = to_system(to);
  if (::connect(fd(), address.pointer(), address.length) == 0) return {};
  const int error_number = errno;
  // Interrupted by a signal, it goes on by itself.
  if (error_number == EINPROGRESS || error_number == EINTR) return {};
  return failure(error(error_number, "connect"));
}

Expected<void, SocketError> TcpSocket::connect_result() const {
  int pending = 0;
  socklen_t length = sizeof pending;
  if (getsockopt(fd(), SOL_SOCKET, SO_ERROR, &pending, &length) != 0) pending = errno;
  if (pending != 0) return failure(error(pending, "connect"));
  SystemAddress peer;
  if (getpeername(fd(), peer.pointer(), &peer.length) != 0) {
    const int error_number = errno;
    return failure(error(error_number, "connect"));
  }
  return {};
}

Expected<std::size_t, SocketError> TcpSocket::write(ByteView bytes) {
  while (true) {
    const ssize_t sent = ::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) return static_cast<std::size_t>(sent);
    const int error_number = errno;
    if (error_number == EINTR) continue;
    if (error_number == EAGAIN || error_number == EWOULDBLOCK) return std::size_t{0};
    return failure(error(error_number, "write to"));
  }
}

Expected<std::optional<std::size_t>, SocketError> TcpSocket::read(MutableByteView into) {
  assert(!into.empty() && "0 would look like the end of the stream");
  while (true) {
    const ssize_t received = ::recv(fd(), into.data(), into.size(), 0);
    if (received >= 0) return static_cast<std::size_t>(received);
    const int error_number = errno;
    if (error_number == EINTR) continue;
    if (error_number == EAGAIN || error_number == EWOULDBLOCK) return std::nullopt;
    return failure(error(error_number, "read from"));
  }
}

void TcpSocket::shut_down_writing() {
  ::shutdown(fd(), SHUT_WR);
}

Expected<TcpInfo, SocketError> TcpSocket::info() const {
  auto info = read_tcp_info(fd());
  if (!info)
    return failure(error(info.error().code.value(), (info.error().operation + " of").c_str()));
  return *info;
}

std::optional<SocketAddress> TcpSocket::local_address() const {
  return bound_address(fd());
}

}  // namespace acklab::socket
