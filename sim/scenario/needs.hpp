#pragma once

#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// What a scenario asks of a machine beside acklab itself.
struct Needs {
  bool kernel_tcp = false;  // some contender is the kernel's TCP, or meets it: on TUN hosts only
  bool tun = false;         // its author wants TUN hosts for every contender
  bool sockets = false;     // its author wants real sockets, so real time
};

[[nodiscard]] Needs needs_of(const Scenario& scenario);

/// Whether this contender can go without the kernel, in virtual time.
[[nodiscard]] bool can_run_in_virtual_time(const contender::Spec& spec);

}  // namespace acklab::scenario
