#include "tests/support/transport_script_segment.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

namespace acklab::support {
namespace {

using Range = std::pair<std::uint64_t, std::uint64_t>;

/// Walks through the words of a segment.
class SegmentParser {
 public:
  explicit SegmentParser(const std::vector<std::string>& words) : words_(words) {}

  std::vector<ScriptSegment> parse() {
    while (at_ < words_.size()) take(words_[at_++]);
    if (!each_) return {made_};
    return pieces();
  }

 private:
  void take(const std::string& word) {
    if (word == "syn") {
      made_.syn = true;
      made_.sequence = 0;
    } else if (word == "fin" || word == "rst" || word == "seq") {
      if (word == "fin") made_.fin = true;
      if (word == "rst") made_.rst = true;
      if (word == "seq" || next_is_number()) made_.sequence = script_number(argument(word));
    } else if (word == "data") {
      const Range range = range_of(argument(word));
      made_.sequence = range.first;
      made_.payload_bytes = range.second - range.first;
    } else if (word == "sack") {
      while (at_ < words_.size() && words_[at_].find(':') != std::string::npos) {
        made_.sack.push_back(range_of(words_[at_++]));
      }
    } else if (word == "push") {
      made_.push = true;
    } else if (word == "each") {
      each_ = script_number(argument(word));
    } else if (word == "ack") {
      made_.ack = script_number(argument(word));
    } else if (word == "noack") {
      made_.without_ack = true;
    } else {
      take_number(word);
    }
  }

  void take_number(const std::string& word) {
    const auto small = [&] {
      return static_cast<std::uint16_t>(script_number(argument(word), 65535));
    };
    if (word == "win") {
      made_.window = small();
    } else if (word == "urg") {
      made_.urgent_pointer = small();
    } else if (word == "mss") {
      made_.max_segment_size = small();
    } else if (word == "wscale") {
      made_.window_scale = static_cast<std::uint8_t>(script_number(argument(word), 255));
    } else if (word == "sackok") {
      made_.sack_permitted = true;
    } else if (word == "ts") {
      const auto wide = std::numeric_limits<std::uint32_t>::max();
      const auto value = static_cast<std::uint32_t>(script_number(argument(word), wide));
      const auto echo = static_cast<std::uint32_t>(script_number(argument(word), wide));
      made_.timestamps = {value, echo};
    } else {
      throw std::invalid_argument(fmt::format("a segment has no \"{}\"", word));
    }
  }

  std::vector<ScriptSegment> pieces() const {
    if (*each_ == 0 || made_.payload_bytes == 0) {
      throw std::invalid_argument("\"each\" divides data into pieces of at least a byte");
    }
    std::vector<ScriptSegment> pieces;
    const std::uint64_t end = *made_.sequence + made_.payload_bytes;
    for (std::uint64_t begin = *made_.sequence; begin < end; begin += *each_) {
      ScriptSegment piece = made_;
      const bool last = begin + *each_ >= end;
      piece.sequence = begin;
      piece.payload_bytes = std::min(*each_, end - begin);
      piece.push = made_.push && last;
      piece.fin = made_.fin && last;
      pieces.push_back(piece);
    }
    return pieces;
  }

