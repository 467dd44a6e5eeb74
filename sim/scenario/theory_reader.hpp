#pragma once

#include <vector>

#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// What formulas are to say beside the measurement. Link, workload and contenders of `scenario`
/// have been read: an input that follows from none of them must be given.
[[nodiscard]] std::vector<TheoryLine> read_theory(const Cursor& cursor, const Scenario& scenario);

}  // namespace acklab::scenario
