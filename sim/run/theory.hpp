#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/batch.hpp"

namespace acklab::run {

/// Puts the prediction of a formula beside what was measured.
///
/// `path` is the one in use. The measurement is the median over the repetitions; as for an
/// expectation there is none where one of them has none.
[[nodiscard]] TheoryResult compare(const scenario::TheoryLine& line,
                                   const scenario::Scenario& scenario, path::PathKind path,
                                   const std::vector<ContenderRuns>& contenders);

}  // namespace acklab::run
