#include "net/wire/experimental_option.hpp"

#include <array>

#include "net/wire/byte_order.hpp"
#include "net/wire/crc32c.hpp"
#include "net/wire/tcp_options.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t options_begin = 20;
constexpr std::size_t sequence_at = 4;
constexpr std::size_t checksum_at = 16;
constexpr std::size_t crc32c_octets = 4;
constexpr std::uint8_t syn_control_bit = 0x02;

}  // namespace

std::optional<ByteView> acklab_content(ByteView body) {
  if (body.size() != acklab_option_length - 2) return std::nullopt;
  if (read_u16(body, 0) != acklab_experiment) return std::nullopt;
  return body.subspan(2);
}

AcklabOption read_acklab_option(ByteView content) {
  return {read_u16(content, 0), (read_u16(content, 2) & crc32c_capability) != 0};
}

std::uint16_t capability_bits(const AcklabOption& option) {
  return option.crc32c ? crc32c_capability : std::uint16_t{0};
}

std::optional<std::size_t> crc32c_position(ByteView segment) {
  if (segment.size() < options_begin || (segment[13] & syn_control_bit) != 0) return std::nullopt;
  const std::size_t end = std::size_t{4} * (segment[12] >> 4U);
  if (end > segment.size()) return std::nullopt;
  std::optional<std::size_t> position;
  for (std::size_t at = options_begin; at < end;) {
    const auto kind = static_cast<OptionKind>(segment[at]);
    if (kind == OptionKind::end_of_list) break;
    if (kind == OptionKind::no_operation) {
      ++at;
      continue;
    }
    if (end - at < 2 || segment[at + 1] < 2 || segment[at + 1] > end - at) return std::nullopt;
    const std::size_t length = segment[at + 1];
    const bool ours = kind == OptionKind::experiment &&
                      acklab_content(segment.subspan(at + 2, length - 2)).has_value();
    if (ours) position = at + length - crc32c_octets;
    at += length;
  }
  return position;
}

std::uint32_t segment_crc32c(ByteView segment, std::size_t position) {
  static constexpr std::array<std::uint8_t, 4> zeros{};
  constexpr std::size_t behind_checksum = checksum_at + 2;
  const std::size_t behind_crc = position + crc32c_octets;
  std::uint32_t crc = crc32c(segment.subspan(sequence_at, checksum_at - sequence_at));
  crc = crc32c(ByteView{zeros}.first(2), crc);
  crc = crc32c(segment.subspan(behind_checksum, position - behind_checksum), crc);
  crc = crc32c(zeros, crc);
  return crc32c(segment.subspan(behind_crc), crc);
}

bool crc32c_is_right(ByteView segment) {
  const auto position = crc32c_position(segment);
  return !position || read_u32(segment, *position) == segment_crc32c(segment, *position);
}

}  // namespace acklab::wire
