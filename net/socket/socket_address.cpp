#include "net/socket/socket_address.hpp"

#include <algorithm>
#include <cstring>

#include <netinet/in.h>

namespace acklab::socket {
namespace {

SocketAddress from_v4(const sockaddr_in& from) {
  std::array<std::uint8_t, 4> octets{};
  std::memcpy(octets.data(), &from.sin_addr, octets.size());
  return {IpAddress::v4(octets[0], octets[1], octets[2], octets[3]), ntohs(from.sin_port)};
}

SocketAddress from_v6(const sockaddr_in6& from) {
  std::array<std::uint8_t, 16> octets{};
  std::memcpy(octets.data(), &from.sin6_addr, octets.size());
  return {IpAddress::v6(octets, from.sin6_scope_id), ntohs(from.sin6_port)};
}

}  // namespace

// The socket interface asks for this cast: sockaddr is the common prefix of every address.
sockaddr* SystemAddress::pointer() {
  return reinterpret_cast<sockaddr*>(&storage);
}
const sockaddr* SystemAddress::pointer() const {
  return reinterpret_cast<const sockaddr*>(&storage);
}

int system_family(IpAddress::Family family) {
  switch (family) {
    case IpAddress::Family::v4:
      return AF_INET;
    case IpAddress::Family::v6:
      return AF_INET6;
  }
  return AF_UNSPEC;
}

SystemAddress to_system(const SocketAddress& address) {
  SystemAddress result;
  const auto& octets = address.ip.octets();
  if (address.ip.family() == IpAddress::Family::v4) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(address.port);
    std::memcpy(&to.sin_addr, octets.data(), sizeof to.sin_addr);
    std::memcpy(&result.storage, &to, sizeof to);
    result.length = sizeof to;
  } else {
    sockaddr_in6 to{};
    to.sin6_family = AF_INET6;
    to.sin6_port = htons(address.port);
    to.sin6_scope_id = address.ip.scope_id();
    std::memcpy(&to.sin6_addr, octets.data(), sizeof to.sin6_addr);
    std::memcpy(&result.storage, &to, sizeof to);
    result.length = sizeof to;
  }
  return result;
}

std::optional<SocketAddress> from_system(const sockaddr* address, socklen_t length) {
  // Copied out rather than looked at in place: the bytes may not be aligned for the real type.
  if (length < sizeof(sa_family_t)) return std::nullopt;
  if (address->sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in from{};
    std::memcpy(&from, address, sizeof from);
    return from_v4(from);
  }
  if (address->sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 from{};
    std::memcpy(&from, address, sizeof from);
    return from_v6(from);
  }
  return std::nullopt;
}

std::optional<SocketAddress> from_system(const SystemAddress& address) {
  return from_system(address.pointer(), address.length);
}

std::optional<SocketAddress> bound_address(int fd) {
  SystemAddress address;
  if (getsockname(fd, address.pointer(), &address.length) != 0) return std::nullopt;
  return from_system(address);
}

}  // namespace acklab::socket
