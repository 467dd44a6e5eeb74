#pragma once

#include "sim/path/probe.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::path {

/// Sends one UDP datagram each way across a path and says how long both took together.
[[nodiscard]] Finding try_datagrams(RealPath& path);

}  // namespace acklab::path
