#pragma once

#include <string>

#include "sim/report/report.hpp"

namespace acklab::report {

/// Each formula of the scenario, its inputs, what it predicts and what was measured; empty without
/// any.
[[nodiscard]] std::string theory_text(const run::BatchResult& batch, const TableStyle& style);

}  // namespace acklab::report
