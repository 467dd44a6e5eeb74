#pragma once

#include "sim/contender/run_result.hpp"
#include "sim/retell/report_parts.hpp"

namespace acklab::retell {

/// A run as its report tells of it: its outcome, its metrics, and beside them what the text about
/// runs looks at. It has no series, and no part of it follows from another.
[[nodiscard]] contender::RunResult restored_run(const report::Json& run, ReportParts& parts);

}  // namespace acklab::retell
