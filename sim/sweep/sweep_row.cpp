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

std::optional<journal::Row> RunMaker::make(std::uint64_t run) const {
  journal::Row row = described(run);
  const Group& group = groups_[place_of_run(run, groups_.size()).group];
  const auto begin = std::chrono::steady_clock::now();
  try {
    contender::RunHooks hooks;
    hooks.interrupted = interrupted_;
    const contender::RunResult result =
        run_once_(plan_.scenarios[group.point], group.contender, row.seed, path_, hooks);
    if (result.outcome == contender::Outcome::interrupted) return std::nullopt;
    take_over(result, row);
  } catch (const std::exception& error) {
    take_over(error, row);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  row.wall_s = took.count();
  return row;
}

}  // namespace acklab::sweep
