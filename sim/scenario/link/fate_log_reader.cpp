#include "sim/scenario/link/fate_log_reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "net/base/random.hpp"
#include "sim/link/record/fate_line.hpp"
#include "sim/scenario/cursor.hpp"
#include "sim/scenario/json_document.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/fate_reader.hpp"
#include "sim/scenario/names.hpp"

namespace acklab::scenario {
namespace {

/// The longest that one line may be: all that a fate can say, several times over.
constexpr std::size_t max_line_bytes = std::size_t{16} * 1024;
constexpr std::array<std::string_view, 9> header_keys{"acklab_fates", "acklab_version", "scenario",
                                                      "contender",    "repetition",     "seed",
                                                      "path",         "fate_key",       "flows"};

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

  std::uint64_t source_ = 0;
  std::uint64_t line_ = 0;
  std::optional<link::Recording> recording_;
  std::uint64_t delivered_[2] = {0, 0};  // so far, by direction
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
  recording_.emplace(key, source_);
}

void LogReader::take_fate(const Cursor& cursor) {
  auto fate = read_fate(cursor, recording_->key());
  if (recording_->copies() == max_fates) {
    cursor.refuse(fmt::format("there are more than {} fates", max_fates));
    return;
  }
  if (!fate.copy.dropped) {
    std::uint64_t& delivered = delivered_[static_cast<std::size_t>(fate.direction)];
    if (!fate.says_order) fate.copy.order = delivered;
    ++delivered;
  }
  recording_->add(fate.direction, fate.packet, std::move(fate.copy));
}

void LogReader::take_end(const Cursor& cursor) {
  const Members members{cursor, "the last line of a fate log", {"fates", "undecided", "complete"}};
  const auto said = members.require("fates");
  const auto fates = read_count(said, max_seed);
  static_cast<void>(read_count(members.find("undecided"), max_seed));
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
  source_ = RandomStream{0, text}.at(0);
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