  [[nodiscard]] bool next_is_number() const {
    return at_ < words_.size() && words_[at_].find_first_not_of("0123456789") == std::string::npos;
  }
  const std::string& argument(const std::string& of) {
    if (at_ == words_.size()) {
      throw std::invalid_argument(fmt::format("nothing stands behind \"{}\"", of));
    }
    return words_[at_++];
  }
  static Range range_of(const std::string& word) {
    const auto colon = word.find(':');
    if (colon == std::string::npos) {
      throw std::invalid_argument(fmt::format("\"{}\" is no range like 1:1001", word));
    }
    const Range range{script_number(word.substr(0, colon)), script_number(word.substr(colon + 1))};
    if (range.first >= range.second) {
      throw std::invalid_argument(fmt::format("the range {} is empty", word));
    }
    return range;
  }

  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  ScriptSegment made_;
  std::optional<std::uint64_t> each_;
};

template <typename Number>
std::string text_of(const std::optional<Number>& number) {
  return number ? fmt::format("{}", *number) : "none";
}

std::string sack_text(const ScriptSegment& segment) {
  std::string text;
  for (const auto& [left, right] : segment.sack) text += fmt::format(" {}:{}", left, right);
  return text;
}

std::string body_text(const ScriptSegment& segment) {
  std::string text;
  const std::uint64_t begin = segment.sequence.value_or(0);
  if (segment.syn) text += " syn";
  if (segment.rst) text += fmt::format(" rst {}", begin);
  if (segment.payload_bytes > 0)
    text += fmt::format(" data {}:{}", begin, begin + segment.payload_bytes);
  if (segment.fin) text += segment.payload_bytes > 0 ? " fin" : fmt::format(" fin {}", begin);
  const bool bare = !segment.syn && !segment.rst && !segment.fin && segment.payload_bytes == 0;
  if (bare && segment.sequence) text += fmt::format(" seq {}", begin);
  return text;
}

}  // namespace

std::uint64_t script_number(const std::string& word, std::uint64_t most) {
  std::uint64_t number = 0;
  const char* const end = word.data() + word.size();
  const auto result = std::from_chars(word.data(), end, number);
  if (result.ec != std::errc{} || result.ptr != end || number > most) {
    throw std::invalid_argument(fmt::format("\"{}\" is no number up to {}", word, most));
  }
  return number;
}

std::vector<ScriptSegment> parse_segments(const std::vector<std::string>& words) {
  return SegmentParser{words}.parse();
}

ScriptSegment describe(const wire::Segment& segment, const ScriptOrigin& origin,
                       std::uint64_t sender_near, std::uint64_t receiver_near) {
  ScriptSegment made;
  made.syn = segment.sender.syn;
  made.fin = segment.sender.fin;
  made.rst = segment.rst;
  made.push = segment.sender.push;
  made.sequence = segment.sender.sequence.unwrap(origin.sender, sender_near);
  made.payload_bytes = segment.sender.payload.size();
  if (segment.receiver.acknowledgment) {
    made.ack = segment.receiver.acknowledgment->unwrap(origin.receiver, receiver_near);
  }
  made.without_ack = !made.ack;
  for (const wire::SackBlock& block : segment.receiver.sack) {
    made.sack.emplace_back(block.left.unwrap(origin.receiver, receiver_near),
                           block.right.unwrap(origin.receiver, receiver_near));
  }
  made.window = segment.receiver.window;
  made.urgent_pointer = segment.sender.urgent_pointer;
  if (segment.timestamps) {
    made.timestamps = {segment.timestamps->value, segment.timestamps->echo_reply};
  }
  made.max_segment_size = segment.syn_options.max_segment_size;
  made.window_scale = segment.syn_options.window_scale;
  made.sack_permitted = segment.syn_options.sack_permitted;
  return made;
}

std::string to_text(const ScriptSegment& segment) {
  std::string text = body_text(segment);
  if (segment.ack) text += fmt::format(" ack {}", *segment.ack);
  if (!segment.ack && !segment.syn) text += " noack";
  if (segment.push) text += " push";
  if (!segment.sack.empty()) text += " sack" + sack_text(segment);
  if (segment.window) text += fmt::format(" win {}", *segment.window);
  if (segment.urgent_pointer) text += fmt::format(" urg {}", *segment.urgent_pointer);
  if (segment.max_segment_size) text += fmt::format(" mss {}", *segment.max_segment_size);
  if (segment.window_scale) text += fmt::format(" wscale {}", *segment.window_scale);
  if (segment.sack_permitted) text += " sackok";
  if (segment.timestamps) {
    text += fmt::format(" ts {} {}", segment.timestamps->first, segment.timestamps->second);
  }
  return text.empty() ? text : text.substr(1);
}

std::string difference(const ScriptSegment& wants, const ScriptSegment& came) {
  std::string text;
  const auto compare = [&text](const char* what, const std::string& wanted,
                               const std::string& has) {
    if (wanted != has)
      text += fmt::format("{}{} {} instead of {}", text.empty() ? "" : ", ", what, has, wanted);
  };
  const auto flag = [](bool set) { return std::string{set ? "set" : "not set"}; };
  compare("SYN", flag(wants.syn), flag(came.syn));
  compare("FIN", flag(wants.fin), flag(came.fin));
  compare("RST", flag(wants.rst), flag(came.rst));
  compare("PSH", flag(wants.push), flag(came.push));
  compare("sequence", text_of(wants.sequence), text_of(came.sequence));
  compare("payload bytes", fmt::format("{}", wants.payload_bytes),
          fmt::format("{}", came.payload_bytes));
  compare("acknowledgement", text_of(wants.ack), text_of(came.ack));
  compare("SACK blocks", sack_text(wants), sack_text(came));
  if (wants.window) compare("window", text_of(wants.window), text_of(came.window));
  compare("urgent pointer", text_of(wants.urgent_pointer), text_of(came.urgent_pointer));
  compare("MSS", text_of(wants.max_segment_size), text_of(came.max_segment_size));
  compare("window scale", text_of(wants.window_scale), text_of(came.window_scale));
  compare("SACK permitted", flag(wants.sack_permitted), flag(came.sack_permitted));
  if (wants.timestamps) {
    const auto stamps = [](const ScriptSegment& segment) {
      return segment.timestamps
                 ? fmt::format("{} {}", segment.timestamps->first, segment.timestamps->second)
                 : std::string{"none"};
    };
    compare("timestamps", stamps(wants), stamps(came));
  }
  return text;
}

}  // namespace acklab::support
