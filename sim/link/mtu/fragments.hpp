#pragma once

#include <cstdint>

#include "net/base/address.hpp"

namespace acklab::link {

/// Of an IP header without options or extension headers.
[[nodiscard]] constexpr std::uint32_t ip_header_bytes(IpAddress::Family version) {
  return version == IpAddress::Family::v4 ? 20 : 40;
}
inline constexpr std::uint32_t ipv6_fragment_header_bytes = 8;  // RFC 8200 §4.5

/// What a packet is on a line of limited MTU.
struct Fragments {
  std::uint32_t count = 1;
  std::uint32_t ip_bytes = 0;  // of all of them, each with its headers
};

/// How IP cuts a packet of `ip_bytes` (RFC 791 §3.2, RFC 8200 §4.5): every fragment carries the
/// header (over IPv6 a fragment header too), and all but the last a multiple of 8 octets.
///
/// A UDP payload of n octets over IPv4 and an MTU of 1500: ⌈(n + 8) / 1480⌉ fragments.
[[nodiscard]] constexpr Fragments fragments_of(std::uint32_t ip_bytes, std::uint32_t mtu_bytes,
                                               IpAddress::Family version) {
  if (ip_bytes <= mtu_bytes) return {1, ip_bytes};
  const std::uint32_t header = ip_header_bytes(version);
  const std::uint32_t fragment_header =
      header + (version == IpAddress::Family::v4 ? 0 : ipv6_fragment_header_bytes);
  const std::uint32_t payload = ip_bytes - header;
  const std::uint32_t room = (mtu_bytes - fragment_header) / 8U * 8U;
  const std::uint32_t count = (payload + room - 1) / room;
  return {count, payload + count * fragment_header};
}

}  // namespace acklab::link
