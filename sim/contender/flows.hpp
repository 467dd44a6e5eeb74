#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/contender/contender.hpp"
#include "sim/workload/flows.hpp"

namespace acklab::contender {

/// Everything that determines a run in which all contenders share the link.
struct FlowsRequest {
  std::vector<Spec> contenders;
  link::LinkSettings link;
  workload::Flows job;
  std::uint64_t seed = 0;
  path::PathKind path = path::PathKind::simulated;
  path::IpVersion ip_version = path::IpVersion::v4;
  Duration time_limit{};
};

/// What became of them, in the order of the contenders. What a result says about the link holds for
/// all of them together; the rest is of that flow alone, and its times count from its start.
struct FlowsResult {
  std::vector<RunResult> flows;
  std::vector<workload::FlowInterval> course;
};

/// Runs them all at once. Never throws for what network or machine cause: that is an Outcome.
[[nodiscard]] FlowsResult run_flows(const FlowsRequest& request, const RunHooks& hooks);

/// How much a flow without an end of its own is given to send: more than the link can deliver and
/// its transport can hold, so that it never runs out. The link must have a rate.
[[nodiscard]] std::uint64_t endless_bytes(const link::LinkSettings& link, const Spec& contender,
                                          Duration lasts);

}  // namespace acklab::contender
