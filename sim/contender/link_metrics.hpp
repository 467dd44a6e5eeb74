#pragma once

#include <span>

#include "sim/contender/metrics.hpp"

namespace acklab::contender {

/// The metrics of the link's own truth, per direction: the part of metrics() named "link.forward.…"
/// and "link.reverse.…".
[[nodiscard]] std::span<const Metric> link_metrics();

}  // namespace acklab::contender
