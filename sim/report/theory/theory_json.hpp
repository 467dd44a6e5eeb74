#pragma once

#include "sim/report/json/json_value.hpp"
#include "sim/run/batch.hpp"

namespace acklab::report {

/// A formula beside its measurement, numbers rounded (theory::rounded).
[[nodiscard]] Json theory_json(const run::TheoryResult& result);

}  // namespace acklab::report
