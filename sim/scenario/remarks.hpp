#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// What is allowed in a scenario, because it teaches something, but would surprise who did not mean
/// it; a sentence each.
[[nodiscard]] std::vector<std::string> remarks(const Scenario& scenario);

}  // namespace acklab::scenario
