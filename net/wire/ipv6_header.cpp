#include "net/wire/ipv6_header.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

#include "net/wire/byte_order.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t ipv6_header_size = 40;
constexpr std::size_t fragment_header_size = 8;
constexpr std::uint32_t flow_label_mask = 0xf'ffff;

constexpr std::uint8_t hop_by_hop_options = 0;
constexpr std::uint8_t routing_header = 43;
constexpr std::uint8_t fragment_header = 44;
constexpr std::uint8_t destination_options = 60;

IpAddress read_ipv6_address(ByteView header, std::size_t at) {
  std::array<std::uint8_t, 16> octets{};
  std::ranges::copy(header.subspan(at, octets.size()), octets.begin());
  return IpAddress::v6(octets);
}

void write_ipv6_address(MutableByteView header, std::size_t at, const IpAddress& address) {
  assert(address.family() == IpAddress::Family::v6);
  std::ranges::copy(address.octets(), header.subspan(at).begin());
}

Ipv6Header read_fixed_part(ByteView octets) {
  const std::uint32_t word = read_u32(octets, 0);
  const std::uint32_t traffic_class = word >> 20U & 0xffU;
  Ipv6Header header;
  header.differentiated_services = static_cast<std::uint8_t>(traffic_class >> 2U);
  header.congestion_notification = static_cast<std::uint8_t>(traffic_class & 0x3U);
  header.flow_label = word & flow_label_mask;
  header.protocol = octets[6];
  header.hop_limit = octets[7];
  header.source = read_ipv6_address(octets, 8);
  header.destination = read_ipv6_address(octets, 24);
  return header;
}

/// RFC 8200 §4.2: Pad1 and PadN are known; of the others the two highest bits say what to do.
std::optional<Ipv6Error> judge_options(ByteView options) {
  for (std::size_t at = 0; at < options.size();) {
    const std::uint8_t type = options[at];
    if (type == 0) {  // Pad1, which has no length
      ++at;
      continue;
    }
    if (options.size() - at < 2 || options.size() - at - 2 < options[at + 1]) {
      return Ipv6Error::bad_extension;
    }
    if (type >> 6U != 0) return Ipv6Error::refused_option;
    at += std::size_t{2} + options[at + 1];
  }
  return std::nullopt;
}

Ipv6Fragment read_fragment_header(ByteView octets) {
  const std::uint16_t word = read_u16(octets, 2);
  return {static_cast<std::uint16_t>(word >> 3U), (word & 1U) != 0, read_u32(octets, 4)};
}

/// Takes the extension header `protocol` from the front of the payload.
std::optional<Ipv6Error> skip_extension(Ipv6Packet& packet) {
  const ByteView rest = packet.payload;
  const std::uint8_t kind = packet.header.protocol;
  if (rest.size() < fragment_header_size) return Ipv6Error::bad_extension;
  const std::size_t size =
      kind == fragment_header ? fragment_header_size : (std::size_t{rest[1]} + 1) * 8;
  if (rest.size() < size) return Ipv6Error::bad_extension;
  if (kind == fragment_header) {
    packet.fragment = read_fragment_header(rest);
  } else if (kind == routing_header) {
    if (rest[3] != 0) return Ipv6Error::refused_routing;
  } else if (const auto error = judge_options(rest.first(size).subspan(2))) {
    return error;
  }
  packet.header.protocol = rest[0];
  packet.payload = rest.subspan(size);
  return std::nullopt;
}

bool is_extension(std::uint8_t protocol) {
  return protocol == routing_header || protocol == fragment_header ||
         protocol == destination_options;
}

}  // namespace

const char* to_string(Ipv6Error error) {
  switch (error) {
    case Ipv6Error::too_short:
      return "shorter than an IPv6 header";
    case Ipv6Error::bad_version:
      return "not version 6";
    case Ipv6Error::bad_payload_length:
      return "payload length outside the packet";
    case Ipv6Error::bad_extension:
      return "malformed extension header";
    case Ipv6Error::refused_option:
      return "an unknown option that asks to be refused";
    case Ipv6Error::refused_routing:
      return "a routing header with segments left";
  }
  return "unknown";
}

Bytes encode(const Ipv6Header& header, ByteView payload) {
  assert(payload.size() <= 65535 && header.flow_label <= flow_label_mask);
  assert(header.differentiated_services < 64 && header.congestion_notification < 4);
  Bytes octets;
  octets.reserve(ipv6_header_size + payload.size());
  octets.resize(ipv6_header_size);
  const std::uint32_t traffic_class = static_cast<std::uint32_t>(header.differentiated_services)
                                          << 2U |
                                      header.congestion_notification;
  write_u32(octets, 0, 6U << 28U | traffic_class << 20U | header.flow_label);
  write_u16(octets, 4, static_cast<std::uint16_t>(payload.size()));
  octets[6] = header.protocol;
  octets[7] = header.hop_limit;
  write_ipv6_address(octets, 8, header.source);
  write_ipv6_address(octets, 24, header.destination);
  octets.insert(octets.end(), payload.begin(), payload.end());
  return octets;
}

Expected<Ipv6Packet, Ipv6Error> decode_ipv6(ByteView octets) {
  if (octets.size() < ipv6_header_size) return failure(Ipv6Error::too_short);
  if (octets[0] >> 4U != 6U) return failure(Ipv6Error::bad_version);
  const std::size_t length = read_u16(octets, 4);
  const std::size_t there = octets.size() - ipv6_header_size;
  Ipv6Packet packet{read_fixed_part(octets), std::nullopt, {}};
  // With hop-by-hop options, 0 announces a jumbogram (RFC 2675), which no link here carries.
  const bool jumbogram = length == 0 && packet.header.protocol == hop_by_hop_options;
  if (length > there || jumbogram) return failure(Ipv6Error::bad_payload_length);
  packet.payload = octets.subspan(ipv6_header_size, length);
  if (packet.header.protocol == hop_by_hop_options) {
    if (const auto error = skip_extension(packet)) return failure(*error);
  }
  // What follows the header of a later fragment is no header.
  while (is_extension(packet.header.protocol) &&
         (!packet.fragment || packet.fragment->offset == 0)) {
    if (packet.fragment && packet.header.protocol == fragment_header) {
      return failure(Ipv6Error::bad_extension);
    }
    if (const auto error = skip_extension(packet)) return failure(*error);
  }
  const bool misplaced = packet.header.protocol == hop_by_hop_options &&
                         (!packet.fragment || packet.fragment->offset == 0);
  if (misplaced) return failure(Ipv6Error::bad_extension);
  return packet;
}

}  // namespace acklab::wire
