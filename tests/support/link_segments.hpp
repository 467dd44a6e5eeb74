#pragma once

#include <cstdint>
#include <optional>

#include "net/wire/byte_order.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"
#include "net/wire/segment_codec.hpp"
#include "net/wire/udp_header.hpp"
#include "sim/link/link.hpp"

namespace acklab::link::test {

/// What carries a segment or a datagram to the link.
enum class Carrying : std::uint8_t { payload, udp_ipv4, udp_ipv6, ipv4, ipv6 };
inline constexpr Carrying every_carrying[] = {Carrying::payload, Carrying::udp_ipv4,
                                              Carrying::udp_ipv6, Carrying::ipv4, Carrying::ipv6};

/// A segment of the client (source port 1000) or the server (source port 7000).
struct TestSegment {
  std::uint32_t sequence = 0;
  std::uint8_t flags = TcpFlags::ack;
  std::uint32_t payload_bytes = 0;
  std::uint32_t acknowledgment = 0;
  std::uint16_t client_port = 1000;
  std::uint16_t window = 0;
  std::optional<std::uint8_t> window_scale{};  // of a SYN
  wire::SackBlocks sack{};
};

inline Bytes octets_of(const TestSegment& test, Direction direction) {
  wire::Segment segment;
  segment.source_port = direction == Direction::forward ? test.client_port : std::uint16_t{7000};
  segment.destination_port =
      direction == Direction::forward ? std::uint16_t{7000} : test.client_port;
  const TcpFlags flags{test.flags};
  segment.sender.sequence = Seq32{test.sequence};
  segment.sender.syn = flags.has(TcpFlags::syn);
  segment.sender.fin = flags.has(TcpFlags::fin);
  segment.sender.push = flags.has(TcpFlags::psh);
  segment.rst = flags.has(TcpFlags::rst);
  segment.ece = flags.has(TcpFlags::ece);
  segment.sender.payload = Bytes(test.payload_bytes, 0x5A);
  if (flags.has(TcpFlags::ack)) segment.receiver.acknowledgment = Seq32{test.acknowledgment};
  segment.receiver.window = test.window;
  segment.receiver.sack = test.sack;
  segment.syn_options.window_scale = test.window_scale;
  return wire::encode(segment, {});
}

/// `octets` behind the headers that a carrier puts before them.
inline Packet carried(Bytes octets, Carrying carrying, std::uint8_t ip_protocol) {
  const auto v4 = [](ByteView payload, std::uint8_t protocol) {
    wire::Ipv4Header header;
    header.source = IpAddress::v4(10, 0, 0, 1);
    header.destination = IpAddress::v4(10, 0, 0, 2);
    header.protocol = protocol;
    return wire::encode(header, payload);
  };
  const auto v6 = [](ByteView payload, std::uint8_t protocol) {
    wire::Ipv6Header header;
    header.source = header.destination = IpAddress::loopback_v6();
    header.protocol = protocol;
    return wire::encode(header, payload);
  };
  const wire::UdpHeader ports{40'001, 40'002, true};
  Packet packet;
  packet.layout = PacketLayout::ip_packet;
  switch (carrying) {
    case Carrying::payload:
      packet.layout = PacketLayout::udp_payload;
      packet.octets = std::move(octets);
      break;
    case Carrying::udp_ipv4:
      packet.octets = v4(wire::encode(ports, octets, {}), wire::udp_protocol);
      break;
    case Carrying::udp_ipv6:
      packet.octets = v6(wire::encode(ports, octets, {}), wire::udp_protocol);
      break;
    case Carrying::ipv4:
      packet.octets = v4(octets, ip_protocol);
      break;
    case Carrying::ipv6:
      packet.octets = v6(octets, ip_protocol);
      break;
  }
  packet.ip_bytes = static_cast<std::uint32_t>(packet.octets.size()) +
                    (carrying == Carrying::payload ? ipv4_udp_header_bytes : 0);
  return packet;
}

inline Packet packet_with(const TestSegment& segment, Direction direction = Direction::forward,
                          Carrying carrying = Carrying::payload) {
  return carried(octets_of(segment, direction), carrying, wire::tcp_protocol);
}

/// What a link reads whose UDP datagrams hold segments.
inline constexpr PacketContents holds_segments{.datagrams = DatagramContent::segment};

}  // namespace acklab::link::test
