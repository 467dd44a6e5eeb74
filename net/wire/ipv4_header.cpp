#include "net/wire/ipv4_header.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "net/wire/byte_order.hpp"
#include "net/wire/internet_checksum.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t fixed_ipv4_header_bytes = 20;
constexpr std::size_t max_packet_bytes = 65535;
constexpr std::uint16_t dont_fragment_bit = 0x4000;
constexpr std::uint16_t more_fragments_bit = 0x2000;
constexpr std::uint16_t fragment_offset_mask = 0x1fff;

IpAddress read_address(ByteView header, std::size_t at) {
  return IpAddress::v4(header[at], header[at + 1], header[at + 2], header[at + 3]);
}

void write_address(MutableByteView header, std::size_t at, const IpAddress& address) {
  assert(address.family() == IpAddress::Family::v4);
  std::ranges::copy(ByteView{address.octets()}.first(4), header.subspan(at).begin());
}

std::uint16_t fragment_word(const Ipv4Header& header) {
  assert(header.fragment_offset <= fragment_offset_mask);
  const std::uint32_t flags = (header.dont_fragment ? dont_fragment_bit : 0U) |
                              (header.more_fragments ? more_fragments_bit : 0U);
  return static_cast<std::uint16_t>(flags | header.fragment_offset);
}

Ipv4Header read_header(ByteView header) {
  Ipv4Header fields;
  fields.differentiated_services = static_cast<std::uint8_t>(header[1] >> 2U);
  fields.congestion_notification = header[1] & 0x3U;
  fields.identification = read_u16(header, 4);
  const std::uint16_t fragment = read_u16(header, 6);
  fields.dont_fragment = (fragment & dont_fragment_bit) != 0;
  fields.more_fragments = (fragment & more_fragments_bit) != 0;
  fields.fragment_offset = fragment & fragment_offset_mask;
  fields.time_to_live = header[8];
  fields.protocol = header[9];
  fields.source = read_address(header, 12);
  fields.destination = read_address(header, 16);
  const ByteView options = header.subspan(fixed_ipv4_header_bytes);
  fields.options.assign(options.begin(), options.end());
  return fields;
}

}  // namespace

const char* to_string(Ipv4Error error) {
  switch (error) {
    case Ipv4Error::too_short:
      return "shorter than an IPv4 header";
    case Ipv4Error::bad_version:
      return "not version 4";
    case Ipv4Error::bad_header_length:
      return "header length outside the packet";
    case Ipv4Error::bad_checksum:
      return "wrong header checksum";
    case Ipv4Error::bad_total_length:
      return "total length outside the packet";
  }
  return "unknown";
}

Bytes encode(const Ipv4Header& header, ByteView payload) {
  const std::size_t header_size = fixed_ipv4_header_bytes + header.options.size();
  assert(header_size % 4 == 0 && header_size <= 60);
  assert(header_size + payload.size() <= max_packet_bytes);
  assert(header.differentiated_services < 64 && header.congestion_notification < 4);
  Bytes octets;
  octets.reserve(header_size + payload.size());
  octets.resize(header_size);
  octets[0] = static_cast<std::uint8_t>(0x40U | header_size / 4);
  octets[1] = static_cast<std::uint8_t>(header.differentiated_services << 2U |
                                        header.congestion_notification);
  write_u16(octets, 2, static_cast<std::uint16_t>(header_size + payload.size()));
  write_u16(octets, 4, header.identification);
  write_u16(octets, 6, fragment_word(header));
  octets[8] = header.time_to_live;
  octets[9] = header.protocol;
  write_address(octets, 12, header.source);
  write_address(octets, 16, header.destination);
  std::ranges::copy(header.options, octets.begin() + fixed_ipv4_header_bytes);
  write_u16(octets, 10, InternetChecksum{}.add(octets).checksum());
  octets.insert(octets.end(), payload.begin(), payload.end());
  return octets;
}

Expected<Ipv4Packet, Ipv4Error> decode_ipv4(ByteView octets, ChecksumPolicy policy) {
  if (octets.size() < fixed_ipv4_header_bytes) return failure(Ipv4Error::too_short);
  if (octets[0] >> 4U != 4U) return failure(Ipv4Error::bad_version);
  const std::size_t header_size = std::size_t{4} * (octets[0] & 0xfU);
  if (header_size < fixed_ipv4_header_bytes || header_size > octets.size()) {
    return failure(Ipv4Error::bad_header_length);
  }
  const ByteView header = octets.first(header_size);
  if (policy == ChecksumPolicy::verify && InternetChecksum{}.add(header).sum() != 0xffffU) {
    return failure(Ipv4Error::bad_checksum);
  }
  const std::size_t total_length = read_u16(octets, 2);
  if (total_length < header_size || total_length > octets.size()) {
    return failure(Ipv4Error::bad_total_length);
  }
  return Ipv4Packet{read_header(header), octets.first(total_length).subspan(header_size)};
}

}  // namespace acklab::wire
