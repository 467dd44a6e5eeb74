#pragma once

#include <cstddef>
#include <cstdint>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "sim/link/mtu/fragments.hpp"
#include "sim/link/script/packet_contents.hpp"

namespace acklab::link {

/// What stands in a packet from Packet::corruptible_from on.
enum class Content : std::uint8_t {
  opaque,            // nothing is known about it
  segment,           // a TCP segment: on IP, or in UDP datagrams that have no checksum themselves
  datagram,          // the payload of a UDP datagram, whose header is right before it
  datagram_payload,  // the same without the header, about which Packet::udp knows
};

/// What the header of a UDP datagram says that is not among the octets of its packet.
struct UdpEnvelope {
  std::uint16_t addresses_sum = 0;  // ones' complement sum of both addresses (RFC 1071)
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
};

/// What crosses a link.
struct Packet {
  Bytes octets;
  /// Size in bytes as it was offered, IP header included.
  std::uint32_t ip_bytes = 0;
  /// Where the octets begin that the application or transport gave to IP or UDP. One corruption
  /// hits the same content on every carrier.
  std::size_t corruptible_from = 0;
  /// What the octets are: a UDP payload on the relay and mostly in virtual time, a whole IP packet
  /// on TUN.
  PacketLayout layout = PacketLayout::udp_payload;
  IpAddress::Family ip_version = IpAddress::Family::v4;
  Content content = Content::opaque;
  UdpEnvelope udp{};
  /// Whose it is, where several flows share the link: the number that their carrier gave it, from
  /// 0. It decides nothing.
  std::uint32_t flow = 0;
  /// What the IP header said, where the octets do not begin with it. Ask ecn_of.
  Ecn ecn = Ecn::not_ect;
  /// How many the link's MTU has made of it, and those on their way: the link itself writes both.
  std::uint32_t fragments = 1;
  TravellingFragments travelling{};  // meaningless of a packet that was not cut

  /// What it occupies in the queue and on the line.
  [[nodiscard]] std::uint32_t line_bytes() const {
    return fragments == 1 ? ip_bytes : travelling.bytes();
  }
  /// As how many packets.
  [[nodiscard]] std::uint32_t line_packets() const {
    return fragments == 1 ? 1 : travelling.count();
  }
  /// The first of them.
  [[nodiscard]] std::uint32_t first_line_bytes() const {
    return fragments == 1 ? ip_bytes : travelling.first_bytes();
  }
};

/// Octets that IPv4 and UDP headers add to a UDP payload.
inline constexpr std::uint32_t ipv4_udp_header_bytes = 28;
/// The same of IPv6 and UDP.
inline constexpr std::uint32_t ipv6_udp_header_bytes = 48;
/// Octets of a UDP header.
inline constexpr std::size_t udp_header_bytes = 8;

}  // namespace acklab::link
