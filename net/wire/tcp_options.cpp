#include "net/wire/tcp_options.hpp"

#include <algorithm>
#include <cassert>

#include "net/wire/byte_order.hpp"
#include "net/wire/experimental_option.hpp"

namespace acklab::wire {
namespace {

constexpr std::size_t max_segment_size_length = 4;
constexpr std::size_t window_scale_length = 3;
constexpr std::size_t sack_permitted_length = 2;
constexpr std::size_t timestamps_length = 10;
constexpr std::size_t user_timeout_length = 4;
constexpr std::size_t sack_base_length = 2;
constexpr std::size_t sack_block_length = 8;

/// Whether options are preceded by NOPs so that their numbers stand at multiples of 4 (RFC 9293
/// allows any alignment, RFC 7323 appendix A recommends this one).
enum class Layout : std::uint8_t { aligned, packed };

void append_head(OptionArea& area, OptionKind kind, std::size_t length) {
  area.append_u8(static_cast<std::uint8_t>(kind));
  area.append_u8(static_cast<std::uint8_t>(length));
}

void append_no_operations(OptionArea& area, Layout layout, std::size_t count) {
  if (layout == Layout::packed) return;
  for (; count > 0; --count) area.append_u8(static_cast<std::uint8_t>(OptionKind::no_operation));
}

void append_experiment(OptionArea& area, std::uint16_t first, std::uint16_t second) {
  append_head(area, OptionKind::experiment, acklab_option_length);
  area.append_u16(acklab_experiment);
  area.append_u16(first);
  area.append_u16(second);
}

/// RFC 5482 §3: 15 bits of seconds, or of minutes with the first bit set.
constexpr std::uint16_t minutes_bit = 0x8000;
constexpr std::uint16_t largest_user_timeout = 0x7fff;

std::uint16_t user_timeout_field(std::chrono::seconds span) {
  using std::chrono::minutes;
  const std::chrono::seconds at_least = std::max(span, std::chrono::seconds{1});
  if (at_least.count() <= largest_user_timeout) return static_cast<std::uint16_t>(at_least.count());
  const auto whole =
      std::min<std::int64_t>(std::chrono::ceil<minutes>(at_least).count(), largest_user_timeout);
  return static_cast<std::uint16_t>(whole | minutes_bit);
}

/// Everything but SACK blocks: at most 32 octets.
OptionArea write_fixed_options(const Segment& segment, Layout layout) {
  OptionArea area;
  static constexpr SynOptions none;
  const SynOptions& syn = segment.sender.syn ? segment.syn_options : none;
  if (syn.max_segment_size) {
    append_head(area, OptionKind::max_segment_size, max_segment_size_length);
    area.append_u16(*syn.max_segment_size);
  }
  if (syn.sack_permitted) {
    if (!segment.timestamps) append_no_operations(area, layout, 2);
    append_head(area, OptionKind::sack_permitted, sack_permitted_length);
  }
  if (segment.timestamps) {
    if (!syn.sack_permitted) append_no_operations(area, layout, 2);
    append_head(area, OptionKind::timestamps, timestamps_length);
    area.append_u32(segment.timestamps->value);
    area.append_u32(segment.timestamps->echo_reply);
  }
  if (syn.window_scale) {
    append_no_operations(area, layout, 1);
    append_head(area, OptionKind::window_scale, window_scale_length);
    area.append_u8(std::min(*syn.window_scale, max_window_scale));
  }
  if (segment.user_timeout) {
    append_head(area, OptionKind::user_timeout, user_timeout_length);
    area.append_u16(user_timeout_field(*segment.user_timeout));
  }
  if (syn.acklab) append_experiment(area, syn.acklab->max_ack_delay, capability_bits(*syn.acklab));
  if (segment.crc32c && !segment.sender.syn) append_experiment(area, 0, 0);
  return area;
}

std::size_t sack_blocks_that_fit(const OptionArea& area, Layout layout, std::size_t wanted) {
  const std::size_t base = sack_base_length + (layout == Layout::aligned ? 2U : 0U);
  if (area.room() < base) return 0;
  return std::min(wanted, (area.room() - base) / sack_block_length);
}

void append_sack(OptionArea& area, Layout layout, const SackBlocks& blocks, std::size_t count) {
  append_no_operations(area, layout, 2);
  append_head(area, OptionKind::sack, sack_base_length + count * sack_block_length);
  for (const SackBlock& block : blocks) {
    if (count-- == 0) return;
    area.append_u32(block.left.value());
    area.append_u32(block.right.value());
  }
}

using Problem = std::optional<SegmentError>;

Problem read_max_segment_size(ByteView body, Segment& segment) {
  if (body.size() != max_segment_size_length - 2) return SegmentError::bad_option_length;
  segment.syn_options.max_segment_size = read_u16(body, 0);
  return std::nullopt;
}

Problem read_window_scale(ByteView body, Segment& segment) {
  if (body.size() != window_scale_length - 2) return SegmentError::bad_option_length;
  segment.syn_options.window_scale = std::min(body[0], max_window_scale);
  return std::nullopt;
}

Problem read_sack_permitted(ByteView body, Segment& segment) {
  if (body.size() != sack_permitted_length - 2) return SegmentError::bad_option_length;
  segment.syn_options.sack_permitted = true;
  return std::nullopt;
}

Problem read_timestamps(ByteView body, Segment& segment) {
  if (body.size() != timestamps_length - 2) return SegmentError::bad_option_length;
  segment.timestamps = Timestamps{read_u32(body, 0), read_u32(body, 4)};
  return std::nullopt;
}

Problem read_sack(ByteView body, Segment& segment) {
  if (body.empty() || body.size() % sack_block_length != 0) return SegmentError::bad_option_length;
  SackBlocks blocks;
  for (std::size_t at = 0; at < body.size(); at += sack_block_length) {
    const bool fits = blocks.push_back({Seq32{read_u32(body, at)}, Seq32{read_u32(body, at + 4)}});
    if (!fits) return SegmentError::bad_option_length;
  }
  segment.receiver.sack = blocks;
  return std::nullopt;
}

Problem read_experiment(ByteView body, Segment& segment) {
  const auto content = acklab_content(body);
  if (!content) return std::nullopt;  // somebody else's experiment
  if (segment.sender.syn) {
    segment.syn_options.acklab = read_acklab_option(*content);
  } else {
    segment.crc32c = true;
  }
  return std::nullopt;
}

Problem read_user_timeout(ByteView body, Segment& segment) {
  if (body.size() != user_timeout_length - 2) return SegmentError::bad_option_length;
  const std::uint16_t field = read_u16(body, 0);
  const std::uint16_t count = field & largest_user_timeout;
  if (count == 0) return std::nullopt;  // reserved: to be ignored
  if ((field & minutes_bit) != 0) {
    segment.user_timeout = std::chrono::minutes{count};
  } else {
    segment.user_timeout = std::chrono::seconds{count};
  }
  return std::nullopt;
}

/// One option with a length octet; `body` is what stands behind that octet.
Problem read_option(OptionKind kind, ByteView body, Segment& segment) {
  const bool syn = segment.sender.syn;
  switch (kind) {
    case OptionKind::max_segment_size:
      return syn ? read_max_segment_size(body, segment) : std::nullopt;
    case OptionKind::window_scale:
      return syn ? read_window_scale(body, segment) : std::nullopt;
    case OptionKind::sack_permitted:
      return syn ? read_sack_permitted(body, segment) : std::nullopt;
    case OptionKind::sack:
      return read_sack(body, segment);
    case OptionKind::timestamps:
      return read_timestamps(body, segment);
    case OptionKind::user_timeout:
      return read_user_timeout(body, segment);
    case OptionKind::experiment:
      return read_experiment(body, segment);
    case OptionKind::end_of_list:
    case OptionKind::no_operation:
      break;
  }
  return std::nullopt;  // unknown: skipped (RFC 9293 MUST-6)
}

}  // namespace

void OptionArea::append_u8(std::uint8_t value) {
  assert(size_ < capacity);
  octets_[size_++] = value;
}

void OptionArea::append_u16(std::uint16_t value) {
  write_u16(MutableByteView{octets_}, size_, value);
  size_ += sizeof value;
}

void OptionArea::append_u32(std::uint32_t value) {
  write_u32(MutableByteView{octets_}, size_, value);
  size_ += sizeof value;
}

void OptionArea::pad() {
  while (size_ % 4 != 0) append_u8(static_cast<std::uint8_t>(OptionKind::end_of_list));
}

OptionArea write_options(const Segment& segment) {
  const SackBlocks& blocks = segment.receiver.sack;
  Layout layout = Layout::aligned;
  OptionArea area = write_fixed_options(segment, layout);
  std::size_t count = sack_blocks_that_fit(area, layout, blocks.size());
  if (count < blocks.size()) {
    const OptionArea packed = write_fixed_options(segment, Layout::packed);
    const std::size_t packed_count = sack_blocks_that_fit(packed, Layout::packed, blocks.size());
    if (packed_count > count) {
      layout = Layout::packed;
      area = packed;
      count = packed_count;
    }
  }
  if (count > 0) append_sack(area, layout, blocks, count);
  area.pad();
  return area;
}

std::optional<SegmentError> read_options(ByteView options, Segment& segment) {
  std::size_t at = 0;
  while (at < options.size()) {
    const auto kind = static_cast<OptionKind>(options[at]);
    if (kind == OptionKind::end_of_list) return std::nullopt;
    if (kind == OptionKind::no_operation) {
      ++at;
      continue;
    }
    if (options.size() - at < 2) return SegmentError::bad_option_length;
    const std::size_t length = options[at + 1];
    if (length < 2 || length > options.size() - at) return SegmentError::bad_option_length;
    const Problem problem = read_option(kind, options.subspan(at + 2, length - 2), segment);
    if (problem) return problem;
    at += length;
  }
  return std::nullopt;
}

}  // namespace acklab::wire
