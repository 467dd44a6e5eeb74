#include "net/wire/segment_checksum.hpp"

#include <algorithm>
#include <array>

#include "net/wire/byte_order.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t checksum_offset = 16;

}  // namespace

InternetChecksum pseudo_header_sum(const PseudoHeader& pseudo_header, std::uint8_t protocol,
                                   std::size_t octets) {
  // As RFC 8200 §8.1 lays it out. Beyond its four octets an IPv4 address holds zeros, which add
  // nothing.
  std::array<std::uint8_t, 40> header{};
  const auto after_source = std::ranges::copy(pseudo_header.source.octets(), header.begin()).out;
  std::ranges::copy(pseudo_header.destination.octets(), after_source);
  write_u32(header, 32, static_cast<std::uint32_t>(octets));
  header[39] = protocol;
  return InternetChecksum{}.add(header);
}

bool checksum_is_right(ByteView segment, const PseudoHeader& pseudo_header) {
  InternetChecksum sum = pseudo_header_sum(pseudo_header, tcp_protocol, segment.size());
  return sum.add(segment).sum() == 0xffffU;
}

void convert_checksum(MutableByteView segment, const PseudoHeader& from, const PseudoHeader& to) {
  if (segment.size() < checksum_offset + 2) return;
  const std::uint16_t before = read_u16(segment, checksum_offset);
  const InternetChecksum from_sum = pseudo_header_sum(from, tcp_protocol, segment.size());
  const InternetChecksum to_sum = pseudo_header_sum(to, tcp_protocol, segment.size());
  write_u16(segment, checksum_offset, checksum_after_change(before, from_sum, to_sum));
}

}  // namespace acklab::wire
