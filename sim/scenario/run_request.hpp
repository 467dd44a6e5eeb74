#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/contender/contender.hpp"
#include "sim/contender/flows.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// What determines the run of contender `index` of the scenario on that path with that seed.
[[nodiscard]] contender::RunRequest run_request(const Scenario& scenario, std::size_t index,
                                                path::PathKind path, std::uint64_t seed);

/// What determines the run of all contenders at once, of a scenario whose job is flows.
[[nodiscard]] contender::FlowsRequest flows_request(const Scenario& scenario, path::PathKind path,
                                                    std::uint64_t seed);

}  // namespace acklab::scenario
