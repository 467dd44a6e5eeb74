#include "sim/scenario/quantity_reader.hpp"

#include <fmt/format.h>

#include "sim/scenario/decimal.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

constexpr std::string_view a_duration = "a duration such as \"25ms\"";
constexpr std::string_view a_rate = "a rate such as \"20mbit\"";
constexpr std::string_view a_size = "a size such as \"125kB\"";
constexpr std::string_view a_percentage = "a percentage such as \"1%\"";

/// What `parse` makes of the text that stands here.
template <typename Parse>
auto read_text(const Cursor& cursor, std::string_view expected, Parse parse)
    -> std::optional<typename decltype(parse(expected))::value_type> {
  const auto text = cursor.string(expected);
  if (!text) return std::nullopt;
  const auto value = parse(*text);
  if (value) return *value;
  cursor.refuse(value.error());
  return std::nullopt;
}

/// The text of the number that stands here; nothing when there is none.
const std::string* number_text(const Cursor& cursor) {
  const auto* number = std::get_if<JsonNumber>(&cursor.value().content);
  return number != nullptr ? &number->text : nullptr;
}

/// "expected …, found the number 0.01; write "1%"".
void refuse_number(const Cursor& cursor, std::string_view expected, std::string_view advice) {
  cursor.refuse(
      fmt::format("expected {}, found {}; {}", expected, describe(cursor.value()), advice));
}

/// How to write a bare number that was meant as a chance between 0 and 1, or as a percentage.
std::string percentage_advice(const std::string& number) {
  const auto parts = parse_scaled(number, Probability::parts_in_one);
  if (!parts || *parts > Probability::parts_in_one) return "it needs the unit %";
  return fmt::format("if it is a chance, write \"{}\"",
                     format_percentage(Probability::from_parts(*parts)));
}

std::string size_advice(const std::string& number) {
  const auto bytes = parse_scaled(number, 1);
  if (!bytes) return "it needs a unit";
  return fmt::format("if it counts bytes, write \"{}\"", format_size(*bytes));
}

std::string rate_advice(const std::string& number) {
  const auto bits = parse_scaled(number, 1);
  const auto largest = static_cast<std::uint64_t>(BitRate::max_bits_per_s);
  if (!bits || *bits == 0 || *bits > largest) return "it needs a unit";
  return fmt::format("if it counts bits per second, write \"{}\"",
                     format_rate(BitRate::from_bits_per_s(static_cast<std::int64_t>(*bits))));
}

}  // namespace

std::optional<Duration> read_duration(const Cursor& cursor, Duration min, Duration max) {
  if (cursor.is_number()) {
    refuse_number(cursor, a_duration, "it needs a unit: ns, us, ms, s, min or h");
    return std::nullopt;
  }
  const auto duration = read_text(cursor, a_duration, parse_duration);
  if (!duration || (*duration >= min && *duration <= max)) return duration;
  cursor.refuse(fmt::format("expected a duration from {} to {}, found {}", format_duration(min),
                            format_duration(max), describe(cursor.value())));
  return std::nullopt;
}

std::optional<BitRate> read_rate(const Cursor& cursor) {
  if (const std::string* number = number_text(cursor)) {
    refuse_number(cursor, a_rate, rate_advice(*number));
    return std::nullopt;
  }
  return read_text(cursor, a_rate, parse_rate);
}

std::optional<std::uint64_t> read_size(const Cursor& cursor, std::uint64_t min, std::uint64_t max) {
  if (const std::string* number = number_text(cursor)) {
    refuse_number(cursor, a_size, size_advice(*number));
    return std::nullopt;
  }
  const auto size = read_text(cursor, a_size, parse_size);
  if (!size || (*size >= min && *size <= max)) return size;
  cursor.refuse(fmt::format("expected a size from {} to {}, found {}", format_size(min),
                            format_size(max), describe(cursor.value())));
  return std::nullopt;
}

std::optional<std::int32_t> read_signed_size(const Cursor& cursor, std::int32_t min,
                                             std::int32_t max) {
  if (const std::string* number = number_text(cursor)) {
    refuse_number(cursor, a_size, size_advice(*number));
    return std::nullopt;
  }
  const auto text = cursor.string(a_size);
  if (!text) return std::nullopt;
  const bool negative = text->starts_with('-');
  const auto size = parse_size(negative ? text->substr(1) : *text);
  if (!size) {
    cursor.refuse(size.error());
    return std::nullopt;
  }
  const auto bytes = static_cast<std::int64_t>(*size);  // parse_size: below 2^63
  const std::int64_t value = negative ? -bytes : bytes;
  if (value >= min && value <= max) return static_cast<std::int32_t>(value);
  cursor.refuse(fmt::format("expected a size from {} to {}, found {}", format_signed_size(min),
                            format_signed_size(max), describe(cursor.value())));
  return std::nullopt;
}

std::string format_signed_size(std::int32_t bytes) {
  const std::int64_t wide = bytes;
  const std::string size = format_size(static_cast<std::uint64_t>(wide < 0 ? -wide : wide));
  return wide < 0 ? "-" + size : size;
}

std::optional<Probability> read_percentage(const Cursor& cursor) {
  if (const std::string* number = number_text(cursor)) {
    refuse_number(cursor, a_percentage, percentage_advice(*number));
    return std::nullopt;
  }
  return read_text(cursor, a_percentage, parse_percentage);
}

bool says_unlimited(const Cursor& cursor) {
  const auto* text = std::get_if<std::string>(&cursor.value().content);
  return text != nullptr && *text == unlimited;
}

bool says_none(const Cursor& cursor) {
  const auto* text = std::get_if<std::string>(&cursor.value().content);
  return text != nullptr && *text == none;
}

}  // namespace acklab::scenario
