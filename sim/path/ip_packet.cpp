#include "sim/path/ip_packet.hpp"

#include <algorithm>

#include "net/wire/byte_order.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"

namespace acklab::path {

namespace {

using link::udp_header_bytes;
using wire::tcp_protocol;
using wire::udp_protocol;

// RFC 791 §3.1 and RFC 768.
constexpr std::size_t smallest_header_bytes = 20;
constexpr std::size_t fragment_at = 6;
constexpr std::size_t protocol_at = 9;
constexpr std::size_t destination_at = 16;

bool is_later_fragment(ByteView octets) {
  constexpr std::uint8_t high_offset_bits = 0x1F;
  return (octets[fragment_at] & high_offset_bits) != 0 || octets[fragment_at + 1] != 0;
}

std::optional<std::size_t> start_in_ipv6(ByteView octets, const IpAddress& destination) {
  const auto packet = wire::decode_ipv6(octets);
  if (!packet || packet->header.destination != destination) return std::nullopt;
  const auto start = static_cast<std::size_t>(packet->payload.data() - octets.data());
  const bool has_udp_header = packet->header.protocol == udp_protocol &&
                              (!packet->fragment || packet->fragment->offset == 0);
  return has_udp_header ? std::min(start + udp_header_bytes, octets.size()) : start;
}

/// The protocol whose header stands in this packet; nothing in later fragments.
std::optional<std::uint8_t> protocol_at_start(ByteView octets) {
  if (octets.size() < smallest_header_bytes) return std::nullopt;
  if (octets[0] >> 4U == 4) {
    if (is_later_fragment(octets)) return std::nullopt;
    return octets[protocol_at];
  }
  const auto packet = wire::decode_ipv6(octets);
  if (!packet || (packet->fragment && packet->fragment->offset != 0)) return std::nullopt;
  return packet->header.protocol;
}

}  // namespace

std::optional<std::size_t> transport_octets_start(ByteView octets, const IpAddress& destination) {
  if (destination.family() == IpAddress::Family::v6) return start_in_ipv6(octets, destination);
  if (octets.size() < smallest_header_bytes || octets[0] >> 4U != 4) return std::nullopt;
  const std::size_t header_bytes = static_cast<std::size_t>(octets[0] & 0x0FU) * 4;
  if (header_bytes < smallest_header_bytes || header_bytes > octets.size()) return std::nullopt;
  const ByteView to = octets.subspan(destination_at, 4);
  if (!std::equal(to.begin(), to.end(), destination.octets().begin())) return std::nullopt;
  if (octets[protocol_at] == udp_protocol && !is_later_fragment(octets)) {
    return std::min(header_bytes + udp_header_bytes, octets.size());
  }
  return header_bytes;
}

link::Content transport_content(ByteView octets, std::size_t start) {
  constexpr std::size_t checksum_before_payload = 2;
  switch (protocol_at_start(octets).value_or(0)) {
    case tcp_protocol:
      return link::Content::segment;
    case udp_protocol:
      if (start > octets.size() || start < smallest_header_bytes + udp_header_bytes) break;
      return wire::read_u16(octets, start - checksum_before_payload) == 0 ? link::Content::segment
                                                                          : link::Content::datagram;
    default:
      break;
  }
  return link::Content::opaque;
}

std::optional<TransportPorts> transport_ports(ByteView octets, std::size_t start) {
  const std::uint8_t protocol = protocol_at_start(octets).value_or(0);
  if (protocol != tcp_protocol && protocol != udp_protocol) return std::nullopt;
  constexpr std::size_t ports_bytes = 4;
  const std::size_t header = protocol == udp_protocol ? start - udp_header_bytes : start;
  if (header > octets.size() || octets.size() - header < ports_bytes) return std::nullopt;
  return TransportPorts{wire::read_u16(octets, header), wire::read_u16(octets, header + 2)};
}

}  // namespace acklab::path
