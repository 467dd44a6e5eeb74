#pragma once

#include "net/base/time.hpp"

namespace acklab::socket {

/// This machine's monotonic clock as an Instant. The only place where the time line meets real
/// time.
[[nodiscard]] Instant monotonic_now();

}  // namespace acklab::socket
