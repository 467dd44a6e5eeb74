#include "sim/link/script/transport_fields.hpp"

#include "net/wire/byte_order.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::link {
namespace {

constexpr std::size_t udp_header_bytes = 8;
constexpr std::size_t least_tcp_header_bytes = 20;
constexpr std::uint8_t icmp_protocol = 1;
constexpr std::uint8_t icmpv6_protocol = 58;

/// What IP carries: nothing of a fragment that does not begin its datagram.
struct IpPayload {
  std::uint8_t protocol = 0;
  ByteView octets;
};

std::optional<IpPayload> read_ip(ByteView octets) {
  if (octets.empty()) return std::nullopt;
  if (octets[0] >> 4U == 4) {
    const auto packet = wire::decode_ipv4(octets, wire::ChecksumPolicy::ignore);
    if (!packet || packet->header.fragment_offset != 0) return std::nullopt;
    return IpPayload{packet->header.protocol, packet->payload};
  }
  const auto packet = wire::decode_ipv6(octets);
  if (!packet || (packet->fragment && packet->fragment->offset != 0)) return std::nullopt;
  return IpPayload{packet->header.protocol, packet->payload};
}

TransportFields read_tcp(ByteView octets) {
  TransportFields fields;
  if (octets.size() < least_tcp_header_bytes) return fields;
  const std::size_t header_bytes = static_cast<std::size_t>(octets[12] >> 4U) * 4;
  if (header_bytes < least_tcp_header_bytes || header_bytes > octets.size()) return fields;
  fields.protocol = Protocol::tcp;
  fields.ports = {wire::read_u16(octets, 0), wire::read_u16(octets, 2)};
  fields.sequence = Seq32{wire::read_u32(octets, 4)};
  fields.acknowledgment = Seq32{wire::read_u32(octets, 8)};
  fields.flags = {octets[13]};
  fields.window = wire::read_u16(octets, 14);
  if (header_bytes > least_tcp_header_bytes) {
    fields.options = read_tcp_options(
        octets.subspan(least_tcp_header_bytes, header_bytes - least_tcp_header_bytes));
  }
  fields.payload_bytes = static_cast<std::uint32_t>(octets.size() - header_bytes);
  return fields;
}

/// Our segments have ports of their own; those of the datagram around them differ from carrier to
/// carrier.
TransportFields read_datagram(ByteView payload, PortPair ports, DatagramContent content) {
  if (content == DatagramContent::segment) return read_tcp(payload);
  TransportFields fields;
  fields.protocol = Protocol::udp;
  fields.ports = ports;
  fields.payload_bytes = static_cast<std::uint32_t>(payload.size());
  return fields;
}

TransportFields read_udp(ByteView octets, DatagramContent content) {
  if (octets.size() < udp_header_bytes) return {};
  return read_datagram(octets.subspan(udp_header_bytes),
                       {wire::read_u16(octets, 0), wire::read_u16(octets, 2)}, content);
}

}  // namespace

TransportFields read_transport_fields(const Packet& packet, const PacketContents& contents) {
  if (packet.layout == PacketLayout::udp_payload) {
    return read_datagram(packet.octets, {}, contents.datagrams);
  }
  const auto ip = read_ip(packet.octets);
  if (!ip) return {};
  TransportFields fields;
  switch (ip->protocol) {
    case wire::tcp_protocol:
      return read_tcp(ip->octets);
    case wire::udp_protocol:
      return read_udp(ip->octets, contents.datagrams);
    case icmp_protocol:
    case icmpv6_protocol:
      fields.protocol = Protocol::icmp;
      return fields;
    default:
      return fields;
  }
}

}  // namespace acklab::link
