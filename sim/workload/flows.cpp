#include "sim/workload/flows.hpp"

#include <algorithm>

namespace acklab::workload {

FlowPlan plan_of(const Flows& flows, const std::string& contender) {
  const auto found =
      std::find_if(flows.plans.begin(), flows.plans.end(),
                   [&contender](const FlowPlan& plan) { return plan.contender == contender; });
  return found == flows.plans.end() ? FlowPlan{.contender = contender} : *found;
}

Duration end_of(const FlowPlan& plan, const Flows& flows) {
  return std::min(plan.stop.value_or(flows.duration), flows.duration);
}

std::optional<double> jain_index(const std::vector<std::uint64_t>& shares) {
  double sum = 0;
  double squares = 0;
  for (const std::uint64_t share : shares) {
    const auto x = static_cast<double>(share);
    sum += x;
    squares += x * x;
  }
  if (squares <= 0) return std::nullopt;
  return sum * sum / (static_cast<double>(shares.size()) * squares);
}

std::optional<double> FlowInterval::jain_index() const {
  std::vector<std::uint64_t> shares;
  shares.reserve(delivered_bytes.size());
  for (std::size_t flow = 0; flow < delivered_bytes.size(); ++flow) {
    if (there[flow]) shares.push_back(delivered_bytes[flow]);
  }
  if (shares.size() < 2) return std::nullopt;
  return workload::jain_index(shares);
}

}  // namespace acklab::workload
