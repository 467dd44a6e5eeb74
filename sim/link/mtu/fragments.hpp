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
  // Of one alone, with its headers:
  std::uint32_t full_bytes = 0;  // each but the last
  std::uint32_t last_bytes = 0;
};

/// The fragments of one packet that are on their way, and not lost.
struct TravellingFragments {
  std::uint32_t full = 0;  // how many, without the last
  std::uint32_t full_bytes = 0;
  std::uint32_t last_bytes = 0;  // 0: it is not among them

  [[nodiscard]] constexpr std::uint32_t count() const { return full + (last_bytes > 0 ? 1U : 0U); }
  [[nodiscard]] constexpr std::uint32_t bytes() const { return full * full_bytes + last_bytes; }
  /// Of the one that goes first.
  [[nodiscard]] constexpr std::uint32_t first_bytes() const {
    return full > 0 ? full_bytes : last_bytes;
  }
  /// So many do not travel any further.
  constexpr void lose(std::uint32_t lost, bool the_last_too) {
    full -= lost - (the_last_too ? 1U : 0U);
    if (the_last_too) last_bytes = 0;
  }
};

/// How IP cuts a packet of `ip_bytes` (RFC 791 §3.2, RFC 8200 §4.5): every fragment carries the
/// header (over IPv6 a fragment header too), and all but the last a multiple of 8 octets.
///
/// A UDP payload of n octets over IPv4 and an MTU of 1500: ⌈(n + 8) / 1480⌉ fragments.
[[nodiscard]] constexpr Fragments fragments_of(std::uint32_t ip_bytes, std::uint32_t mtu_bytes,
                                               IpAddress::Family version) {
  if (ip_bytes <= mtu_bytes) return {1, ip_bytes, ip_bytes, ip_bytes};
  const std::uint32_t header = ip_header_bytes(version);
  const std::uint32_t fragment_header =
      header + (version == IpAddress::Family::v4 ? 0 : ipv6_fragment_header_bytes);
  const std::uint32_t payload = ip_bytes - header;
  const std::uint32_t room = (mtu_bytes - fragment_header) / 8U * 8U;
  const std::uint32_t count = (payload + room - 1) / room;
  return {count, payload + count * fragment_header, room + fragment_header,
          payload - (count - 1) * room + fragment_header};
}

}  // namespace acklab::link
