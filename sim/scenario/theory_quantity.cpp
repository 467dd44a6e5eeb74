#include "sim/scenario/theory_quantity.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "sim/scenario/refusal.hpp"
#include "sim/scenario/units.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::scenario {
namespace {

using InputValue = Expected<double, std::string>;

/// What a parser of exact quantities says, as a double of the base unit.
template <typename Quantity, typename Convert>
InputValue converted(const Expected<Quantity, UnitProblem>& quantity, Convert convert) {
  if (!quantity) return failure(quantity.error());
  return static_cast<double>(convert(*quantity));
}

InputValue parse_plain(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped != end || !std::isfinite(value)) {
    return failure(fmt::format("expected a number such as \"14\", found {}", in_quotes(text)));
  }
  return value;
}

InputValue parse_one(theory::Unit unit, std::string_view text) {
  switch (unit) {
    case theory::Unit::ratio:
      return converted(parse_percentage(text), [](Probability p) { return p.as_double(); });
    case theory::Unit::seconds:
      return converted(parse_duration(text), [](Duration span) { return to_seconds(span); });
    case theory::Unit::bytes:
      return converted(parse_size(text), [](std::uint64_t size) { return size; });
    case theory::Unit::bits_per_s:
      return converted(parse_rate(text), [](BitRate rate) { return rate.bits_per_s(); });
    case theory::Unit::count:
    case theory::Unit::per_s:
      break;
  }
  return parse_plain(text);
}

}  // namespace

std::string_view example_quantity(theory::Unit unit) {
  switch (unit) {
    case theory::Unit::ratio:
      return "1%";
    case theory::Unit::count:
    case theory::Unit::per_s:
      return "3";
    case theory::Unit::seconds:
      return "100ms";
    case theory::Unit::bytes:
      return "1000B";
    case theory::Unit::bits_per_s:
      return "1mbit";
  }
  return "1";
}

Expected<std::vector<double>, std::string> parse_input(const theory::Input& input,
                                                       std::string_view text) {
  std::vector<double> values;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = input.many ? text.find(',', begin) : std::string_view::npos;
    if (end == std::string_view::npos) end = text.size();
    const auto value = parse_one(input.unit, text.substr(begin, end - begin));
    if (!value) return failure(value.error());
    if (const auto problem = theory::range_problem(input, *value)) return failure(*problem);
    values.push_back(*value);
    begin = end + 1;
  }
  if (input.many && values.size() < 2) {
    return failure(fmt::format("expected two values or more with commas between, as in {0},{0}",
                               example_quantity(input.unit)));
  }
  return values;
}

}  // namespace acklab::scenario
