#pragma once

#include <cstddef>
#include <cstdint>

#include "net/base/bytes.hpp"
#include "sim/link/script/packet_contents.hpp"

namespace acklab::link {

/// What crosses a link.
struct Packet {
  Bytes octets;
  /// Size on the link in bytes, IP header included: what rate and queue count.
  std::uint32_t ip_bytes = 0;
  /// Where damage may begin: the transport's own octets (behind IP, and behind UDP if that is the
  /// carriage), so that one corruption hits the same content on every carrier.
  std::size_t corruptible_from = 0;
  /// What the octets are: a UDP payload on the relay and mostly in virtual time, a whole IP packet
  /// on TUN.
  PacketLayout layout = PacketLayout::udp_payload;
};

/// Octets that IPv4 and UDP headers add to a UDP payload.
inline constexpr std::uint32_t ipv4_udp_header_bytes = 28;
/// The same of IPv6 and UDP.
inline constexpr std::uint32_t ipv6_udp_header_bytes = 48;

}  // namespace acklab::link
