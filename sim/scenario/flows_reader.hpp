#pragma once

#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// A job of flows, as far as it stands in the job itself.
[[nodiscard]] workload::Flows read_flows(const Members& members);
/// What such a job needs of the rest of the scenario; of others nothing.
void check_flows(const Scenario& scenario, const Cursor& root);
/// The path of flows where the scenario does not say: virtual time, or TUN where the kernel's TCP
/// is among them.
[[nodiscard]] path::PathChoice usual_path_of_flows(const Scenario& scenario);

}  // namespace acklab::scenario
