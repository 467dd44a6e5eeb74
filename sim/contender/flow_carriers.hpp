#pragma once

#include <cstddef>
#include <vector>

#include "sim/contender/flow.hpp"
#include "sim/contender/flows.hpp"
#include "sim/link/record/retransmission_judge.hpp"

namespace acklab::contender {

/// What is asked of one of the flows as a contender, its job that of all.
[[nodiscard]] RunRequest request_of(const FlowsRequest& all, std::size_t number);

/// The link of all flows, told what the packets of each hold.
[[nodiscard]] link::LinkSettings joint_link_settings(const FlowsRequest& request);

/// What the link did, kept apart by flow, and the judge of what was sent again.
class FlowTolls {
 public:
  FlowTolls(std::size_t flows, const RunHooks& hooks);
  FlowTolls(const FlowTolls&) = delete;
  FlowTolls& operator=(const FlowTolls&) = delete;

  /// For the link to tell; must outlive it.
  [[nodiscard]] link::Link::FateSink sink();
  /// Once nothing more is decided.
  void finish() { judge_.finish(); }
  [[nodiscard]] const FlowToll& of(std::size_t flow) const { return tolls_[flow]; }
  [[nodiscard]] link::RetransmissionCounts counts(std::size_t flow) const {
    return judge_.counts(static_cast<std::uint32_t>(flow));
  }

 private:
  std::vector<FlowToll> tolls_;
  link::RetransmissionJudge judge_;
  link::Link::FateSink told_;
};

/// Adds to the results of flows what only all of them together or the link can tell.
void complete(FlowsResult& result, const FlowsRequest& request, FlowTolls& tolls);

/// Runs flows in virtual time.
[[nodiscard]] FlowsResult run_virtual_flows(const FlowsRequest& request, const RunHooks& hooks);
/// Runs flows over real sockets, on the relay or on TUN; an error when one of them cannot be had
/// there. May throw std::system_error.
[[nodiscard]] Expected<FlowsResult, path::PathError> run_real_flows(const FlowsRequest& request,
                                                                    const RunHooks& hooks);

}  // namespace acklab::contender
