#include <algorithm>
#include <deque>
#include <memory>
#include <set>
#include <utility>

#include "sim/contender/flow.hpp"
#include "sim/contender/flow_carriers.hpp"
#include "sim/contender/link_settings.hpp"
#include "sim/contender/seeds.hpp"
#include "sim/contender/user_space_way.hpp"
#include "sim/contender/virtual_truth.hpp"
#include "sim/path/simulated_path.hpp"
#include "sim/workload/flow_meter.hpp"

namespace acklab::contender {
namespace {

/// A flow of a contender that lives in user space.
struct VirtualFlow {
  VirtualFlow(const FlowsRequest& all, std::size_t number, const RunHooks& hooks)
      : flow(all, number, hooks, [this](SeriesPoint& point) { way->observe(point); }),
        way(make_user_space_way(flow.request(), flow.book().books())) {}

  Flow flow;
  std::unique_ptr<UserSpaceWay> way;
};

/// All flows on one link in virtual time.
class VirtualFlows {
 public:
  VirtualFlows(const FlowsRequest& request, const RunHooks& hooks);

  FlowsResult run();
  [[nodiscard]] FlowTolls& tolls() { return tolls_; }

 private:
  [[nodiscard]] std::set<Instant> turning_points() const;
  void start_flows(Instant now);
  void stop_flows(Instant now);
  /// After each step; true: there is nothing left to wait for.
  bool look(Instant now);
  [[nodiscard]] bool all_rest() const;
  [[nodiscard]] bool interrupted() const { return flows_.front().flow.book().interrupted(); }
  [[nodiscard]] FlowsResult result(Instant ended);

  const FlowsRequest& request_;
  FlowTolls tolls_;
  link::Link link_;
  path::SimulatedPath path_;
  std::deque<VirtualFlow> flows_;
  workload::FlowMeter meter_;
  std::size_t started_ = 0;
};

VirtualFlows::VirtualFlows(const FlowsRequest& request, const RunHooks& hooks)
    : request_(request),
      tolls_(request.contenders.size(), hooks),
      link_(joint_link_settings(request), link_seed(request.seed)),
      path_(link_, request.ip_version),
      meter_(request.contenders.size(), request.job.interval,
             [this](std::size_t number) { return flows_[number].flow.delivered_bytes(); }) {
  link_.record_fates(tolls_.sink());
  if (hooks.crossings) link_.record_crossings(hooks.crossings);
  for (std::size_t number = 0; number < request.contenders.size(); ++number) {
    VirtualFlow& added = flows_.emplace_back(request, number, hooks);
    path_.add(added.way->client(), added.way->server(), framing_of(request.contenders[number]));
    if (hooks.transport) added.way->tell_events(added.flow.hooks().transport);
  }
}

/// Where a flow starts or stops, where an interval ends, and the end.
std::set<Instant> VirtualFlows::turning_points() const {
  const Instant end{request_.job.duration};
  std::set<Instant> instants{end};
  for (const VirtualFlow& each : flows_) {
    instants.insert(Instant{each.flow.starts()});
    instants.insert(Instant{each.flow.stops()});
  }
  for (Instant at{request_.job.interval}; at < end; at += request_.job.interval) {
    instants.insert(at);
  }
  return instants;
}

FlowsResult VirtualFlows::run() {
  const Instant limit{request_.time_limit};
  meter_.start(path_.now());
  for (const Instant until : turning_points()) {
    if (until > limit || interrupted()) break;
    path_.run(until, [this](Instant now) { return look(now); });
    path_.wait_until(until);
    meter_.look(until);
    stop_flows(until);
    start_flows(until);
  }
  meter_.finish(path_.now());
  const Instant ended =
      path_.run(limit, [this](Instant now) { return look(now) || (all_rest() && link_.idle()); });
  return result(ended);
}

void VirtualFlows::start_flows(Instant now) {
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    Flow& flow = flows_[number].flow;
    if (Instant{flow.starts()} != now) continue;
    flows_[number].way->start(now, path_.server_address(number));
    flow.start(now);
    meter_.begin(number, now);
    ++started_;
  }
}

void VirtualFlows::stop_flows(Instant now) {
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    if (Instant{flows_[number].flow.stops()} == now && !meter_.has_ended(number)) {
      meter_.end(number, now);
    }
  }
}

bool VirtualFlows::look(Instant now) {
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    VirtualFlow& each = flows_[number];
    if (!each.flow.is_running()) continue;
    each.flow.book().sample(now);
    if (!each.way->at_rest()) continue;
    each.flow.rest(now);
    if (!meter_.has_ended(number)) meter_.end(number, now);
  }
  return interrupted();
}

bool VirtualFlows::all_rest() const {
  return started_ == flows_.size() &&
         std::none_of(flows_.begin(), flows_.end(),
                      [](const auto& each) { return each.flow.is_running(); });
}

FlowsResult VirtualFlows::result(Instant ended) {
  const Stop stop = interrupted() ? Stop::interrupted : Stop::time_limit;
  FlowsResult results;
  results.course = meter_.intervals();
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    VirtualFlow& each = flows_[number];
    RunResult result = each.flow.result(ended, stop, each.way->failure(),
                                        truth_of(link_, path_, number), tolls_.of(number));
    each.way->report(result, each.flow.book().started());
    add_system_discards(result);
    result.workload.flows = meter_.measures(number);
    results.flows.push_back(std::move(result));
  }
  return results;
}

}  // namespace

FlowsResult run_virtual_flows(const FlowsRequest& request, const RunHooks& hooks) {
  VirtualFlows flows{request, hooks};
  FlowsResult result = flows.run();
  complete(result, request, flows.tolls());
  return result;
}

}  // namespace acklab::contender
