#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "net/base/address.hpp"

namespace acklab::path {

/// Which Internet Protocol carries the packets of a path.
using IpVersion = IpAddress::Family;

/// The addresses of the two hosts on paths where acklab chooses them (virtual time and TUN).
struct HostAddresses {
  SocketAddress client;
  SocketAddress server;
  std::uint8_t prefix_bits;  // of their common network
};

inline constexpr SocketAddress client_address{IpAddress::v4(10, 77, 0, 1), 40000};
inline constexpr SocketAddress server_address{IpAddress::v4(10, 77, 0, 2), 7000};

/// Over IPv6 fd00:77::1 and fd00:77::2, of a unique local network (RFC 4193).
[[nodiscard]] constexpr HostAddresses host_addresses(IpVersion version) {
  if (version == IpVersion::v4) return {client_address, server_address, 24};
  std::array<std::uint8_t, 16> octets{0xfd, 0, 0, 0x77};
  octets[15] = 1;
  const IpAddress client = IpAddress::v6(octets);
  octets[15] = 2;
  return {{client, client_address.port}, {IpAddress::v6(octets), server_address.port}, 64};
}

/// The same with the ports of one of several flows that share both hosts: each has a port of its
/// own on either.
[[nodiscard]] constexpr HostAddresses flow_addresses(IpVersion version, std::size_t flow) {
  HostAddresses addresses = host_addresses(version);
  addresses.client.port = static_cast<std::uint16_t>(addresses.client.port + flow);
  addresses.server.port = static_cast<std::uint16_t>(addresses.server.port + flow);
  return addresses;
}

}  // namespace acklab::path
