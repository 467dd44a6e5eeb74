#include "net/wire/segment_codec.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "net/wire/byte_order.hpp"
#include "net/wire/experimental_option.hpp"
#include "net/wire/segment_checksum.hpp"
#include "net/wire/tcp_options.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t fixed_tcp_header_bytes = 20;

// The control bits (RFC 9293 §3.1, RFC 3168).
constexpr std::uint8_t fin_bit = 0x01;
constexpr std::uint8_t syn_bit = 0x02;
constexpr std::uint8_t rst_bit = 0x04;
constexpr std::uint8_t psh_bit = 0x08;
constexpr std::uint8_t ack_bit = 0x10;
constexpr std::uint8_t urg_bit = 0x20;
constexpr std::uint8_t ece_bit = 0x40;
constexpr std::uint8_t cwr_bit = 0x80;

std::uint8_t control_bits(const Segment& segment) {
  std::uint8_t bits = 0;
  const auto put = [&bits](bool set, std::uint8_t bit) {
    if (set) bits = static_cast<std::uint8_t>(bits | bit);
  };
  put(segment.sender.fin, fin_bit);
  put(segment.sender.syn, syn_bit);
  put(segment.rst, rst_bit);
  put(segment.sender.push, psh_bit);
  put(segment.receiver.acknowledgment.has_value(), ack_bit);
  put(segment.sender.urgent_pointer.has_value(), urg_bit);
  put(segment.ece, ece_bit);
  put(segment.cwr, cwr_bit);
  return bits;
}

void write_fixed_header(MutableByteView header, const Segment& segment) {
  write_u16(header, 0, segment.source_port);
  write_u16(header, 2, segment.destination_port);
  write_u32(header, 4, segment.sender.sequence.value());
  write_u32(header, 8, segment.receiver.acknowledgment.value_or(Seq32{}).value());
  header[12] = static_cast<std::uint8_t>(header.size() / 4 << 4U);
  header[13] = control_bits(segment);
  write_u16(header, 14, segment.receiver.window);
  write_u16(header, 16, 0);
  write_u16(header, 18, segment.sender.urgent_pointer.value_or(0));
}

void read_fixed_header(ByteView header, Segment& segment) {
  const std::uint8_t bits = header[13];
  segment.source_port = read_u16(header, 0);
  segment.destination_port = read_u16(header, 2);
  segment.sender.sequence = Seq32{read_u32(header, 4)};
  segment.sender.syn = (bits & syn_bit) != 0;
  segment.sender.fin = (bits & fin_bit) != 0;
  segment.sender.push = (bits & psh_bit) != 0;
  if ((bits & urg_bit) != 0) segment.sender.urgent_pointer = read_u16(header, 18);
  if ((bits & ack_bit) != 0) segment.receiver.acknowledgment = Seq32{read_u32(header, 8)};
  segment.receiver.window = read_u16(header, 14);
  segment.rst = (bits & rst_bit) != 0;
  segment.ece = (bits & ece_bit) != 0;
  segment.cwr = (bits & cwr_bit) != 0;
}

}  // namespace

const char* to_string(SegmentError error) {
  switch (error) {
    case SegmentError::too_short:
      return "shorter than a TCP header";
    case SegmentError::bad_data_offset:
      return "data offset outside the segment";
    case SegmentError::bad_option_length:
      return "wrong option length";
    case SegmentError::bad_checksum:
      return "wrong checksum";
    case SegmentError::bad_crc32c:
      return "wrong CRC32C";
  }
  return "unknown";
}

std::size_t header_bytes(const Segment& segment) {
  return fixed_tcp_header_bytes + write_options(segment).size();
}

Bytes encode(const Segment& segment, const PseudoHeader& pseudo_header) {
  Bytes octets;
  encode(segment, pseudo_header, octets);
  return octets;
}

void encode(const Segment& segment, const PseudoHeader& pseudo_header, Bytes& octets) {
  const OptionArea options = write_options(segment);
  const Bytes& payload = segment.sender.payload;
  const std::size_t header_size = fixed_tcp_header_bytes + options.size();
  octets.clear();
  octets.reserve(header_size + payload.size());
  octets.resize(header_size);
  write_fixed_header(octets, segment);
  std::ranges::copy(options.view(), octets.begin() + fixed_tcp_header_bytes);
  octets.insert(octets.end(), payload.begin(), payload.end());
  if (segment.crc32c) {
    if (const auto position = crc32c_position(octets)) {
      write_u32(octets, *position, segment_crc32c(octets, *position));
    }
  }
  InternetChecksum sum = pseudo_header_sum(pseudo_header, tcp_protocol, octets.size());
  write_u16(octets, 16, sum.add(octets).checksum());
}

Expected<Segment, SegmentError> decode(ByteView octets, const PseudoHeader& pseudo_header,
                                       ChecksumPolicy policy) {
  Segment segment;
  if (const auto problem = decode(octets, pseudo_header, policy, segment)) return failure(*problem);
  return segment;
}

std::optional<SegmentError> decode(ByteView octets, const PseudoHeader& pseudo_header,
                                   ChecksumPolicy policy, Segment& segment) {
  if (octets.size() < fixed_tcp_header_bytes) return SegmentError::too_short;
  // First of all: whatever else is odd about a damaged segment, damage is the cause to report.
  if (policy == ChecksumPolicy::verify && !checksum_is_right(octets, pseudo_header)) {
    return SegmentError::bad_checksum;
  }
  const std::size_t header_size = std::size_t{4} * (octets[12] >> 4U);
  if (header_size < fixed_tcp_header_bytes || header_size > octets.size()) {
    return SegmentError::bad_data_offset;
  }
  Bytes payload = std::move(segment.sender.payload);
  segment = Segment{};
  read_fixed_header(octets.first(fixed_tcp_header_bytes), segment);
  const ByteView options = octets.first(header_size).subspan(fixed_tcp_header_bytes);
  if (const auto problem = read_options(options, segment)) return problem;
  if (segment.crc32c && policy == ChecksumPolicy::verify && !crc32c_is_right(octets)) {
    return SegmentError::bad_crc32c;
  }
  const ByteView text = octets.subspan(header_size);
  payload.assign(text.begin(), text.end());
  segment.sender.payload = std::move(payload);
  return std::nullopt;
}

}  // namespace acklab::wire
