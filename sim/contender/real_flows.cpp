#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "sim/contender/carriers.hpp"
#include "sim/contender/flow_carriers.hpp"
#include "sim/contender/kernel_tuning.hpp"
#include "sim/contender/real_clockwork.hpp"
#include "sim/contender/real_flow.hpp"
#include "sim/contender/seeds.hpp"
#include "sim/workload/flow_meter.hpp"

namespace acklab::contender {
namespace {

using Path = std::unique_ptr<path::RealPath>;

bool is_of_kernel(const Spec& spec) {
  return spec.kind == Kind::kernel_tcp;
}

/// Why these flows cannot be had on a path in real time, whatever the machine.
std::optional<path::PathError> obstacle(const FlowsRequest& request) {
  for (const Spec& spec : request.contenders) {
    if (meets_kernel(spec)) {
      return path::PathError{
          "Flows share a link on the same two hosts, and one that meets the kernel's TCP needs a "
          "host that is not the others'.",
          "Take \"kernel-tcp\" and \"reliable-udp\" as two flows."};
    }
    if (spec.carriage == CarriageKind::ip) {
      return path::PathError{"Flows directly on IP share a link in virtual time only.",
                             "Run it with --path simulated, or leave out \"carriage\"."};
    }
  }
  return std::nullopt;
}

std::uint32_t device_mtu_for(const FlowsRequest& request) {
  std::uint32_t mtu = path::default_device_mtu_bytes;
  for (std::size_t number = 0; number < request.contenders.size(); ++number) {
    mtu = std::max(mtu, device_mtu(request_of(request, number)));
  }
  return mtu;
}

/// The path of all flows, and what the kernels of its hosts are to be told.
Expected<Path, path::PathError> open_path(const FlowsRequest& request, const RunHooks& hooks,
                                          FlowTolls& tolls) {
  const link::LinkSettings settings = joint_link_settings(request);
  const std::uint64_t seed = link_seed(request.seed);
  const std::size_t flows = request.contenders.size();
  auto path =
      request.path == path::PathKind::tun
          ? path::open_tun(settings, seed, request.ip_version, device_mtu_for(request), flows)
          : path::open_relay(settings, seed, request.ip_version, flows);
  if (!path) return path;
  for (const Spec& spec : request.contenders) {
    if (!is_of_kernel(spec)) continue;
    if (auto refused = (*path)->refuses_tcp()) return failure(*std::move(refused));
    if (auto set = (*path)->set_tcp(kernel_settings(spec)); !set) return failure(set.error());
  }
  (*path)->record_fates(tolls.sink());
  if (hooks.releases) (*path)->record_releases(hooks.releases);
  if (hooks.crossings) (*path)->record_crossings(hooks.crossings);
  return path;
}

/// All flows on one link in real time.
class RealFlows {
 public:
  RealFlows(const FlowsRequest& request, const RunHooks& hooks, Path path);

  /// Opens all sockets, so that a refusal is told before anything runs.
  [[nodiscard]] Expected<void, path::PathError> open();
  void run();
  [[nodiscard]] FlowsResult result(const FlowTolls& tolls);

 private:
  /// At a turning point, and every few milliseconds.
  void tick();
  void turn(Instant now);
  void set_timer(Instant now);
  void start_flows(Instant now);
  void stop_flows(Instant now);
  [[nodiscard]] Instant next_turn(Instant now) const;
  /// After each round of events; true: there is nothing left to wait for.
  bool look(Instant now);
  [[nodiscard]] bool all_rest() const;
  [[nodiscard]] bool interrupted() const { return flows_.front()->flow().book().interrupted(); }
  void report_progress(Instant now);
  void note_discards(RunResult& result, const Spec& spec) const;

  const FlowsRequest& request_;
  const RunHooks& hooks_;
  Path path_;
  socket::EventLoop loop_;
  QuietWatch quiet_;
  std::vector<std::unique_ptr<RealFlow>> flows_;
  workload::FlowMeter meter_;
  Instant started_{};
  std::size_t flows_started_ = 0;
  bool measured_ = false;
  Instant next_progress_{};
  std::optional<socket::TimerId> timer_;
};

RealFlows::RealFlows(const FlowsRequest& request, const RunHooks& hooks, Path path)
    : request_(request),
      hooks_(hooks),
      path_(std::move(path)),
      quiet_(*path_),
      meter_(request.contenders.size(), request.job.interval,
             [this](std::size_t number) { return flows_[number]->flow().delivered_bytes(); }) {
  flows_.reserve(request.contenders.size());
  for (std::size_t number = 0; number < request.contenders.size(); ++number) {
    flows_.push_back(make_real_flow(request, number, hooks, loop_, quiet_));
  }
}

Expected<void, path::PathError> RealFlows::open() {
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    if (auto opened = flows_[number]->open(*path_, number); !opened) return opened;
  }
  return {};
}

void RealFlows::run() {
  started_ = next_progress_ = loop_.now();
  meter_.start(started_);
  turn(started_);
  set_timer(started_);
  loop_.run_until([this] { return look(loop_.now()); }, started_ + request_.time_limit);
  loop_.cancel(*timer_);
  if (!measured_) meter_.finish(loop_.now());
  report_progress(loop_.now());
}

void RealFlows::tick() {
  const Instant now = loop_.now();
  if (!measured_) turn(now);
  if (now >= next_progress_) report_progress(now);
  set_timer(now);
}

void RealFlows::turn(Instant now) {
  meter_.look(now);
  stop_flows(now);
  start_flows(now);
  if (now - started_ < request_.job.duration) return;
  meter_.finish(now);
  measured_ = true;
}

void RealFlows::set_timer(Instant now) {
  constexpr Duration interval = std::chrono::milliseconds{5};
  timer_ = loop_.call_at(std::min(now + interval, next_turn(now)), [this] { tick(); });
}

/// Where a flow starts or stops, where an interval ends, and the end.
Instant RealFlows::next_turn(Instant now) const {
  if (measured_) return Instant::max();
  Instant next = std::min(meter_.next(), started_ + request_.job.duration);
  for (const auto& each : flows_) {
    for (const Instant turn : {started_ + each->flow().starts(), started_ + each->flow().stops()}) {
      if (turn > now) next = std::min(next, turn);
    }
  }
  return next;
}

void RealFlows::start_flows(Instant now) {
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    Flow& flow = flows_[number]->flow();
    if (flow.has_started() || now - started_ < flow.starts()) continue;
    flow.start(now);
    flows_[number]->start(now);
    meter_.begin(number, now);
    ++flows_started_;
  }
}

