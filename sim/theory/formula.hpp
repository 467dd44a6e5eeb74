#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "sim/theory/unit.hpp"

namespace acklab::theory {

/// A quantity that a formula is given. Its name means the same in every formula.
struct Input {
  std::string_view name;
  std::string_view symbol;  // in the formula's text
  Unit unit = Unit::count;
  std::string_view meaning;
  double min = 0;
  bool min_excluded = false;
  double max = std::numeric_limits<double>::infinity();
  bool max_excluded = false;
  /// What it is where nobody says otherwise; nothing: it must be known.
  std::optional<double> fallback{};
  /// Two or more values, the last input of its formula.
  bool many = false;
};

/// The same input where a formula asks more of it.
[[nodiscard]] constexpr Input positive(Input input) {
  input.min_excluded = true;
  return input;
}
[[nodiscard]] constexpr Input below_one(Input input) {
  input.max_excluded = true;
  return input;
}
[[nodiscard]] constexpr Input or_else(Input input, double fallback) {
  input.fallback = fallback;
  return input;
}

/// The inputs' values in the order of the formula's inputs.
using Values = std::span<const double>;

/// The first `Count` of them, by name: `const auto [rate, delay] = take<2>(in);`.
template <std::size_t Count>
[[nodiscard]] constexpr std::array<double, Count> take(Values values) {
  std::array<double, Count> taken{};
  std::copy_n(values.begin(), Count, taken.begin());
  return taken;
}

/// What formulas are about, in the order of the manual.
enum class Theme : std::uint8_t { windows, congestion, timers, loss, integrity, cost };
[[nodiscard]] const char* to_string(Theme theme);

/// A formula from a book or an RFC: what the manual, the schema and the reports say about it, and
/// its calculation.
struct Formula {
  Theme theme = Theme::windows;
  std::string_view name;      // in snake_case
  std::string_view sentence;  // what it says, without a full stop
  std::string_view ascii;     // as text
  std::string_view unicode;   // the same, with all its signs
  std::span<const Input> inputs;
  Unit unit = Unit::ratio;    // of the result
  std::string_view validity;  // what it assumes
  std::string_view source;
  /// Of values within the ranges of the inputs.
  double (*of)(Values values) = nullptr;
};

}  // namespace acklab::theory
