#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/theory_inputs.hpp"
#include "sim/theory/formula.hpp"

namespace acklab::report {

/// A formula, and as much as is known of what it is to calculate.
struct AskedFormula {
  const theory::Formula* formula = nullptr;
  std::vector<scenario::ResolvedInput> inputs;  // all, in their order; unknown: without values
  std::optional<double> prediction;  // in the formula's unit; nothing: an input is unknown
};

/// Formulas as JSON text (schema: formulas_schema), with the keys and units that reports use for
/// them.
[[nodiscard]] std::string formulas_json(std::span<const AskedFormula> formulas);

/// The JSON Schema (2020-12) of formulas_json.
[[nodiscard]] std::string_view formulas_schema();

}  // namespace acklab::report
