#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/path/path_kind.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/sweep/design.hpp"

namespace acklab::sweep {

/// A sweep as it will be run.
struct Plan {
  Design design;
  std::vector<scenario::Scenario> scenarios;  // one for each point
  path::PathChoice path = path::PathChoice::automatic;
  /// Of everything that decides the runs but the path: two sweeps with the same hash have the same
  /// runs under the same numbers. Against mistakes, not against malice.
  std::string hash;
};

/// Reads a sweep: a scenario with a member "sweep", which names what changes and with which values.
/// Every point is read by the scenario's own reader, so what it refuses is refused here, in one
/// sentence that names the point.
[[nodiscard]] Expected<Plan, scenario::ScenarioError> read_sweep(std::string_view text,
                                                                 const std::string& origin);
[[nodiscard]] Expected<Plan, scenario::ScenarioError> read_sweep_file(const std::string& file);

/// Whether the file is JSON with a member "sweep".
[[nodiscard]] bool is_sweep_file(const std::string& file);

}  // namespace acklab::sweep
