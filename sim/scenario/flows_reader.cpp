#include "sim/scenario/flows_reader.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "sim/contender/flows.hpp"
#include "sim/contender/kernel_tuning.hpp"
#include "sim/scenario/limits.hpp"
#include "sim/scenario/quantity_reader.hpp"
#include "sim/scenario/units.hpp"

namespace acklab::scenario {
namespace {

using workload::FlowPlan;
using workload::Flows;

FlowPlan read_plan(const Cursor& cursor, const Flows& flows) {
  FlowPlan plan;
  const Members members{
      cursor, "an object with a \"contender\"", {"contender", "start", "stop", "bytes"}};
  if (const auto name = members.require("contender")) {
    plan.contender = std::string{name->string("a contender's name").value_or("")};
  }
  if (const auto start = members.find("start")) {
    plan.start = read_duration(*start, Duration::zero(), max_time_limit).value_or(plan.start);
  }
  if (const auto stop = members.find("stop")) {
    plan.stop = read_duration(*stop, min_flow_time, max_time_limit);
  }
  if (const auto bytes = members.find("bytes")) plan.bytes = read_size(*bytes, 1, max_bulk_bytes);
  if (plan.start >= plan.stop.value_or(flows.duration)) {
    cursor.refuse("a flow stops after it has begun");
  } else if (plan.stop.value_or(flows.duration) > flows.duration) {
    cursor.refuse(fmt::format("all flows stop after \"{}\"", format_duration(flows.duration)));
  }
  return plan;
}

bool is_kernels(const contender::Spec& spec) {
  return spec.kind == contender::Kind::kernel_tcp;
}

/// Refuses what is wrong with a scenario of flows.
class FlowsCheck {
 public:
  FlowsCheck(const Scenario& scenario, const Flows& flows, const Cursor& root)
      : scenario_(scenario), flows_(flows), root_(root) {}

  void check() const {
    check_surroundings();
    for (const FlowPlan& plan : flows_.plans) check_name(plan);
    for (const contender::Spec& spec : scenario_.contenders) check_contender(spec);
    check_path();
    check_kernels_agree();
    if (scenario_.link.forward.rate) check_sizes();
    check_meeting();
  }

 private:
  void refuse(const char* where, const std::string& what) const {
    root_.refusals().record(root_.value().line, where, what);
  }
  void check_surroundings() const;
  void check_contender(const contender::Spec& spec) const;
  [[nodiscard]] bool is_in_real_time() const {
    return scenario_.path == path::PathChoice::tun || scenario_.path == path::PathChoice::relay ||
           std::any_of(scenario_.contenders.begin(), scenario_.contenders.end(), is_kernels);
  }
  void check_name(const FlowPlan& plan) const;
  void check_path() const;
  void check_kernels_agree() const;
  void check_sizes() const;
  void check_meeting() const;

