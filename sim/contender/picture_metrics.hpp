#pragma once

#include <span>

#include "sim/contender/metrics.hpp"

namespace acklab::contender {

/// The metrics of what became of a picture.
[[nodiscard]] std::span<const Metric> picture_metrics();

}  // namespace acklab::contender
