#pragma once

#include <span>

#include "sim/contender/metrics.hpp"

namespace acklab::contender {

/// What a run says about round trips and timeouts.
[[nodiscard]] std::span<const Metric> timer_metrics();

}  // namespace acklab::contender
