#pragma once

#include "sim/link/bottleneck/queue_settings.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// A queue as a scenario says it: "125kB", "100packets", "50ms", "unlimited", or an object with a
/// "limit" and a "discipline" that has keys of its own.
[[nodiscard]] link::QueueSettings read_queue(const Cursor& cursor);

}  // namespace acklab::scenario
