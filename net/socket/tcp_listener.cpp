#include <cerrno>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>

#include "net/socket/socket_address.hpp"
#include "net/socket/tcp_socket.hpp"

namespace acklab::socket {
namespace {

bool switch_on(int fd, int level, int name) {
  const int value = 1;
  return setsockopt(fd, level, name, &value, sizeof value) == 0;
}

/// Errors that accept(2) says to treat like "nobody is waiting": they belong to one connection that
/// is gone, not to the listener.
bool concerns_one_connection(int error_number) {
  return error_number == EINTR || error_number == ECONNABORTED || error_number == EPERM ||
         error_number == EOPNOTSUPP || is_soft_error(error_number);
}

}  // namespace

TcpListener::TcpListener(FileDescriptor fd, const SocketAddress& local)
    : fd_(std::move(fd)), local_(local) {}

Expected<TcpListener, SocketError> TcpListener::listen(const SocketAddress& local, int backlog) {
  const int family = system_family(local.ip.family());
  FileDescriptor fd{::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!fd.valid()) {
    const int error = errno;
    return failure(system_error(error, "open a TCP socket for " + to_string(local)));
  }
  const SystemAddress address = to_system(local);
  // Without SO_REUSEADDR a port stays taken while old connections of it are in TIME-WAIT.
  if (!switch_on(fd.get(), SOL_SOCKET, SO_REUSEADDR) ||
      (family == AF_INET6 && !switch_on(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY)) ||
      ::bind(fd.get(), address.pointer(), address.length) != 0 ||
      ::listen(fd.get(), backlog) != 0) {
    const int error = errno;
    return failure(system_error(error, "listen on TCP " + to_string(local)));
  }
  const auto bound = bound_address(fd.get());
  if (!bound) {
    const int error = errno;
    return failure(system_error(error, "read the address of TCP " + to_string(local)));
  }
  return TcpListener{std::move(fd), *bound};
}

Expected<void, SocketError> TcpListener::set_congestion_control(const std::string& name) {
  const auto set = set_tcp_congestion(fd(), name);
  if (set) return {};
  return failure(system_error(
      set.error(), "set congestion control \"" + name + "\" on the listener " + to_string(local_)));
}

Expected<void, SocketError> TcpListener::tune(const TcpTuning& tuning) {
  if (const auto told = tune_tcp(fd(), tuning); !told) {
    return failure(
        system_error(told.error(), "set the options of the listener " + to_string(local_)));
  }
  return {};
}

Expected<std::optional<TcpSocket>, SocketError> TcpListener::accept() {
  while (true) {
    SystemAddress from;
    FileDescriptor accepted{
        ::accept4(fd(), from.pointer(), &from.length, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (accepted.valid()) return TcpSocket{std::move(accepted), from_system(from)};
    const int error = errno;
    if (error == EAGAIN || error == EWOULDBLOCK) return std::nullopt;
    if (concerns_one_connection(error)) continue;
    return failure(system_error(error, "accept on " + to_string(local_)));
  }
}

}  // namespace acklab::socket
