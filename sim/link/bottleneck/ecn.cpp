#include "sim/link/bottleneck/ecn.hpp"

#include <cassert>
#include <cstddef>

#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"

namespace acklab::link {
namespace {

constexpr std::size_t ipv4_header_octets = 20;
constexpr std::size_t ipv6_header_octets = 40;
constexpr std::size_t ipv4_checksum_at = 10;

/// The version of the IP packet that the octets are; 0 for anything else.
unsigned ip_version(const Packet& packet) {
  if (packet.layout != PacketLayout::ip_packet || packet.octets.empty()) return 0;
  const unsigned version = packet.octets[0] >> 4U;
  if (version == 4 && packet.octets.size() >= ipv4_header_octets) return 4;
  if (version == 6 && packet.octets.size() >= ipv6_header_octets) return 6;
  return 0;
}

void mark_ipv4(Bytes& octets) {
  const std::uint16_t before = wire::read_u16(octets, 0);
  octets[1] |= 0x03U;
  const std::uint16_t checksum = wire::checksum_after_change_u16(
      wire::read_u16(octets, ipv4_checksum_at), before, wire::read_u16(octets, 0));
  wire::write_u16(octets, ipv4_checksum_at, checksum);
}

}  // namespace

Ecn ecn_of(const Packet& packet) {
  switch (ip_version(packet)) {
    case 4:
      return static_cast<Ecn>(packet.octets[1] & 0x03U);
    case 6:  // the traffic class lies across the first two octets
      return static_cast<Ecn>((packet.octets[1] >> 4U) & 0x03U);
    default:
      return packet.ecn;
  }
}

void mark_congestion(Packet& packet) {
  assert(ecn_capable(packet));
  switch (ip_version(packet)) {
    case 4:
      mark_ipv4(packet.octets);
      break;
    case 6:
      packet.octets[1] |= 0x30U;
      break;
    default:
      break;
  }
  packet.ecn = Ecn::ce;
}

}  // namespace acklab::link
