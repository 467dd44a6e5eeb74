#include "sim/scenario/link/fate_log_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "sim/link/fate.hpp"
#include "sim/link/record/fate_line.hpp"
#include "sim/scenario/cursor.hpp"
#include "sim/scenario/json_document.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/names.hpp"

namespace acklab::scenario {
namespace {

using link::Direction;
using link::RecordedCopy;

/// The longest that one line may be: all that a fate can say, several times over.
constexpr std::size_t max_line_bytes = std::size_t{16} * 1024;
constexpr std::uint64_t max_log_ip_bytes = 1U << 20U;
constexpr std::uint64_t max_log_copies = 1U << 16U;

constexpr std::array direction_words{Name<Direction>{"forward", Direction::forward},
                                     Name<Direction>{"reverse", Direction::reverse}};
constexpr std::array decision_words{Name<bool>{"delivered", true}, Name<bool>{"dropped", false}};
constexpr std::array label_words{
    Name<link::FateLabel>{"scripted", link::FateLabel::scripted},
    Name<link::FateLabel>{"random", link::FateLabel::random},
    Name<link::FateLabel>{"time-driven", link::FateLabel::time_driven}};

constexpr std::array<std::string_view, 8> header_keys{"acklab_fates", "acklab_version", "scenario",
                                                      "contender",    "repetition",     "seed",
                                                      "path",         "fate_key"};
constexpr std::array<std::string_view, 20> fate_keys{
    "direction", "index",         "copy",         "arrival_ns",   "ip_bytes",
    "decision",  "cause",         "label",        "rule",         "marked_ce",
    "damage",    "skipped_delay", "displaced_by", "held_back_ns", "queue_bytes",
    "queued_ns", "due_ns",        "release_ns",   "key",          "packet"};

std::optional<link::DropCause> read_cause(const Cursor& cursor) {
  const auto word = cursor.string("the cause of a drop");
  if (!word) return std::nullopt;
  const auto cause = link::drop_cause_named(*word);
  if (!cause) cursor.refuse(fmt::format("there is no cause {}", in_quotes(*word)));
  return cause;
}

std::optional<link::Damage> read_damage(const Cursor& cursor) {
  const auto text = cursor.string("what was done to the packet, such as \"flip 12:80\"");
  if (!text) return std::nullopt;
  auto damage = link::damage_from_text(*text);
  if (!damage) {
    cursor.refuse(
        fmt::format("expected damage such as \"flip 12:80\", found {}", in_quotes(*text)));
  }
  return damage;
}

/// 16 hexadecimal digits.
std::optional<std::uint64_t> read_key(const Cursor& cursor) {
  constexpr std::size_t digits = 16;
  const auto text = cursor.string("16 hexadecimal digits");
  if (!text) return std::nullopt;
  std::uint64_t key = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), key, 16);
  if (text->size() == digits && error == std::errc{} && end == text->data() + digits) return key;
  cursor.refuse(fmt::format("expected 16 hexadecimal digits, found {}", in_quotes(*text)));
  return std::nullopt;
}

std::optional<std::uint64_t> read_count(const std::optional<Cursor>& cursor, std::uint64_t max) {
  return cursor ? cursor->whole_number(0, max) : std::nullopt;
}

Duration nanoseconds(std::uint64_t count) {
  return Duration{static_cast<std::int64_t>(count)};
}

/// What holds of delivered and of dropped copies each.
void read_decision(const Members& members, std::uint64_t arrival, RecordedCopy& into) {
  const auto decision = members.require("decision");
  const bool delivered = !decision || decision->choice<bool>(decision_words).value_or(true);
  const auto cause = members.find("cause");
  const auto due = members.find("due_ns");
  if (!delivered) {
    if (const auto given = members.require("cause")) into.dropped = read_cause(*given);
    if (due) due->refuse("a dropped packet is never due");
    return;
  }
  if (cause) cause->refuse("a delivered packet has no cause");
  const std::uint64_t at = read_count(members.require("due_ns"), max_seed).value_or(arrival);
  if (at < arrival && due) due->refuse("a packet cannot be due before it arrives");
  into.delay = nanoseconds(at >= arrival ? at - arrival : 0);
}

/// Of a copy whose delay is known.
void read_displacement(const Members& members, RecordedCopy& into) {
  const auto by = members.find("displaced_by");
  if (!by) {
    if (const auto held = members.find("held_back_ns")) {
      held->refuse("only a packet that was displaced is held back");
    }
    return;
  }
  if (into.dropped) {
    by->refuse("a dropped packet is not displaced");
    return;
  }
  into.displaced_by =
      static_cast<std::uint32_t>(by->whole_number(1, link::max_displacement).value_or(1));
  const auto held = members.require("held_back_ns");
  into.held_back = nanoseconds(read_count(held, max_seed).value_or(0));
  if (into.held_back > into.delay) held->refuse("a packet cannot be held back before it arrives");
}

