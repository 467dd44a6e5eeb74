#include "net/wire/segment_checksum.hpp"

#include <cstddef>

#include "net/wire/byte_order.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t checksum_offset = 16;

}  // namespace

InternetChecksum pseudo_header_sum(const PseudoHeader& pseudo_header, std::uint8_t protocol,
                                   std::size_t octets) {
  // As RFC 8200 §8.1 lays it out; zeros in between add nothing.
  return InternetChecksum{}
      .add_sixteen(pseudo_header.source.octets())
      .add_sixteen(pseudo_header.destination.octets())
      .add_u32(static_cast<std::uint32_t>(octets))
      .add_u16(protocol);
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
