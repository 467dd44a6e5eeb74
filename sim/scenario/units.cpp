#include "sim/scenario/units.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "sim/scenario/decimal.hpp"
#include "sim/scenario/refusal.hpp"

namespace acklab::scenario {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t scale;  // base units in one
};

/// A unit that people write and that is refused, and what to say then.
struct Misunderstanding {
  std::string_view name;
  std::string_view hint;
};

/// A kind of quantity: what its errors say and which units it has, smallest first.
struct Quantity {
  std::string_view expected;   // `a duration such as "25ms"`
  std::string_view base_unit;  // what cannot be divided
  std::span<const Unit> units;
  std::span<const Misunderstanding> misunderstandings;
};

constexpr std::array duration_units{Unit{"ns", 1},
                                    Unit{"us", 1'000},
                                    Unit{"ms", 1'000'000},
                                    Unit{"s", 1'000'000'000},
                                    Unit{"min", 60'000'000'000},
                                    Unit{"h", 3'600'000'000'000}};
constexpr std::array duration_misunderstandings{
    Misunderstanding{"µs", "write \"us\" for microseconds"},
    Misunderstanding{"μs", "write \"us\" for microseconds"},
    Misunderstanding{"m", "write \"min\" for minutes or \"ms\" for milliseconds"}};
constexpr Quantity durations{"a duration such as \"25ms\"", "nanosecond", duration_units,
                             duration_misunderstandings};

constexpr std::string_view bps_hint =
    "to tc this means bytes per second, to most people bits; write bit, kbit, mbit or gbit";
constexpr std::string_view bit_hint = "write bits per second as bit, kbit, mbit or gbit";
constexpr std::array rate_units{Unit{"bit", 1}, Unit{"kbit", 1'000}, Unit{"mbit", 1'000'000},
                                Unit{"gbit", 1'000'000'000}, Unit{"tbit", 1'000'000'000'000}};
constexpr std::array rate_misunderstandings{
    Misunderstanding{"bps", bps_hint},    Misunderstanding{"kbps", bps_hint},
    Misunderstanding{"mbps", bps_hint},   Misunderstanding{"gbps", bps_hint},
    Misunderstanding{"tbps", bps_hint},   Misunderstanding{"b", bit_hint},
    Misunderstanding{"k", bit_hint},      Misunderstanding{"m", bit_hint},
    Misunderstanding{"g", bit_hint},      Misunderstanding{"kb", bit_hint},
    Misunderstanding{"mb", bit_hint},     Misunderstanding{"gb", bit_hint},
    Misunderstanding{"bit/s", bit_hint},  Misunderstanding{"kbit/s", bit_hint},
    Misunderstanding{"mbit/s", bit_hint}, Misunderstanding{"gbit/s", bit_hint},
    Misunderstanding{"kibit", bit_hint},  Misunderstanding{"mibit", bit_hint},
    Misunderstanding{"gibit", bit_hint}};
constexpr Quantity rates{"a rate such as \"20mbit\"", "bit per second", rate_units,
                         rate_misunderstandings};

constexpr std::array size_units{Unit{"B", 1},           Unit{"kB", 1'000},
                                Unit{"KiB", 1U << 10U}, Unit{"MB", 1'000'000},
                                Unit{"MiB", 1U << 20U}, Unit{"GB", 1'000'000'000},
                                Unit{"GiB", 1U << 30U}};
constexpr Quantity sizes{"a size such as \"125kB\"", "byte", size_units, {}};

constexpr std::array percentage_units{Unit{"%", Probability::parts_in_one / 100}};
constexpr Quantity percentages{
    "a percentage such as \"1%\"", "ten-billionth of a percent", percentage_units, {}};

bool same_but_for_case(std::string_view a, std::string_view b) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string unit_names(const Quantity& quantity) {
  std::string names;
  for (const Unit& unit : quantity.units) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", unit.name);
  }
  return names;
}

UnitProblem problem(const Quantity& quantity, std::string_view text, std::string_view why) {
  return fmt::format("expected {}, found {}: {}", quantity.expected, in_quotes(text), why);
}

std::string why_no_unit(const Quantity& quantity, std::string_view written) {
  const std::string choice = quantity.units.size() == 1 ? "the unit is " : "the units are ";
  if (written.empty()) return fmt::format("a unit is missing; {}{}", choice, unit_names(quantity));
  for (const Unit& unit : quantity.units) {
    if (same_but_for_case(unit.name, written))
      return fmt::format("the unit is written {}", unit.name);
  }
  for (const Misunderstanding& misunderstanding : quantity.misunderstandings) {
    if (same_but_for_case(misunderstanding.name, written)) {
      return fmt::format("{}", misunderstanding.hint);
    }
  }
  if (written.front() == ' ') return "no space may stand between number and unit";
  return fmt::format("{} is no such unit; {}{}", in_quotes(written), choice, unit_names(quantity));
}

std::string why(DecimalProblem decimal_problem, const Quantity& quantity) {
  switch (decimal_problem) {
    case DecimalProblem::malformed:
      return "the number must be plain digits such as 0.5, without a leading zero";
    case DecimalProblem::too_many_digits:
      return fmt::format("more than {} digits on a side of the point", max_decimal_digits);
    case DecimalProblem::too_fine:
      return fmt::format("this is not a whole number of {}s, the finest step there is",
                         quantity.base_unit);
    case DecimalProblem::too_large:
      return "the value is too large";
  }
  return {};
}

Expected<std::uint64_t, UnitProblem> parse(std::string_view text, const Quantity& quantity) {
  if (text.empty()) return failure(problem(quantity, text, "the text is empty"));
  if (text.front() == '-') return failure(problem(quantity, text, "it cannot be negative"));
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, digits);
  const std::string_view name = text.substr(digits);
  if (number.empty()) return failure(problem(quantity, text, "it must begin with a digit"));
  const auto unit = std::find_if(quantity.units.begin(), quantity.units.end(),
                                 [&](const Unit& candidate) { return candidate.name == name; });
  if (unit == quantity.units.end()) {
    return failure(problem(quantity, text, why_no_unit(quantity, name)));
  }
  const auto value = parse_scaled(number, unit->scale);
  if (!value) return failure(problem(quantity, text, why(value.error(), quantity)));
  return *value;
}

/// Among the units of which there is at least one, the one with the shortest text; of two equally
/// short the one without a point, then the larger unit.
std::string format(std::uint64_t value, const Quantity& quantity) {
  std::string shortest = fmt::format("{}{}", value, quantity.units.front().name);
  for (const Unit& unit : quantity.units.subspan(1)) {
    if (value < unit.scale) continue;
    const std::optional<std::string> number = format_scaled(value, unit.scale);
    if (!number) continue;
    const std::string text = fmt::format("{}{}", *number, unit.name);
    const bool pointless = text.find('.') == std::string::npos;
    if (text.size() < shortest.size() || (text.size() == shortest.size() && pointless)) {
      shortest = text;
    }
  }
  return shortest;
}

}  // namespace

Expected<Duration, UnitProblem> parse_duration(std::string_view text) {
  const auto nanoseconds = parse(text, durations);
  if (!nanoseconds) return failure(nanoseconds.error());
  return Duration{static_cast<std::int64_t>(*nanoseconds)};
}

Expected<BitRate, UnitProblem> parse_rate(std::string_view text) {
  const auto bits = parse(text, rates);
  if (!bits) return failure(bits.error());
  if (*bits == 0) return failure(problem(rates, text, "a rate of 0 lets nothing through"));
  if (*bits > static_cast<std::uint64_t>(BitRate::max_bits_per_s)) {
    return failure(problem(rates, text, "the largest rate is \"1tbit\""));
  }
  return BitRate::from_bits_per_s(static_cast<std::int64_t>(*bits));
}

Expected<std::uint64_t, UnitProblem> parse_size(std::string_view text) {
  return parse(text, sizes);
}

Expected<Probability, UnitProblem> parse_percentage(std::string_view text) {
  const auto parts = parse(text, percentages);
  if (!parts) return failure(parts.error());
  if (*parts > Probability::parts_in_one) {
    return failure(problem(percentages, text, "the largest is \"100%\""));
  }
  return Probability::from_parts(*parts);
}

std::string format_duration(Duration duration) {
  assert(duration.count() >= 0);
  if (duration.count() == 0) return "0s";
  return format(static_cast<std::uint64_t>(duration.count()), durations);
}

std::string format_rate(BitRate rate) {
  return format(static_cast<std::uint64_t>(rate.bits_per_s()), rates);
}

std::string format_size(std::uint64_t bytes) {
  return format(bytes, sizes);
}

std::string format_percentage(Probability probability) {
  // A percent has 10^10 parts, so the digits always end.
  return format_scaled(probability.parts(), percentage_units.front().scale).value() + "%";
}

}  // namespace acklab::scenario
