#include "sim/contender/flows.hpp"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "sim/contender/carriers.hpp"
#include "sim/contender/flow_carriers.hpp"
#include "sim/contender/link_settings.hpp"

namespace acklab::contender {

RunRequest request_of(const FlowsRequest& all, std::size_t number) {
  return {.contender = all.contenders[number],
          .link = all.link,
          .workload = all.job,
          .seed = all.seed,
          .path = all.path,
          .ip_version = all.ip_version,
          .time_limit = all.time_limit};
}

namespace {

FlowsResult none_runs(const FlowsRequest& request, const path::PathError& why) {
  FlowsResult result;
  for (std::size_t number = 0; number < request.contenders.size(); ++number) {
    result.flows.push_back(not_run(request_of(request, number), why));
  }
  return result;
}

}  // namespace

link::LinkSettings joint_link_settings(const FlowsRequest& request) {
  link::LinkSettings settings = request.link;
  for (std::size_t number = 0; number < request.contenders.size(); ++number) {
    const Spec& spec = request.contenders[number];
    settings.flow_contents.push_back(link_settings(request_of(request, number)).contents);
    // For the judge of what they send again.
    if (spec.kind != Kind::udp) settings.read_packets = true;
  }
  return settings;
}

FlowTolls::FlowTolls(std::size_t flows, const RunHooks& hooks) : tolls_(flows), told_(hooks.fates) {
  judge_.tell(hooks.verdicts);
}

link::Link::FateSink FlowTolls::sink() {
  return [this](const link::FateRecord& fate) {
    if (fate.flow < tolls_.size()) tolls_[fate.flow].note(fate);
    judge_.decided(fate);
    if (told_) told_(fate);
  };
}

void complete(FlowsResult& result, const FlowsRequest& request, FlowTolls& tolls) {
  tolls.finish();
  for (std::size_t number = 0; number < result.flows.size(); ++number) {
    RunResult& flow = result.flows[number];
    flow.seed = request.seed;
    if (request.contenders[number].kind != Kind::udp) {
      const link::RetransmissionCounts counts = tolls.counts(number);
      flow.cost.retransmissions_necessary = counts.necessary;
      flow.cost.retransmissions_needless = counts.needless;
    }
    const FlowToll& toll = tolls.of(number);
    if (toll.forward_packets > 0) {
      flow.workload.flows->dropped_ratio =
          static_cast<double>(toll.forward_dropped) / static_cast<double>(toll.forward_packets);
    }
  }
  const auto share = share_of_limit(result.flows);
  for (RunResult& flow : result.flows) flow.workload.flows->all_share_of_limit = share;
}

FlowsResult run_flows(const FlowsRequest& request, const RunHooks& hooks) {
  if (request.path == path::PathKind::simulated) {
    const bool has_kernel = std::any_of(
        request.contenders.begin(), request.contenders.end(),
        [](const Spec& spec) { return spec.kind == Kind::kernel_tcp || meets_kernel(spec); });
    if (has_kernel) return none_runs(request, no_kernel_in_virtual_time());
    return run_virtual_flows(request, hooks);
  }
  try {
    auto result = run_real_flows(request, hooks);
    return result ? *std::move(result) : none_runs(request, result.error());
  } catch (const std::system_error& error) {
    return none_runs(request, refused_by_system(error));
  }
}

}  // namespace acklab::contender
