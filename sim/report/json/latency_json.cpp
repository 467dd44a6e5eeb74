#include <string_view>

#include <nlohmann/json.hpp>

#include "sim/report/json/report_parts.hpp"

namespace acklab::report {
namespace {

using workload::LatencyDistribution;
using Bin = LatencyDistribution::Bin;

/// What it is that took so long.
std::string_view measured_thing(const workload::Measures& measures) {
  if (measures.periodic) return "message";
  return measures.exchange ? "exchange" : "round";
}

template <typename Of>
Json bins_column(const LatencyDistribution& distribution, Of of) {
  Json values = Json::array();
  for (const Bin& bin : distribution.bins) values.push_back(of(bin));
  return values;
}

Json distribution_json(std::string_view thing, const LatencyDistribution& distribution) {
  return {{"of", thing},
          {"measured", distribution.count()},
          {"never", distribution.never},
          {"deadline_ms", or_null(milliseconds(distribution.deadline))},
          {"first_ns", bins_column(distribution, [](const Bin& b) { return b.first.count(); })},
          {"last_ns", bins_column(distribution, [](const Bin& b) { return b.last.count(); })},
          {"count", bins_column(distribution, [](const Bin& b) { return b.count; })}};
}

}  // namespace

Json latency_json(const contender::RunResult& run) {
  const bool was_run = run.outcome != contender::Outcome::not_run;
  if (!was_run || !run.workload.latency) return nullptr;
  return distribution_json(measured_thing(run.workload), *run.workload.latency);
}

Json latency_json(const run::ContenderRuns& contender) {
  std::optional<LatencyDistribution> all;
  std::string_view thing;
  for (const contender::RunResult& run : contender.runs) {
    if (run.outcome == contender::Outcome::not_run || !run.workload.latency) continue;
    thing = measured_thing(run.workload);
    if (all) {
      add(*all, *run.workload.latency);
    } else {
      all = run.workload.latency;
    }
  }
  return all ? distribution_json(thing, *all) : Json(nullptr);
}

}  // namespace acklab::report
