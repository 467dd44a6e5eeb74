#include "sim/scenario/run_request.hpp"

namespace acklab::scenario {

contender::RunRequest run_request(const Scenario& scenario, std::size_t index, path::PathKind path,
                                  std::uint64_t seed) {
  const contender::Spec& spec = scenario.contenders[index];
  return {.contender = spec,
          .link = scenario.link,
          .workload = spec.copies ? workload::in_copies(scenario.workload, *spec.copies)
                                  : scenario.workload,
          .seed = seed,
          .path = path,
          .ip_version = scenario.ip_version,
          .time_limit = scenario.time_limit};
}

contender::FlowsRequest flows_request(const Scenario& scenario, path::PathKind path,
                                      std::uint64_t seed) {
  return {.contenders = scenario.contenders,
          .link = scenario.link,
          .job = std::get<workload::Flows>(scenario.workload),
          .seed = seed,
          .path = path,
          .ip_version = scenario.ip_version,
          .time_limit = scenario.time_limit};
}

}  // namespace acklab::scenario
