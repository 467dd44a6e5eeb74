#include "sim/scenario/cursor.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "sim/scenario/nearest_name.hpp"

namespace acklab::scenario {
namespace {

std::string list_of(std::span<const std::string_view> names, std::string_view quote) {
  std::string list;
  for (const std::string_view name : names) {
    list += fmt::format("{}{}{}{}", list.empty() ? "" : ", ", quote, name, quote);
  }
  return list;
}

std::string child_path(const std::string& parent, std::string_view key) {
  return fmt::format("{}{}{}", parent, parent.empty() ? "" : ".", key);
}

}  // namespace

std::string describe(const JsonValue& value) {
  struct Describer {
    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(const JsonNumber& number) const {
      return fmt::format("the number {}", printable(number.text, 40));
    }
    std::string operator()(const std::string& text) const { return in_quotes(text); }
    std::string operator()(const JsonValue::Array&) const { return "an array"; }
    std::string operator()(const JsonValue::Object&) const { return "an object"; }
  };
  return std::visit(Describer{}, value.content);
}

void Cursor::refuse_type(std::string_view expected) const {
  refuse(fmt::format("expected {}, found {}", expected, describe(*value_)));
}

bool Cursor::is_string() const {
  return std::holds_alternative<std::string>(value_->content);
}

bool Cursor::is_number() const {
  return std::holds_alternative<JsonNumber>(value_->content);
}

std::optional<std::string_view> Cursor::string(std::string_view expected) const {
  if (const auto* text = std::get_if<std::string>(&value_->content)) return *text;
  refuse_type(expected);
  return std::nullopt;
}

std::optional<bool> Cursor::boolean(std::string_view expected) const {
  if (const auto* truth = std::get_if<bool>(&value_->content)) return *truth;
  refuse_type(expected);
  return std::nullopt;
}

std::optional<double> Cursor::number(std::string_view expected) const {
  const auto* number = std::get_if<JsonNumber>(&value_->content);
  if (number == nullptr) {
    refuse_type(expected);
    return std::nullopt;
  }
  double value = 0;
  const char* end = number->text.data() + number->text.size();
  const auto [stopped, error] = std::from_chars(number->text.data(), end, value);
  // A result out of range is too large (refused by the parser before) or too near 0: that is 0.
  if (error == std::errc::result_out_of_range) return 0.0;
  if (error != std::errc{} || stopped != end || !std::isfinite(value)) {
    refuse_type(expected);
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint64_t> Cursor::whole_number(std::uint64_t min, std::uint64_t max) const {
  const auto* number = std::get_if<JsonNumber>(&value_->content);
  std::uint64_t value = 0;
  if (number != nullptr) {
    const char* end = number->text.data() + number->text.size();
    const auto [stopped, error] = std::from_chars(number->text.data(), end, value);
    if (error == std::errc{} && stopped == end && value >= min && value <= max) return value;
  }
  refuse_type(fmt::format("a whole number from {} to {}", min, max));
  return std::nullopt;
}

std::vector<Cursor> Cursor::elements(std::string_view expected, std::size_t min,
                                     std::size_t max) const {
  const auto* array = std::get_if<JsonValue::Array>(&value_->content);
  if (array == nullptr) {
    refuse_type(expected);
    return {};
  }
  if (array->size() < min || array->size() > max) {
    refuse(
        fmt::format("expected {}, {} to {} of them, found {}", expected, min, max, array->size()));
    return {};
  }
  std::vector<Cursor> cursors;
  for (std::size_t i = 0; i < array->size(); ++i) {
    cursors.emplace_back((*array)[i], fmt::format("{}[{}]", path_, i), *refusals_);
  }
  return cursors;
}

std::optional<std::size_t> Cursor::choice_index(std::span<const std::string_view> names) const {
  const std::string expected =
      fmt::format("{}{}", names.size() > 1 ? "one of " : "", list_of(names, "\""));
  const auto text = string(expected);
  if (!text) return std::nullopt;
  const auto found = std::find(names.begin(), names.end(), *text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const auto nearest = nearest_name(*text, names);
  refuse(fmt::format("expected {}, found {}{}", expected, in_quotes(*text),
                     nearest ? fmt::format("; the nearest is \"{}\"", *nearest) : ""));
  return std::nullopt;
}

Members::Members(const Cursor& object, std::string_view expected,
                 std::span<const std::string_view> known_keys)
    : object_(object), members_(std::get_if<JsonValue::Object>(&object.value().content)) {
  if (members_ == nullptr) {
    object_.refuse_type(expected);
    return;
  }
  for (const JsonMember& member : *members_) {
    if (std::find(known_keys.begin(), known_keys.end(), member.key) != known_keys.end()) continue;
    const auto nearest = nearest_name(member.key, known_keys);
    const std::string hint = nearest ? fmt::format("the nearest known key is \"{}\"", *nearest)
                                     : fmt::format("known are {}", list_of(known_keys, ""));
    object_.refusals().record(member.value.line, object_.path(),
                              fmt::format("unknown key {}; {}", in_quotes(member.key), hint));
  }
}

std::optional<Cursor> Members::find(std::string_view key) const {
  if (members_ == nullptr) return std::nullopt;
  for (const JsonMember& member : *members_) {
    if (member.key == key) {
      return Cursor{member.value, child_path(object_.path(), key), object_.refusals()};
    }
  }
  return std::nullopt;
}

std::optional<Cursor> Members::require(std::string_view key) const {
  auto found = find(key);
  if (!found && members_ != nullptr) object_.refuse(fmt::format("the key \"{}\" is missing", key));
  return found;
}

}  // namespace acklab::scenario
