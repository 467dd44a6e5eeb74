#include "sim/scenario/link/range_reader.hpp"

#include <charconv>

#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using link::CountRange;
using link::TimeRange;

/// The two sides of a range; no dash: both are the text.
struct Sides {
  std::string_view first;
  std::string_view last;  // empty: without end
};

Sides sides_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return {text, text};
  return {text.substr(0, dash), text.substr(dash + 1)};
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t count = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, count);
  if (text.empty() || error != std::errc{} || stopped != end) return std::nullopt;
  return count;
}

void refuse_range(const Cursor& cursor, std::string_view expected) {
  cursor.refuse(fmt::format("expected {}, found {}", expected, describe(cursor.value())));
}

/// Both sides by `parse`, the last one not before the first.
template <typename Parse>
std::optional<CountRange> parse_range(std::string_view text, Parse parse) {
  const Sides sides = sides_of(text);
  const auto first = parse(sides.first);
  if (!first) return std::nullopt;
  if (sides.last.empty()) return CountRange{*first, std::nullopt};
  const auto last = parse(sides.last);
  if (!last || *last < *first) return std::nullopt;
  return CountRange{*first, *last};
}

}  // namespace

std::optional<CountRange> read_count_range(const Cursor& cursor, std::uint64_t min) {
  if (cursor.is_number()) {
    const auto number = cursor.whole_number(min, max_rule_count);
    return number ? std::optional{CountRange::only(*number)} : std::nullopt;
  }
  const std::string expected =
      fmt::format("a number from {} up such as {}, or a range such as \"{}-{}\" or \"{}-\"", min,
                  min + 2, min + 2, min + 4, min + 2);
  const auto text = cursor.string(expected);
  if (!text) return std::nullopt;
  const auto range = parse_range(*text, parse_count);
  if (range && range->first >= min && range->last.value_or(range->first) <= max_rule_count) {
    return range;
  }
  refuse_range(cursor, expected);
  return std::nullopt;
}

std::optional<CountRange> read_size_range(const Cursor& cursor) {
  constexpr std::string_view expected =
      "a range of sizes such as \"1kB-\", \"40B-100B\" or \"1500B\"";
  const auto text = cursor.string(expected);
  if (!text) return std::nullopt;
  const auto range = parse_range(*text, [](std::string_view side) -> std::optional<std::uint64_t> {
    const auto size = parse_size(side);
    return size && *size <= max_rule_size_bytes ? std::optional{*size} : std::nullopt;
  });
  if (!range) refuse_range(cursor, expected);
  return range;
}

std::optional<TimeRange> read_time_range(const Cursor& cursor) {
  constexpr std::string_view expected =
      "a range of times since the link's first packet, such as \"1s-2s\" or \"1s-\"";
  const auto text = cursor.string(expected);
  if (!text) return std::nullopt;
  const auto range = parse_range(*text, [](std::string_view side) -> std::optional<std::uint64_t> {
    const auto time = parse_duration(side);
    if (!time || *time > max_scheduled_time) return std::nullopt;
    return static_cast<std::uint64_t>(time->count());
  });
  const bool is_a_span = text->find('-') != std::string_view::npos && range &&
                         (!range->last || *range->last > range->first);
  if (!is_a_span) {
    refuse_range(cursor, expected);
    return std::nullopt;
  }
  const auto duration = [](std::uint64_t nanoseconds) {
    return Duration{static_cast<std::int64_t>(nanoseconds)};
  };
  TimeRange times{duration(range->first), std::nullopt};
  if (range->last) times.until = duration(*range->last);
  return times;
}

std::string format_count_range(const CountRange& range) {
  if (!range.last) return fmt::format("{}-", range.first);
  if (*range.last == range.first) return fmt::format("{}", range.first);
  return fmt::format("{}-{}", range.first, *range.last);
}

std::string format_size_range(const CountRange& range) {
  if (!range.last) return format_size(range.first) + "-";
  if (*range.last == range.first) return format_size(range.first);
  return format_size(range.first) + "-" + format_size(*range.last);
}

std::string format_time_range(const TimeRange& range) {
  return format_duration(range.from) + "-" + (range.until ? format_duration(*range.until) : "");
}

}  // namespace acklab::scenario
