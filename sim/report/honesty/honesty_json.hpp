#pragma once

#include "sim/report/json/json_value.hpp"
#include "sim/run/batch.hpp"

namespace acklab::report {

/// The lines of honesty_lines.
[[nodiscard]] Json honesty_json(const run::BatchResult& batch);

}  // namespace acklab::report
