#include "sim/capture/ip_image.hpp"

#include "net/wire/byte_order.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"
#include "sim/capture/flow_network.hpp"
#include "sim/link/damage/transport_octets.hpp"

namespace acklab::capture {
namespace {

/// What both versions of IP say about a packet.
struct IpFields {
  IpAddress source;
  IpAddress destination;
  std::uint8_t hops = 64;
  std::uint8_t differentiated_services = 0;
  std::uint8_t congestion_notification = 0;
};

/// What is called the same in both versions.
template <typename Header>
Header header_of(const IpFields& fields, std::uint8_t protocol) {
  Header header;
  header.source = fields.source;
  header.destination = fields.destination;
  header.protocol = protocol;
  header.differentiated_services = fields.differentiated_services;
  header.congestion_notification = fields.congestion_notification;
  return header;
}

template <typename Header>
IpFields fields_in(const Header& header, std::uint8_t hops) {
  return {.source = header.source,
          .destination = header.destination,
          .hops = hops,
          .differentiated_services = header.differentiated_services,
          .congestion_notification = header.congestion_notification};
}

Bytes in_ip(const IpFields& fields, std::uint8_t protocol, ByteView payload) {
  if (fields.source.family() == IpAddress::Family::v4) {
    auto header = header_of<wire::Ipv4Header>(fields, protocol);
    header.time_to_live = fields.hops;
    header.dont_fragment = true;
    return wire::encode(header, payload);
  }
  auto header = header_of<wire::Ipv6Header>(fields, protocol);
  header.hop_limit = fields.hops;
  return wire::encode(header, payload);
}

Bytes as_tcp(const IpFields& fields, ByteView segment) {
  Bytes converted(segment.begin(), segment.end());
  wire::convert_checksum(converted, wire::PseudoHeader{}, {fields.source, fields.destination});
  return in_ip(fields, wire::tcp_protocol, converted);
}

/// The checksum of a datagram that was made for the addresses of the first flow.
void move_udp_checksum(link::Packet& datagram, const IpFields& fields) {
  constexpr std::size_t checksum_at = 6;  // RFC 768
  const path::HostAddresses first = path::host_addresses(datagram.ip_version);
  wire::write_u16(
      datagram.octets, checksum_at,
      udp_checksum_after(wire::read_u16(datagram.octets, checksum_at),
                         {first.client.ip, first.server.ip}, {fields.source, fields.destination}));
}

/// Of an IP packet: its fields, where it is the carriage of a segment in UDP.
std::optional<IpFields> fields_of_udp(ByteView octets) {
  constexpr unsigned version_6 = 6;
  if (octets.empty()) return std::nullopt;
  if (octets[0] >> 4U == version_6) {
    const auto packet = wire::decode_ipv6(octets);
    if (!packet || packet->header.protocol != wire::udp_protocol) return std::nullopt;
    return fields_in(packet->header, packet->header.hop_limit);
  }
  const auto packet = wire::decode_ipv4(octets, wire::ChecksumPolicy::ignore);
  if (!packet || packet->header.protocol != wire::udp_protocol) return std::nullopt;
  return fields_in(packet->header, packet->header.time_to_live);
}

Bytes image_of_ip(const link::Packet& packet) {
  Bytes octets = packet.octets;
  if (packet.flow != 0) move_to_network(octets, packet.flow);
  if (packet.content != link::Content::segment) return octets;
  const auto fields = fields_of_udp(octets);
  if (!fields || packet.corruptible_from > octets.size()) return octets;
  return as_tcp(*fields, ByteView(octets).subspan(packet.corruptible_from));
}

}  // namespace

Bytes ip_image(const link::Packet& packet, link::Direction direction) {
  if (packet.layout == link::PacketLayout::ip_packet) return image_of_ip(packet);
  const path::HostAddresses hosts = hosts_of(packet.ip_version, packet.flow);
  const bool forward = direction == link::Direction::forward;
  const IpFields fields{.source = (forward ? hosts.client : hosts.server).ip,
                        .destination = (forward ? hosts.server : hosts.client).ip,
                        .congestion_notification = static_cast<std::uint8_t>(packet.ecn)};
  if (packet.content == link::Content::segment) return as_tcp(fields, packet.octets);
  link::Packet datagram = packet;
  link::show_udp_header(datagram);  // where damage has not shown it already
  if (packet.flow != 0) move_udp_checksum(datagram, fields);
  return in_ip(fields, wire::udp_protocol, datagram.octets);
}

}  // namespace acklab::capture
