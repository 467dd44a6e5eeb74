#pragma once

#include <optional>
#include <vector>

#include "sim/contender/metrics.hpp"
#include "sim/contender/run_result.hpp"

namespace acklab::run {

/// The metric's value in each run that was not interrupted; nothing when there is none or one of
/// them lacks it: the others alone would flatter.
[[nodiscard]] std::optional<std::vector<double>> values_of(
    const contender::Metric& metric, const std::vector<contender::RunResult>& runs);

/// Their median.
[[nodiscard]] std::optional<double> median_measured(const contender::Metric& metric,
                                                    const std::vector<contender::RunResult>& runs);

}  // namespace acklab::run
