#include "net/wire/segment_text.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>

#include "net/wire/byte_order.hpp"
#include "net/wire/experimental_option.hpp"
#include "net/wire/tcp_options.hpp"

namespace acklab::wire {
namespace {

using Text = fmt::memory_buffer;

template <typename... Arguments>
void append(Text& text, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(text), format, std::forward<Arguments>(arguments)...);
}

void append_flags(Text& text, const Segment& segment) {
  struct Flag {
    bool set;
    char letter;
  };
  const Flag flags[] = {
      {segment.sender.fin, 'F'},
      {segment.sender.syn, 'S'},
      {segment.rst, 'R'},
      {segment.sender.push, 'P'},
      {segment.receiver.acknowledgment.has_value(), '.'},
      {segment.sender.urgent_pointer.has_value(), 'U'},
      {segment.ece, 'E'},
      {segment.cwr, 'W'},
  };
  append(text, "Flags [");
  const std::size_t before = text.size();
  for (const Flag& flag : flags) {
    if (flag.set) text.push_back(flag.letter);
  }
  append(text, "{}]", text.size() == before ? "none" : "");
}

void append_sack(Text& text, ByteView body, Seq32 zero) {
  append(text, "sack {} ", body.size() / 8);
  for (std::size_t at = 0; at < body.size(); at += 8) {
    append(text, "{{{}:{}}}", read_u32(body, at) - zero.value(),
           read_u32(body, at + 4) - zero.value());
  }
}

/// tcpdump names experiments "exp-" and what it knows of them.
void append_experiment_text(Text& text, ByteView body, bool syn) {
  const auto content = acklab_content(body);
  if (!content) return append(text, "exp");
  if (!syn) return append(text, "exp-acklab crc32c");
  const AcklabOption option = read_acklab_option(*content);
  append(text, "exp-acklab delay {}us{}", 100U * option.max_ack_delay,
         option.crc32c ? " crc32c" : "");
}

/// One option that write_options wrote; `body` is what stands behind its length octet.
void append_option(Text& text, OptionKind kind, ByteView body, Seq32 sack_zero, bool syn) {
  switch (kind) {
    case OptionKind::end_of_list:
      return append(text, "eol");
    case OptionKind::no_operation:
      return append(text, "nop");
    case OptionKind::max_segment_size:
      return append(text, "mss {}", read_u16(body, 0));
    case OptionKind::window_scale:
      return append(text, "wscale {}", body[0]);
    case OptionKind::sack_permitted:
      return append(text, "sackOK");
    case OptionKind::sack:
      return append_sack(text, body, sack_zero);
    case OptionKind::user_timeout:
      return append(text, "uto 0x{:x}", read_u16(body, 0));
    case OptionKind::timestamps:
      return append(text, "TS val {} ecr {}", read_u32(body, 0), read_u32(body, 4));
    case OptionKind::experiment:
      return append_experiment_text(text, body, syn);
  }
}

void append_options(Text& text, ByteView options, Seq32 sack_zero, bool syn) {
  if (options.empty()) return;
  append(text, ", options [");
  std::size_t at = 0;
  while (at < options.size()) {
    if (at > 0) text.push_back(',');
    const auto kind = static_cast<OptionKind>(options[at]);
    const bool has_length = kind != OptionKind::end_of_list && kind != OptionKind::no_operation;
    const std::size_t length = has_length ? options[at + 1] : 1;
    const ByteView body = has_length ? options.subspan(at + 2, length - 2) : ByteView{};
    append_option(text, kind, body, sack_zero, syn);
    if (kind == OptionKind::end_of_list) break;
    at += length;
  }
  text.push_back(']');
}

}  // namespace

std::string to_text(const Segment& segment, std::optional<SequenceOrigin> origin) {
  const SenderMessage& sender = segment.sender;
  const ReceiverMessage& receiver = segment.receiver;
  const bool relative = origin && receiver.acknowledgment && !sender.syn;
  const SequenceOrigin zero = relative ? *origin : SequenceOrigin{};
  const std::size_t length = sender.payload.size();
  Text text;
  append_flags(text, segment);
  if (length > 0 || sender.syn || sender.fin || segment.rst) {
    const Seq32 first = sender.sequence - zero.sender.value();
    append(text, ", seq {}", first.value());
    if (length > 0) append(text, ":{}", (first + static_cast<std::uint32_t>(length)).value());
  }
  if (receiver.acknowledgment) {
    append(text, ", ack {}", (*receiver.acknowledgment - zero.receiver.value()).value());
  }
  append(text, ", win {}", receiver.window);
  if (sender.urgent_pointer) append(text, ", urg {}", *sender.urgent_pointer);
  append_options(text, write_options(segment).view(), zero.receiver, sender.syn);
  append(text, ", length {}", length);
  return fmt::to_string(text);
}

}  // namespace acklab::wire
