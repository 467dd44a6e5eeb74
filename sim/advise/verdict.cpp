#include "sim/advise/verdict.hpp"

#include <algorithm>
#include <cassert>

#include "sim/contender/metrics.hpp"
#include "sim/run/measured.hpp"

namespace acklab::advise {
namespace {

using contender::Kind;
using contender::RunResult;

/// A promise that each run keeps or breaks by itself.
struct Demand {
  Promise promise = Promise::whole;
  std::string_view metric;
  double limit = 0;
  bool at_least = false;
  bool kept_without_value = false;  // what does not exist needs no time
};

Demand wholeness_of(const workload::Workload& job) {
  if (const auto* exchange = std::get_if<workload::Exchange>(&job)) {
    return {Promise::whole, "workload.exchange.done", static_cast<double>(exchange->count), true,
            false};
  }
  return {Promise::whole, "integrity.intact", 1, true, false};
}

std::string_view age_in(const workload::Workload& job) {
  if (std::holds_alternative<workload::Exchange>(job)) return "workload.exchange.latency_max_ms";
  if (std::holds_alternative<workload::Periodic>(job)) return "workload.periodic.latency_max_ms";
  return "timing.completion_ms";
}

/// What the answers ask of any contender.
std::vector<Demand> demands_of(const Comparison& comparison, const Answers& answers,
                               bool whole_by_nature) {
  const workload::Workload& job = comparison.scenario.workload;
  std::vector<Demand> demands;
  if (answers.whole || whole_by_nature) demands.push_back(wholeness_of(job));
  if (answers.deadline) {
    demands.push_back(
        {Promise::in_time, age_in(job), to_milliseconds(*answers.deadline), false, false});
  }
  if (answers.setup) {
    demands.push_back(
        {Promise::set_up, "timing.connect_ms", to_milliseconds(*answers.setup), false, true});
  }
  return demands;
}

bool counts(const RunResult& run) {
  return run.outcome != contender::Outcome::not_run &&
         run.outcome != contender::Outcome::interrupted;
}

Verdict judge_demand(const Demand& demand, const run::ContenderRuns& runs) {
  const contender::Metric* const metric = contender::find_metric(demand.metric);
  assert(metric != nullptr);
  Verdict verdict;
  verdict.promise = demand.promise;
  verdict.contender = runs.spec.name;
  verdict.metric = demand.metric;
  verdict.limit = demand.limit;
  const bool has_nothing = demand.kept_without_value && runs.spec.kind == Kind::udp;
  for (const RunResult& run : runs.runs) {
    if (!counts(run)) continue;
    ++verdict.runs;
    const auto value = metric->of(run);
    if (!value) {
      verdict.kept += has_nothing ? 1U : 0U;
      continue;
    }
    const bool kept = demand.at_least ? *value >= demand.limit : *value <= demand.limit;
    verdict.kept += kept ? 1U : 0U;
    const double worst = verdict.worst.value_or(*value);
    verdict.worst = demand.at_least ? std::min(worst, *value) : std::max(worst, *value);
  }
  if (verdict.runs > 0) verdict.held = verdict.kept == verdict.runs;
  return verdict;
}

Verdict compare(Promise promise, std::string_view metric, const run::ContenderRuns& one,
                const run::ContenderRuns& other) {
  const contender::Metric* const found = contender::find_metric(metric);
  assert(found != nullptr);
  Verdict verdict;
  verdict.promise = promise;
  verdict.contender = one.spec.name;
  verdict.metric = metric;
  verdict.other = other.spec.name;
  verdict.runs = static_cast<std::uint32_t>(std::ranges::count_if(one.runs, counts));
  verdict.median = run::median_measured(*found, one.runs);
  verdict.other_median = run::median_measured(*found, other.runs);
  if (verdict.median && verdict.other_median) {
    verdict.held = *verdict.median < *verdict.other_median;
  }
  return verdict;
}

const run::ContenderRuns* runs_of(const run::BatchResult& batch, std::string_view name) {
  const auto found = std::ranges::find_if(
      batch.contenders, [name](const auto& runs) { return runs.spec.name == name; });
  return found == batch.contenders.end() ? nullptr : &*found;
}

bool ran(const run::ContenderRuns& contender) {
  return std::ranges::any_of(contender.runs, counts);
}

}  // namespace

std::string_view to_string(Promise promise) {
  switch (promise) {
    case Promise::whole:
      return "whole";
    case Promise::in_time:
      return "in_time";
    case Promise::set_up:
      return "set_up";
    case Promise::sooner:
      return "sooner";
    case Promise::cheaper:
      return "cheaper";
  }
  return "unknown";
}

bool Alternative::did_as_well() const {
  return std::ranges::all_of(verdicts, [](const Verdict& one) { return one.held == true; });
}

std::optional<bool> Outcome::held() const {
  bool all = true;
  for (const Verdict& verdict : verdicts) {
    if (verdict.held == false) return false;
    all = all && verdict.held.has_value();
  }
  return all ? std::optional{true} : std::nullopt;
}

Outcome judge(const run::BatchResult& batch, const Comparison& comparison, const Answers& answers,
              Choice choice) {
  const run::ContenderRuns* const kernel = runs_of(batch, contender::to_string(Kind::kernel_tcp));
  const bool kernel_ran = kernel != nullptr && ran(*kernel);
  const std::string tcp = player_of(Choice::tcp, comparison, kernel_ran);
  Outcome outcome;
  outcome.player = player_of(choice, comparison, kernel_ran);
  const auto demands = demands_of(comparison, answers, choice == Choice::tcp);
  for (const run::ContenderRuns& contender : batch.contenders) {
    std::vector<Verdict> verdicts;
    verdicts.reserve(demands.size());
    for (const Demand& demand : demands) verdicts.push_back(judge_demand(demand, contender));
    if (contender.spec.name == outcome.player) {
      outcome.verdicts = std::move(verdicts);
    } else if (!verdicts.empty() && ran(contender)) {
      outcome.alternatives.push_back({contender.spec.name, std::move(verdicts)});
    }
  }
  const run::ContenderRuns* const player = runs_of(batch, outcome.player);
  const run::ContenderRuns* const other = runs_of(batch, tcp);
  if (player == nullptr || other == nullptr || player == other) return outcome;
  if (answers.talk == Talk::one) {
    outcome.verdicts.push_back(
        compare(Promise::sooner, "workload.exchange.latency_median_ms", *player, *other));
  }
  if (choice == Choice::udp) {
    outcome.verdicts.push_back(compare(Promise::cheaper, "cost.ip_bytes", *player, *other));
  }
  return outcome;
}

std::vector<scenario::Expectation> expectations_of(const Comparison& comparison,
                                                   const Answers& answers, Choice choice) {
  const bool kernel = comparison.scenario.path != path::PathChoice::simulated &&
                      comparison.scenario.path != path::PathChoice::relay;
  const std::string player = player_of(choice, comparison, kernel);
  std::vector<scenario::Expectation> expectations;
  for (const Demand& demand : demands_of(comparison, answers, choice == Choice::tcp)) {
    const contender::Metric* const metric = contender::find_metric(demand.metric);
    const bool needs_nothing =
        demand.kept_without_value && player == contender::to_string(Kind::udp);
    if (metric == nullptr || needs_nothing) continue;
    scenario::Expectation expectation{player, std::string{demand.metric}, {}, {}};
    if (metric->boolean) {
      expectation.condition = scenario::Equals{true};
    } else if (demand.at_least) {
      expectation.condition = scenario::AtLeast{demand.limit};
    } else {
      expectation.condition = scenario::AtMost{demand.limit};
    }
    expectations.push_back(std::move(expectation));
  }
  return expectations;
}

}  // namespace acklab::advise
