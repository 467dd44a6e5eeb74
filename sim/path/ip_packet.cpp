#include "sim/path/ip_packet.hpp"

#include <algorithm>

#include "net/wire/ipv6_header.hpp"

namespace acklab::path {

namespace {

// RFC 791 §3.1 and RFC 768.
constexpr std::size_t smallest_header_bytes = 20;
constexpr std::size_t udp_header_bytes = 8;
constexpr std::size_t fragment_at = 6;
constexpr std::size_t protocol_at = 9;
constexpr std::size_t destination_at = 16;
constexpr std::uint8_t udp_protocol = 17;

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

}  // namespace acklab::path
