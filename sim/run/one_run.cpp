#include "sim/run/one_run.hpp"

#include <utility>
#include <vector>

#include "sim/scenario/run_request.hpp"

namespace acklab::run {
namespace {

std::string in_words(const path::PathError& error) {
  return error.remedy.empty() ? error.reason : error.reason + " " + error.remedy;
}

path::PathKind wanted_kind(path::PathChoice choice) {
  switch (choice) {
    case path::PathChoice::simulated:
      return path::PathKind::simulated;
    case path::PathChoice::relay:
      return path::PathKind::relay;
    case path::PathChoice::automatic:
    case path::PathChoice::tun:
      return path::PathKind::tun;
  }
  return path::PathKind::tun;
}

contender::RunResult without_path(std::uint64_t seed, const PathInUse& path) {
  contender::RunResult result;
  result.seed = seed;
  result.path = path.kind;
  result.reason = path.missing->reason;
  result.remedy = path.missing->remedy;
  return result;
}

}  // namespace

PathInUse path_in_use(path::PathChoice choice, path::IpVersion version) {
  const auto chosen = path::choose_path(choice, [version] { return path::try_tun(version); });
  if (!chosen) return {wanted_kind(choice), {}, chosen.error()};
  PathInUse in_use{chosen->kind, {}, std::nullopt};
  if (chosen->why_not_tun) in_use.reason = in_words(*chosen->why_not_tun);
  return in_use;
}

contender::RunResult run_once(const scenario::Scenario& scenario, std::size_t index,
                              std::uint64_t seed, const PathInUse& path,
                              const contender::RunHooks& hooks) {
  if (path.missing) return without_path(seed, path);
  if (runs_all_at_once(scenario)) {
    return std::move(run_at_once(scenario, seed, path, hooks).flows[index]);
  }
  return contender::run(scenario::run_request(scenario, index, path.kind, seed), hooks);
}

bool runs_all_at_once(const scenario::Scenario& scenario) {
  return std::holds_alternative<workload::Flows>(scenario.workload);
}

contender::FlowsResult run_at_once(const scenario::Scenario& scenario, std::uint64_t seed,
                                   const PathInUse& path, const contender::RunHooks& hooks) {
  if (path.missing) {
    return {std::vector(scenario.contenders.size(), without_path(seed, path)), {}};
  }
  return contender::run_flows(scenario::flows_request(scenario, path.kind, seed), hooks);
}

}  // namespace acklab::run
