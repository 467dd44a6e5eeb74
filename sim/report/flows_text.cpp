#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {

std::string flows_text(const run::BatchResult& batch, const Words& words) {
  if (!std::holds_alternative<workload::Flows>(batch.scenario.workload)) return "";
  // What holds for all of them stands in the results of each.
  const run::ContenderRuns& any = batch.contenders.front();
  if (!did_run(any)) return "";
  const std::string flows = count_text(static_cast<double>(batch.contenders.size()));
  const auto together = median_of(any, "workload.flows.together_ms");
  const auto index = median_of(any, "workload.flows.jain_index");
  const auto all = median_of(any, "workload.flows.all_goodput_bits_per_s");
  if (!together || !index || !all) return words.say("flows.never", flows);
  const RateUnit unit = rate_unit_for(*all > 0 ? *all : 1e6);
  const auto of_limit = median_of(any, "workload.flows.all_share_of_limit");
  return words.say("flows.together", flows, duration_text(*together), significant(*index),
                   fmt::format("{} {}", significant(*all / unit.bits_per_s), unit.name),
                   of_limit ? words.say("flows.of_limit", share_text(*of_limit)) : std::string{});
}

}  // namespace acklab::report
