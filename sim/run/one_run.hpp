#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/contender/contender.hpp"
#include "sim/contender/flows.hpp"
#include "sim/path/path_choice.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::run {

/// What a scenario's choice of path comes down to on this machine.
struct PathInUse {
  path::PathKind kind = path::PathKind::simulated;
  std::string reason;                      // why automatic did not take TUN; empty otherwise
  std::optional<path::PathError> missing;  // why the path that was asked for cannot be had
};

/// Tries TUN where the answer depends on it.
[[nodiscard]] PathInUse path_in_use(path::PathChoice choice, path::IpVersion version);

/// Runs contender `index` of the scenario once with this seed; of flows, all of them, of which this
/// is one. Where the path is missing, the run is not_run and says why. Runs in virtual time may go
/// on side by side in several threads.
[[nodiscard]] contender::RunResult run_once(const scenario::Scenario& scenario, std::size_t index,
                                            std::uint64_t seed, const PathInUse& path,
                                            const contender::RunHooks& hooks);

/// Whether the scenario's contenders run all at once.
[[nodiscard]] bool runs_all_at_once(const scenario::Scenario& scenario);
/// Runs all contenders of such a scenario once, at once.
[[nodiscard]] contender::FlowsResult run_at_once(const scenario::Scenario& scenario,
                                                 std::uint64_t seed, const PathInUse& path,
                                                 const contender::RunHooks& hooks);

}  // namespace acklab::run