RecordedCopy read_copy(const Members& members) {
  RecordedCopy copy;
  copy.copy =
      static_cast<std::uint32_t>(read_count(members.require("copy"), max_log_copies).value_or(0));
  const std::uint64_t arrival = read_count(members.require("arrival_ns"), max_seed).value_or(0);
  static_cast<void>(read_count(members.require("ip_bytes"), max_log_ip_bytes));
  copy.arrival = nanoseconds(arrival);
  read_decision(members, arrival, copy);
  read_displacement(members, copy);
  if (const auto label = members.find("label")) {
    copy.label = label->choice<link::FateLabel>(label_words);
  }
  if (const auto damage = members.find("damage")) copy.damage = read_damage(*damage);
  if (const auto skipped = members.find("skipped_delay")) {
    copy.skipped_delay = skipped->boolean("true or false").value_or(false);
  }
  if (const auto rule = members.find("rule")) {
    const auto number = rule->whole_number(0, max_log_copies);
    if (number) copy.rule = static_cast<std::uint32_t>(*number);
  }
  if (const auto marked = members.find("marked_ce")) {
    copy.marked_ce = marked->boolean("true or false").value_or(false);
  }
  copy.queue_bytes = read_count(members.find("queue_bytes"), max_seed).value_or(0);
  copy.queued = nanoseconds(read_count(members.find("queued_ns"), max_seed).value_or(0));
  static_cast<void>(read_count(members.find("release_ns"), max_seed));
  return copy;
}

/// A refusal of one line by itself, without that line's number and the full stop.
std::string clause_of(std::string_view sentence) {
  constexpr std::string_view only_line = ", line 1";
  if (sentence.starts_with(only_line)) sentence.remove_prefix(only_line.size());
  sentence.remove_prefix(std::min(sentence.find_first_not_of(",: "), sentence.size()));
  if (sentence.ends_with('.')) sentence.remove_suffix(1);
  return std::string{sentence};
}

/// Takes a log apart, line by line.
class LogReader {
 public:
  Expected<link::Recording, FateLogError> read(std::string_view text);

 private:
  [[nodiscard]] std::optional<FateLogError> take(std::string_view line);
  void take_header(const Cursor& cursor);
  void take_fate(const Cursor& cursor);
  void take_end(const Cursor& cursor);
  [[nodiscard]] FateLogError error(std::string what) const { return {line_, std::move(what)}; }

  std::uint64_t line_ = 0;
  std::optional<link::Recording> recording_;
  bool ended_ = false;
};

bool line_has_key(const JsonValue& value, std::string_view key) {
  const auto* members = std::get_if<JsonValue::Object>(&value.content);
  if (members == nullptr) return false;
  for (const JsonMember& member : *members) {
    if (member.key == key) return true;
  }
  return false;
}

void LogReader::take_header(const Cursor& cursor) {
  const Members members{cursor, "the first line of a fate log", header_keys};
  const auto version = members.require("acklab_fates");
  const auto number = read_count(version, max_seed);
  if (number && *number != link::fate_log_version) {
    version->refuse(fmt::format("the log has format {}, this acklab reads {}", *number,
                                link::fate_log_version));
  }
  link::FateKey key = link::FateKey::index;
  if (const auto given = members.require("fate_key")) {
    key = given->choice<link::FateKey>(fate_key_names).value_or(key);
  }
  recording_.emplace(key);
}

void LogReader::take_fate(const Cursor& cursor) {
  const Members members{cursor, "a fate", fate_keys};
  const auto direction_word = members.require("direction");
  const Direction direction =
      direction_word
          ? direction_word->choice<Direction>(direction_words).value_or(Direction::forward)
          : Direction::forward;
  std::uint64_t packet = read_count(members.require("index"), max_seed).value_or(0);
  if (recording_->key() == link::FateKey::content) {
    const auto key = members.require("key");
    packet = (key ? read_key(*key) : std::nullopt).value_or(0);
  }
  if (recording_->copies() == max_fates) {
    cursor.refuse(fmt::format("there are more than {} fates", max_fates));
    return;
  }
  recording_->add(direction, packet, read_copy(members));
}

void LogReader::take_end(const Cursor& cursor) {
  const Members members{cursor, "the last line of a fate log", {"fates", "complete"}};
  const auto said = members.require("fates");
  const auto fates = read_count(said, max_seed);
  if (const auto complete = members.require("complete")) {
    static_cast<void>(complete->boolean("true or false"));
  }
  if (fates && *fates != recording_->copies()) {
    said->refuse(fmt::format("the log says it has {} fates, but there are {}", *fates,
                             recording_->copies()));
  }
  ended_ = true;
}

/// What is wrong with one line; nothing when it is right.
std::optional<FateLogError> LogReader::take(std::string_view line) {
  if (ended_) return error("there is something behind the last line");
  if (line.size() > max_line_bytes) {
    return error(
        fmt::format("a line has {} octets, expected at most {}", line.size(), max_line_bytes));
  }
  const auto value = parse_json(line, "");
  if (!value) return error(clause_of(value.error().sentence));
  FirstRefusal refusals{""};
  const Cursor cursor{*value, {}, refusals};
  if (!recording_) {
    take_header(cursor);
  } else if (line_has_key(*value, "fates")) {
    take_end(cursor);
  } else {
    take_fate(cursor);
  }
  if (refusals.error()) return error(clause_of(refusals.error()->sentence));
  return std::nullopt;
}

Expected<link::Recording, FateLogError> LogReader::read(std::string_view text) {
  while (!text.empty()) {
    ++line_;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      return failure(error("the line does not end; the log was cut short in it"));
    }
    if (auto wrong = take(text.substr(0, end))) return failure(*std::move(wrong));
    text.remove_prefix(end + 1);
  }
  if (!recording_) return failure(FateLogError{0, "it is empty"});
  if (const auto twice = recording_->settle()) {
    return failure(FateLogError{
        0, fmt::format("a copy of one {} packet occurs twice", link::to_string(twice->first))});
  }
  return *std::move(recording_);
}

}  // namespace

Expected<link::Recording, FateLogError> read_fate_log(std::string_view text) {
  return LogReader{}.read(text);
}

}  // namespace acklab::scenario