  const Scenario& scenario_;
  const Flows& flows_;
  const Cursor& root_;
};

void FlowsCheck::check_surroundings() const {
  if (scenario_.contenders.size() < 2) {
    refuse("contenders", "flows share a link, and one contender has nobody to share it with");
  }
  if (!scenario_.link.forward.rate) {
    refuse("link", "flows share the \"rate\" of a link, and this link has none");
  }
  if (flows_.duration > scenario_.time_limit) {
    refuse("workload.duration",
           fmt::format("flows that go on for \"{}\" need a \"time_limit\" above that, and it is "
                       "\"{}\"",
                       format_duration(flows_.duration), format_duration(scenario_.time_limit)));
  }
}

void FlowsCheck::check_contender(const contender::Spec& spec) const {
  if (contender::meets_kernel(spec)) {
    refuse("contenders",
           fmt::format("flows share two hosts, and \"{}\" needs one that is not the others'; take "
                       "\"kernel-tcp\" and \"reliable-udp\" as two flows",
                       printable(spec.name, 40)));
  } else if (spec.carriage == contender::CarriageKind::ip && is_in_real_time()) {
    refuse("contenders",
           fmt::format("flows directly on IP share a link in virtual time only, and \"{}\" is one "
                       "beside the kernel's TCP or on a path in real time; leave out \"carriage\"",
                       printable(spec.name, 40)));
  }
}

/// The kernel's TCP is on TUN hosts only, and asking for another path says that nothing is to run.
void FlowsCheck::check_path() const {
  if (scenario_.path != path::PathChoice::simulated && scenario_.path != path::PathChoice::relay) {
    return;
  }
  for (const contender::Spec& spec : scenario_.contenders) {
    if (!is_kernels(spec)) continue;
    refuse("path", fmt::format("flows run all at once or not at all, and \"{}\" can be had on TUN "
                               "hosts only; take \"tun\" or leave this out",
                               printable(spec.name, 40)));
    return;
  }
}

/// What stands in settings of the hosts holds for all of the kernel's flows.
void FlowsCheck::check_kernels_agree() const {
  const contender::Spec* first = nullptr;
  for (const contender::Spec& spec : scenario_.contenders) {
    if (!is_kernels(spec)) continue;
    if (first == nullptr) first = &spec;
    if (contender::kernel_settings(spec) == contender::kernel_settings(*first)) continue;
    refuse(
        "contenders",
        fmt::format("the flows of the kernel's TCP share their hosts, whose settings hold for all "
                    "of them, so \"{}\" and \"{}\" need the same \"mechanisms\" and \"ecn\"",
                    printable(first->name, 40), printable(spec.name, 40)));
    return;
  }
}

void FlowsCheck::check_name(const FlowPlan& plan) const {
  const auto is_of = [](const std::string& name) {
    return [&name](const auto& one) { return one == name; };
  };
  std::vector<std::string> names;
  std::vector<std::string> planned;
  names.reserve(scenario_.contenders.size());
  planned.reserve(flows_.plans.size());
  for (const contender::Spec& spec : scenario_.contenders) names.push_back(spec.name);
  for (const FlowPlan& other : flows_.plans) planned.push_back(other.contender);
  if (std::none_of(names.begin(), names.end(), is_of(plan.contender))) {
    refuse("workload.flows", fmt::format("no contender of this scenario is called \"{}\"",
                                         printable(plan.contender, 40)));
  }
  if (std::count_if(planned.begin(), planned.end(), is_of(plan.contender)) > 1) {
    refuse("workload.flows",
           fmt::format("\"{}\" stands here twice; a contender is one flow, for another give a "
                       "contender of that kind a \"name\" of its own",
                       printable(plan.contender, 40)));
  }
}

/// The oracle keeps a note about every message.
void FlowsCheck::check_sizes() const {
  for (const contender::Spec& spec : scenario_.contenders) {
    const FlowPlan plan = workload::plan_of(flows_, spec.name);
    const std::uint64_t bytes = plan.bytes.value_or(contender::endless_bytes(
        scenario_.link, spec, workload::end_of(plan, flows_) - plan.start));
    const std::uint64_t records = bytes / flows_.message_bytes + 1;
    if (records <= max_records) continue;
    refuse("workload",
           fmt::format("\"{}\" may send {} messages of {} on this link, more than {} are too many "
                       "to check; make them larger or the time shorter",
                       printable(spec.name, 40), records, format_size(flows_.message_bytes),
                       max_records));
    return;
  }
}

void FlowsCheck::check_meeting() const {
  Duration last_start{};
  Duration first_stop = flows_.duration;
  for (const FlowPlan& plan : flows_.plans) {
    last_start = std::max(last_start, plan.start);
    first_stop = std::min(first_stop, workload::end_of(plan, flows_));
  }
  if (last_start < first_stop) return;
  refuse("workload.flows", "there is no time at which all of these flows are there");
}

}  // namespace

Flows read_flows(const Members& members) {
  Flows flows;
  if (const auto duration = members.find("duration")) {
    flows.duration =
        read_duration(*duration, min_flows_duration, max_time_limit).value_or(flows.duration);
  }
  if (const auto message = members.find("message")) {
    const auto size = read_size(*message, workload::min_message_bytes, workload::max_message_bytes);
    if (size) flows.message_bytes = static_cast<std::uint32_t>(*size);
  }
  if (const auto interval = members.find("interval")) {
    flows.interval =
        read_duration(*interval, min_flow_interval, max_time_limit).value_or(flows.interval);
  }
  if (flows.duration / flows.interval > max_flow_intervals) {
    members.here().refuse(fmt::format(
        "there are {} intervals of \"{}\" in \"{}\", at most {}", flows.duration / flows.interval,
        format_duration(flows.interval), format_duration(flows.duration), max_flow_intervals));
  }
  if (const auto plans = members.find("flows")) {
    for (const Cursor& plan : plans->elements("an array of flows", 0, max_contenders)) {
      flows.plans.push_back(read_plan(plan, flows));
    }
  }
  return flows;
}

void check_flows(const Scenario& scenario, const Cursor& root) {
  if (const auto* flows = std::get_if<Flows>(&scenario.workload)) {
    FlowsCheck{scenario, *flows, root}.check();
  }
}

path::PathChoice usual_path_of_flows(const Scenario& scenario) {
  const bool has_kernel =
      std::any_of(scenario.contenders.begin(), scenario.contenders.end(), is_kernels);
  return has_kernel ? path::PathChoice::tun : path::PathChoice::simulated;
}

}  // namespace acklab::scenario
