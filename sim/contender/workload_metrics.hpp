#pragma once

#include <span>

#include "sim/contender/metrics.hpp"

namespace acklab::contender {

/// The metrics of what a job measures beside integrity, timing and goodput: "workload.…". Those of
/// a part that a run does not have have no value.
[[nodiscard]] std::span<const Metric> workload_metrics();

}  // namespace acklab::contender
