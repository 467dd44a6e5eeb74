#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/theory/formula.hpp"

namespace acklab::theory {

/// All formulas, theme by theme: the manual, the schema and the commands are made from them.
[[nodiscard]] std::span<const Formula> catalogue();
[[nodiscard]] const Formula* find_formula(std::string_view name);

/// Every input of any formula once, in the order of the catalogue.
[[nodiscard]] std::vector<Input> all_inputs();
[[nodiscard]] const Input* find_input(const Formula& formula, std::string_view name);

/// Why this cannot be a value of the input, as "loss must be above 0 and at most 1"; nothing when
/// it can.
[[nodiscard]] std::optional<std::string> range_problem(const Input& input, double value);

/// The result, for values within the inputs' ranges.
[[nodiscard]] double evaluate(const Formula& formula, Values values);

/// The number as it is printed everywhere: rounded to six significant digits, so that the last
/// digits, in which mathematical libraries differ, are no part of any report.
[[nodiscard]] double rounded(double value);
inline constexpr int printed_digits = 6;

}  // namespace acklab::theory
