#include "net/transport/ip_layer.hpp"

#include <cassert>

#include "net/wire/ipv4_header.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::transport {
namespace {

constexpr std::size_t ipv4_header_bytes = 20;

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
  const auto decoded = wire::decode_ipv4(packet);
  if (!decoded) {
    ++counters_.undecodable;
    return;
  }
  const wire::Ipv4Header& header = decoded->header;
  if (header.destination != config_.local) {
    ++counters_.misaddressed;
  } else if (!is_possible_source(header.source)) {
    ++counters_.invalid_sources;
  } else if (header.is_fragment()) {
    ++counters_.fragments;
  } else if (header.protocol == wire::tcp_protocol) {
    transport_.handle_datagram(now, {header.source, 0}, decoded->payload);
  } else if (header.protocol == wire::icmp_protocol) {
    handle_icmp(now, decoded->payload);
  } else {
    ++counters_.unconcerned;
  }
}

void IpLayer::handle_icmp(Instant now, ByteView message) {
  const auto decoded = wire::decode_icmpv4(message);
  const auto report =
      decoded && decoded->quoted.source == config_.local ? network_report(*decoded) : std::nullopt;
  if (!report) {
    ++counters_.unconcerned;
    return;
  }
  ++counters_.icmp_reports;
  if (sink_) sink_(now, *report);
}

/// RFC 1122 §3.2.1.3: what may not stand as a source address, and this host itself.
bool IpLayer::is_possible_source(const IpAddress& address) const {
  const std::uint8_t first = address.octets()[0];
  const bool loopback = first == 127;
  const bool local_loopback = config_.local.octets()[0] == 127;
  if (first == 0 || first >= 224 || (loopback && !local_loopback)) return false;
  if (address == config_.local) return false;
  return !config_.prefix_bits || !is_broadcast_of(config_.local, *config_.prefix_bits, address);
}

std::optional<OutgoingDatagram> IpLayer::poll_transmit(Instant now) {
  while (auto segment = transport_.poll_transmit(now)) {
    assert(segment->to.ip.family() == config_.local.family());
    if (segment->payload.size() + ipv4_header_bytes > config_.mtu_bytes) {
      ++counters_.too_large;
      continue;
    }
    wire::Ipv4Header header;
    header.source = config_.local;
    header.destination = segment->to.ip;
    header.protocol = wire::tcp_protocol;
    header.time_to_live = segment->marks.hop_limit;
    header.differentiated_services = segment->marks.dscp;
    header.dont_fragment = true;
    segment->payload = wire::encode(header, segment->payload);
    return segment;
  }
  return std::nullopt;
}

}  // namespace acklab::transport
