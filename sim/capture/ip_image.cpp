#include "sim/capture/ip_image.hpp"

#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"
#include "sim/link/damage/transport_octets.hpp"
#include "sim/path/host_addresses.hpp"

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

Bytes in_ip(const IpFields& fields, std::uint8_t protocol, ByteView payload) {
  if (fields.source.family() == IpAddress::Family::v4) {
    wire::Ipv4Header header;
    header.source = fields.source;
    header.destination = fields.destination;
    header.protocol = protocol;
    header.time_to_live = fields.hops;
    header.differentiated_services = fields.differentiated_services;
    header.congestion_notification = fields.congestion_notification;
    header.dont_fragment = true;
    return wire::encode(header, payload);
  }
  wire::Ipv6Header header;
  header.source = fields.source;
  header.destination = fields.destination;
  header.protocol = protocol;
  header.hop_limit = fields.hops;
  header.differentiated_services = fields.differentiated_services;
  header.congestion_notification = fields.congestion_notification;
  return wire::encode(header, payload);
}

/// The hosts of a flow: its number stands in the network's part of their addresses.
path::HostAddresses hosts_of(path::IpVersion version, std::uint32_t flow) {
  path::HostAddresses hosts = path::host_addresses(version);
  for (SocketAddress* const host : {&hosts.client, &hosts.server}) {
    auto octets = host->ip.octets();
    if (version == IpAddress::Family::v4) {
      host->ip = IpAddress::v4(octets[0], octets[1], static_cast<std::uint8_t>(flow), octets[3]);
    } else {
      octets[4] = static_cast<std::uint8_t>(flow >> 8U);
      octets[5] = static_cast<std::uint8_t>(flow);
      host->ip = IpAddress::v6(octets);
    }
  }
  return hosts;
}

Bytes as_tcp(const IpFields& fields, ByteView segment) {
  Bytes converted(segment.begin(), segment.end());
  wire::convert_checksum(converted, wire::PseudoHeader{}, {fields.source, fields.destination});
  return in_ip(fields, wire::tcp_protocol, converted);
}

/// The checksum of a datagram that was made for the addresses of the first flow.
void move_udp_checksum(link::Packet& datagram, const IpFields& fields) {
  constexpr std::size_t checksum_at = 6;  // RFC 768
  const MutableByteView octets = datagram.octets;
  const std::uint16_t before = wire::read_u16(octets, checksum_at);
  if (before == 0) return;  // there is none
  const path::HostAddresses first = hosts_of(datagram.ip_version, 0);
  const wire::PseudoHeader from{first.client.ip, first.server.ip};
  const wire::PseudoHeader to{fields.source, fields.destination};
  const std::uint16_t after = wire::checksum_after_change(
      before, wire::pseudo_header_sum(from, wire::udp_protocol, octets.size()),
      wire::pseudo_header_sum(to, wire::udp_protocol, octets.size()));
  wire::write_u16(octets, checksum_at, after == 0 ? 0xffff : after);
}

/// Of an IP packet: its fields, where it is the carriage of a segment in UDP.
std::optional<IpFields> fields_of_udp(ByteView octets) {
  constexpr unsigned version_6 = 6;
  if (octets.empty()) return std::nullopt;
  if (octets[0] >> 4U == version_6) {
    const auto packet = wire::decode_ipv6(octets);
    if (!packet || packet->header.protocol != wire::udp_protocol) return std::nullopt;
    const wire::Ipv6Header& header = packet->header;
    return IpFields{.source = header.source,
                    .destination = header.destination,
                    .hops = header.hop_limit,
                    .differentiated_services = header.differentiated_services,
                    .congestion_notification = header.congestion_notification};
  }
  const auto packet = wire::decode_ipv4(octets, wire::ChecksumPolicy::ignore);
  if (!packet || packet->header.protocol != wire::udp_protocol) return std::nullopt;
  const wire::Ipv4Header& header = packet->header;
  return IpFields{.source = header.source,
                  .destination = header.destination,
                  .hops = header.time_to_live,
                  .differentiated_services = header.differentiated_services,
                  .congestion_notification = header.congestion_notification};
}

Bytes image_of_ip(const link::Packet& packet) {
  if (packet.content != link::Content::segment) return packet.octets;
  const auto fields = fields_of_udp(packet.octets);
  if (!fields || packet.corruptible_from > packet.octets.size()) return packet.octets;
  return as_tcp(*fields, ByteView(packet.octets).subspan(packet.corruptible_from));
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
