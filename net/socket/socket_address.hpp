#pragma once

#include <optional>

#include <sys/socket.h>

#include "net/base/address.hpp"

namespace acklab::socket {

/// A SocketAddress in the form that system calls take.
struct SystemAddress {
  sockaddr_storage storage{};
  socklen_t length = sizeof(sockaddr_storage);

  [[nodiscard]] sockaddr* pointer();
  [[nodiscard]] const sockaddr* pointer() const;
};

/// AF_INET or AF_INET6.
[[nodiscard]] int system_family(IpAddress::Family family);

/// As the system wants it: numbers in network order, an IPv6 scope id kept.
[[nodiscard]] SystemAddress to_system(const SocketAddress& address);

/// Nothing when it is of another family than IPv4 and IPv6, or too short for its own. Ports and
/// octets are converted from network order; an IPv6 scope id is kept.
[[nodiscard]] std::optional<SocketAddress> from_system(const SystemAddress& address);
[[nodiscard]] std::optional<SocketAddress> from_system(const sockaddr* address, socklen_t length);

/// The address that a socket is bound to.
[[nodiscard]] std::optional<SocketAddress> bound_address(int fd);

}  // namespace acklab::socket
