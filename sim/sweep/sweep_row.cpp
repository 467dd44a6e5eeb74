#include "sim/sweep/sweep_row.hpp"

#include <chrono>
#include <cmath>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "sim/contender/metrics.hpp"
#include "sim/run/batch.hpp"
#include "sim/sweep/run_sweep.hpp"

namespace acklab::sweep {
namespace {

journal::Value column_text(const ParameterValue& value) {
  return value.text;
}

/// Infinite or undefined is no value.
std::optional<double> finite(std::optional<double> value) {
  return value && std::isfinite(*value) ? value : std::nullopt;
}

void take_over(const contender::RunResult& result, journal::Row& row) {
  row.outcome = contender::to_string(result.outcome);
  row.reason = result.reason;
  row.remedy = result.remedy;
  for (const contender::Metric& metric : contender::metrics()) {
    row.metrics.push_back(finite(metric.of(result)));
  }
}

void take_over(const std::exception& error, journal::Row& row) {
  row.outcome = failed_outcome;
  row.reason = fmt::format("It was stopped by an error of acklab's own: {}.", error.what());
  row.metrics.assign(contender::metrics().size(), std::nullopt);
}

}  // namespace

RunMaker::RunMaker(const Plan& plan, const run::PathInUse& path,
                   const std::atomic<bool>* interrupted, RunOnce run_once)
    : plan_(plan),
      path_(path),
      interrupted_(interrupted),
      run_once_(std::move(run_once)),
      groups_(groups_of(plan.design)) {}

journal::Row RunMaker::described(std::uint64_t run) const {
  const Design& design = plan_.design;
  const RunPlace place = place_of_run(run, groups_.size());
  const Group& group = groups_[place.group];
  const SweepSeed& seed = design.seeds[place.repetition];
  const Point& point = design.points[group.point];
  journal::Row row;
  row.run = run;
  row.point = group.point;
  row.contender = point.contenders[group.contender];
  row.repetition = place.repetition;
  row.seed = run::repetition_seed(seed.from, seed.repetition);
  for (std::size_t i = 0; i < design.parameters.size(); ++i) {
    const Parameter& parameter = design.parameters[i];
    const ParameterValue& value = parameter.values[point.values[i]];
    row.parameters.push_back(column_text(value));
    if (parameter.number_name.empty()) continue;
    row.parameters.push_back(value.number ? journal::Value{*value.number} : journal::Value{});
  }
  return row;
}

bool RunMaker::is_of_flows(std::uint64_t run) const {
  const Group& group = groups_[place_of_run(run, groups_.size()).group];
  return run::runs_all_at_once(plan_.scenarios[group.point]);
}

std::uint64_t RunMaker::first_made_with(std::uint64_t run) const {
  if (!is_of_flows(run)) return run;
  RunPlace place = place_of_run(run, groups_.size());
  place.group -= groups_[place.group].contender;
  return run_at(place, groups_.size());
}

std::vector<std::uint64_t> RunMaker::made_with(std::uint64_t run) const {
  if (!is_of_flows(run)) return {run};
  RunPlace place = place_of_run(first_made_with(run), groups_.size());
  std::vector<std::uint64_t> runs(
      plan_.design.points[groups_[place.group].point].contenders.size());
  for (std::uint64_t& one : runs) {
    one = run_at(place, groups_.size());
    ++place.group;
  }
  return runs;
}

std::vector<contender::RunResult> RunMaker::carry_out(std::uint64_t run,
                                                      const journal::Row& row) const {
  const Group& group = groups_[place_of_run(run, groups_.size()).group];
  const scenario::Scenario& scenario = plan_.scenarios[group.point];
  contender::RunHooks hooks;
  hooks.interrupted = interrupted_;
  if (is_of_flows(run)) return run::run_at_once(scenario, row.seed, path_, hooks).flows;
  return {run_once_(scenario, group.contender, row.seed, path_, hooks)};
}

std::vector<journal::Row> RunMaker::make(std::uint64_t run) const {
  std::vector<journal::Row> rows;
  for (const std::uint64_t one : made_with(run)) rows.push_back(described(one));
  const auto begin = std::chrono::steady_clock::now();
  try {
    const std::vector<contender::RunResult> results = carry_out(run, rows.front());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (results[i].outcome == contender::Outcome::interrupted) return {};
      take_over(results[i], rows[i]);
    }
  } catch (const std::exception& error) {
    for (journal::Row& row : rows) take_over(error, row);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  for (journal::Row& row : rows) row.wall_s = took.count();
  return rows;
}

}  // namespace acklab::sweep
