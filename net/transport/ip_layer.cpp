#include "net/transport/ip_layer.hpp"

#include <cassert>

#include "net/transport/carriage.hpp"
#include "net/wire/icmpv6.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::transport {
namespace {

std::uint32_t number_of(const IpAddress& address) {
  std::uint32_t number = 0;
  for (std::size_t index = 0; index < 4; ++index) number = number << 8U | address.octets()[index];
  return number;
}

/// {network, all ones} and {network, 0}, the old form of the same.
bool is_broadcast_of(const IpAddress& local, std::uint8_t prefix_bits, const IpAddress& address) {
  // RFC 3021: networks of 31 and 32 bits have no broadcast address.
  if (prefix_bits > 30) return false;
  const std::uint32_t host_bits = 0xffff'ffffU >> prefix_bits;
  const std::uint32_t differing = number_of(local) ^ number_of(address);
  if ((differing & ~host_bits) != 0) return false;
  const std::uint32_t host = number_of(address) & host_bits;
  return host == host_bits || host == 0;
}

}  // namespace

void IpLayer::handle_datagram(Instant now, const SocketAddress& /*from*/, ByteView packet) {
  if (config_.local.family() == IpAddress::Family::v6) {
    const auto decoded = wire::decode_ipv6(packet);
    if (!decoded) {
      ++counters_.undecodable;
      return;
    }
    const wire::Ipv6Header& header = decoded->header;
    take(now, {header.source, header.destination, header.protocol, header.congestion_notification,
               decoded->is_fragment(), decoded->payload});
    return;
  }
  const auto decoded = wire::decode_ipv4(packet);
  if (!decoded) {
    ++counters_.undecodable;
    return;
  }
  const wire::Ipv4Header& header = decoded->header;
  take(now, {header.source, header.destination, header.protocol, header.congestion_notification,
             header.is_fragment(), decoded->payload});
}

void IpLayer::take(Instant now, const Arrived& packet) {
  const bool over_v6 = config_.local.family() == IpAddress::Family::v6;
  if (packet.destination != config_.local) {
    ++counters_.misaddressed;
  } else if (!is_possible_source(packet.source)) {
    ++counters_.invalid_sources;
  } else if (packet.is_fragment) {
    ++counters_.fragments;
  } else if (packet.protocol == wire::tcp_protocol) {
    transport_.handle_marked_datagram(now, {packet.source, 0}, packet.payload, packet.ecn);
  } else if (packet.protocol == (over_v6 ? wire::icmpv6_protocol : wire::icmp_protocol)) {
    handle_icmp(now, over_v6
                         ? wire::decode_icmpv6(packet.payload, {packet.source, packet.destination})
                         : wire::decode_icmpv4(packet.payload));
  } else {
    ++counters_.unconcerned;
  }
}

void IpLayer::handle_icmp(Instant now,
                          const Expected<wire::IcmpMessage, wire::IcmpError>& message) {
  const auto report =
      message && message->quoted.source == config_.local ? network_report(*message) : std::nullopt;
  if (!report) {
    ++counters_.unconcerned;
    return;
  }
  ++counters_.icmp_reports;
  if (sink_) sink_(now, *report);
}

/// RFC 1122 §3.2.1.3: what may not stand as a source address, and this host itself.
bool IpLayer::is_possible_source(const IpAddress& address) const {
  if (address == config_.local || !is_unicast(address)) return false;
  if (address.family() == IpAddress::Family::v6) {
    const IpAddress loopback = IpAddress::loopback_v6();
    return address != loopback || config_.local == loopback;
  }
  const std::uint8_t first = address.octets()[0];
  const bool loopback = first == 127;
  const bool local_loopback = config_.local.octets()[0] == 127;
  if (loopback && !local_loopback) return false;
  return !config_.prefix_bits || !is_broadcast_of(config_.local, *config_.prefix_bits, address);
}

std::optional<OutgoingDatagram> IpLayer::poll_transmit(Instant now) {
  const bool over_v6 = config_.local.family() == IpAddress::Family::v6;
  const std::size_t header_bytes = Carriage::ip(config_.local).header_bytes(config_.local.family());
  while (auto segment = transport_.poll_transmit(now)) {
    assert(segment->to.ip.family() == config_.local.family());
    if (segment->payload.size() + header_bytes > config_.mtu_bytes) {
      ++counters_.too_large;
      continue;
    }
    segment->payload = over_v6 ? in_ipv6(*segment) : in_ipv4(*segment);
    return segment;
  }
  return std::nullopt;
}

Bytes IpLayer::in_ipv4(const OutgoingDatagram& segment) const {
  wire::Ipv4Header header;
  header.source = config_.local;
  header.destination = segment.to.ip;
  header.protocol = wire::tcp_protocol;
  header.time_to_live = segment.marks.hop_limit;
  header.differentiated_services = segment.marks.dscp;
  header.congestion_notification = segment.marks.ecn;
  header.dont_fragment = true;
  return wire::encode(header, segment.payload);
}

/// Routers never fragment IPv6 (RFC 8200 §5): no mark asks them not to.
Bytes IpLayer::in_ipv6(const OutgoingDatagram& segment) const {
  wire::Ipv6Header header;
  header.source = config_.local;
  header.destination = segment.to.ip;
  header.protocol = wire::tcp_protocol;
  header.hop_limit = segment.marks.hop_limit;
  header.differentiated_services = segment.marks.dscp;
  header.congestion_notification = segment.marks.ecn;
  return wire::encode(header, segment.payload);
}

}  // namespace acklab::transport
