#pragma once

#include "net/wire/segment_checksum.hpp"
#include "sim/link/packet.hpp"
#include "tests/support/wire_random_segment.hpp"

namespace acklab::link::test {

/// What the octets in front of a packet's transport are, and how it can be judged.
struct DamagePacket {
  Packet packet;
  wire::PseudoHeader pseudo_header;
};

/// A random TCP segment behind octets that no damage may touch, as an IP header would be.
inline DamagePacket random_tcp_packet(acklab::test::Dice& dice, std::size_t max_payload) {
  const wire::Segment segment = acklab::test::random_segment(dice, max_payload);
  const wire::PseudoHeader pseudo_header = acklab::test::random_pseudo_header(dice);
  const Bytes octets = wire::encode(segment, pseudo_header);
  DamagePacket made{{.octets = dice.bytes(2 * dice.below(20)), .content = Content::segment},
                    pseudo_header};
  made.packet.corruptible_from = made.packet.octets.size();
  made.packet.octets.insert(made.packet.octets.end(), octets.begin(), octets.end());
  made.packet.ip_bytes = static_cast<std::uint32_t>(made.packet.octets.size());
  return made;
}

/// The payload of a UDP datagram without its header.
inline DamagePacket random_udp_packet(acklab::test::Dice& dice, std::size_t max_payload) {
  const wire::PseudoHeader pseudo_header = acklab::test::random_pseudo_header(dice);
  wire::InternetChecksum addresses;
  addresses.add(pseudo_header.source.octets()).add(pseudo_header.destination.octets());
  DamagePacket made{{.octets = dice.bytes(dice.below(max_payload + 1)),
                     .content = Content::datagram_payload,
                     .udp = {addresses.sum(), dice.u16(), dice.u16()}},
                    pseudo_header};
  made.packet.ip_bytes = static_cast<std::uint32_t>(made.packet.octets.size() + 28);
  return made;
}

}  // namespace acklab::link::test