void RealFlows::stop_flows(Instant now) {
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    const Flow& flow = flows_[number]->flow();
    if (!flow.has_started() || now - started_ < flow.stops()) continue;
    if (!meter_.has_ended(number)) meter_.end(number, now);
  }
}

bool RealFlows::look(Instant now) {
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    RealFlow& each = *flows_[number];
    if (!each.flow().is_running()) continue;
    each.flow().book().sample(now);
    if (!each.at_rest()) continue;
    each.flow().rest(now);
    if (!meter_.has_ended(number)) meter_.end(number, now);
  }
  if (interrupted()) return true;
  if (!all_rest()) return false;
  const bool drains = std::any_of(flows_.begin(), flows_.end(),
                                  [](const auto& each) { return each->wants_link_drained(); });
  return !drains || quiet_.is_quiet(now);
}

bool RealFlows::all_rest() const {
  return flows_started_ == flows_.size() &&
         std::none_of(flows_.begin(), flows_.end(),
                      [](const auto& each) { return each->flow().is_running(); });
}

void RealFlows::report_progress(Instant now) {
  constexpr Duration interval = std::chrono::milliseconds{100};
  next_progress_ = now + interval;
  if (!hooks_.progress) return;
  const std::uint64_t delivered = std::accumulate(
      flows_.begin(), flows_.end(), std::uint64_t{0},
      [](auto sum, const auto& each) { return sum + each->flow().delivered_bytes(); });
  hooks_.progress({now - started_, delivered, 0, request_.job.duration});
}

/// A host's kernel counts what it discards of all its sockets together: whose it was is known only
/// where nothing was.
void RealFlows::note_discards(RunResult& result, const Spec& spec) const {
  if (spec.kind == Kind::reliable_udp) return;  // its segments come to itself
  const std::uint64_t all =
      result.link.forward.discarded_bad_checksum + result.link.reverse.discarded_bad_checksum;
  result.cost.discarded_corrupted = all == 0 ? std::optional<std::uint64_t>{0} : std::nullopt;
}

FlowsResult RealFlows::result(const FlowTolls& tolls) {
  const Instant ended = loop_.now();
  const Stop stop = interrupted() ? Stop::interrupted : Stop::time_limit;
  const path::PathTruth truth = path_->stop();
  FlowsResult results;
  results.course = meter_.intervals();
  results.flows.reserve(flows_.size());
  for (std::size_t number = 0; number < flows_.size(); ++number) {
    RealFlow& each = *flows_[number];
    const Spec& spec = request_.contenders[number];
    // What was delivered counts, also when the last of the closing was not waited for.
    if (each.flow().is_running() && stop == Stop::time_limit && each.job_finished()) {
      each.flow().rest(ended);
    }
    RunResult result = each.flow().result(ended, stop, each.failure(), truth, tolls.of(number));
    each.report(result);
    note_discards(result, spec);
    if (is_of_kernel(spec)) result.kernel_tcp_settings = path_->tcp_settings();
    result.workload.flows = meter_.measures(number);
    results.flows.push_back(std::move(result));
  }
  return results;
}

}  // namespace

Expected<FlowsResult, path::PathError> run_real_flows(const FlowsRequest& request,
                                                      const RunHooks& hooks) {
  if (auto refused = obstacle(request)) return failure(*std::move(refused));
  FlowTolls tolls{request.contenders.size(), hooks};
  auto path = open_path(request, hooks, tolls);
  if (!path) return failure(path.error());
  RealFlows flows{request, hooks, *std::move(path)};
  if (auto opened = flows.open(); !opened) return failure(opened.error());
  flows.run();
  FlowsResult result = flows.result(tolls);
  complete(result, request, tolls);
  return result;
}

}  // namespace acklab::contender
