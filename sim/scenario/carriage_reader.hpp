#pragma once

#include "sim/contender/contender_spec.hpp"
#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// What carries a contender's segments and whose TCP is on either side: the keys "carriage",
/// "client", "server" and "kernel_congestion". `spec.kind` is known.
void read_carriage(const Members& members, contender::Spec& spec);

/// Refuses a path without a kernel where one of the contenders has to meet it.
void check_kernel_on_path(const Scenario& scenario, const Cursor& root);

/// The kernel's name of a congestion control.
[[nodiscard]] std::string read_kernel_congestion(const Cursor& cursor);

}  // namespace acklab::scenario
