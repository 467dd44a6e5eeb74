#pragma once

#include "sim/report/json/json_value.hpp"
#include "sim/run/batch.hpp"
#include "sim/scenario/theory_inputs.hpp"

namespace acklab::report {

/// An input of a formula, its values rounded and in the unit that reports use.
[[nodiscard]] Json input_json(const scenario::ResolvedInput& input);

/// A formula beside its measurement, numbers rounded (theory::rounded).
[[nodiscard]] Json theory_json(const run::TheoryResult& result);

}  // namespace acklab::report
