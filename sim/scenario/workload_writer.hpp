#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/workload/workload.hpp"

namespace acklab::scenario {

/// The job as a scenario describes it, every default filled in.
[[nodiscard]] nlohmann::ordered_json workload_json(const workload::Workload& workload);

}  // namespace acklab::scenario
