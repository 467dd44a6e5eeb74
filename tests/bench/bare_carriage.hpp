#pragma once

#include "net/base/expected.hpp"
#include "sim/path/real_path.hpp"
#include "tests/bench/flow_across.hpp"

namespace acklab::bench {

// A flow across the same devices and sockets with no link between them: a loop that reads packets
// and writes them again, and does nothing else. What it carries is what this machine's kernel
// leaves to a link in user space.

[[nodiscard]] FlowAcross send_across_bare_tun(const Flow& flow);
[[nodiscard]] FlowAcross send_across_bare_relay(const Flow& flow);

}  // namespace acklab::bench
