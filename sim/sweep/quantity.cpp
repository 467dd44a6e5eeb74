#include "sim/sweep/quantity.hpp"

#include <charconv>
#include <string_view>

#include "sim/scenario/units.hpp"

namespace acklab::sweep {
namespace {

using scenario::JsonNumber;
using scenario::JsonValue;

std::optional<Quantity> quantity_in_text(std::string_view text) {
  if (const auto duration = scenario::parse_duration(text)) {
    return Quantity{QuantityKind::duration, static_cast<std::uint64_t>(duration->count())};
  }
  if (const auto rate = scenario::parse_rate(text)) {
    return Quantity{QuantityKind::rate, static_cast<std::uint64_t>(rate->bits_per_s())};
  }
  if (const auto size = scenario::parse_size(text)) return Quantity{QuantityKind::size, *size};
  if (const auto percentage = scenario::parse_percentage(text)) {
    return Quantity{QuantityKind::percentage, percentage->parts()};
  }
  return std::nullopt;
}

std::string text_of(const Quantity& quantity) {
  switch (quantity.kind) {
    case QuantityKind::duration:
      return scenario::format_duration(Duration{static_cast<std::int64_t>(quantity.amount)});
    case QuantityKind::rate:
      return scenario::format_rate(
          BitRate::from_bits_per_s(static_cast<std::int64_t>(quantity.amount)));
    case QuantityKind::size:
      return scenario::format_size(quantity.amount);
    case QuantityKind::percentage:
      return scenario::format_percentage(Probability::from_parts(quantity.amount));
    case QuantityKind::whole:
      break;
  }
  return std::to_string(quantity.amount);
}

}  // namespace

std::optional<Quantity> quantity_in(const JsonValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.content)) return quantity_in_text(*text);
  const auto* number = std::get_if<JsonNumber>(&value.content);
  if (number == nullptr) return std::nullopt;
  std::int64_t whole = 0;
  const char* const end = number->text.data() + number->text.size();
  const auto [stopped, error] = std::from_chars(number->text.data(), end, whole);
  if (error != std::errc{} || stopped != end || whole < 0) return std::nullopt;
  return Quantity{QuantityKind::whole, static_cast<std::uint64_t>(whole)};
}

JsonValue json_of(const Quantity& quantity) {
  std::string text = text_of(quantity);
  if (quantity.kind == QuantityKind::whole) return {JsonNumber{std::move(text)}, 0};
  return {std::move(text), 0};
}

const char* number_suffix(QuantityKind kind) {
  switch (kind) {
    case QuantityKind::duration:
      return "_ms";
    case QuantityKind::rate:
      return "_bits_per_s";
    case QuantityKind::size:
      return "_bytes";
    case QuantityKind::percentage:
      return "_ratio";
    case QuantityKind::whole:
      return "_number";
  }
  return "";
}

double number_of(const Quantity& quantity) {
  const auto amount = static_cast<double>(quantity.amount);
  switch (quantity.kind) {
    case QuantityKind::duration:
      return amount / 1e6;
    case QuantityKind::percentage:
      return amount / static_cast<double>(Probability::parts_in_one);
    case QuantityKind::rate:
    case QuantityKind::size:
    case QuantityKind::whole:
      break;
  }
  return amount;
}

}  // namespace acklab::sweep
