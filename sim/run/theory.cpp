#include "sim/run/theory.hpp"

#include <cassert>
#include <cmath>
#include <utility>

#include "sim/contender/metrics.hpp"
#include "sim/contender/theory_inputs.hpp"
#include "sim/run/measured.hpp"
#include "sim/scenario/run_request.hpp"
#include "sim/theory/catalogue.hpp"

namespace acklab::run {
namespace {

/// Where a contender of that name stands in the scenario.
std::optional<std::size_t> index_of(const std::vector<ContenderRuns>& contenders,
                                    const std::string& name) {
  for (std::size_t index = 0; index < contenders.size(); ++index) {
    if (contenders[index].spec.name == name) return index;
  }
  return std::nullopt;
}

/// Of the first run that found the kernel's TCP.
path::TcpSettings kernel_settings(const ContenderRuns& contender) {
  for (const contender::RunResult& run : contender.runs) {
    if (!run.kernel_tcp_settings.empty()) return run.kernel_tcp_settings;
  }
  return {};
}

double predict(const theory::Formula& formula, const std::vector<scenario::ResolvedInput>& inputs) {
  std::vector<double> values;
  for (const scenario::ResolvedInput& input : inputs) {
    values.insert(values.end(), input.values.begin(), input.values.end());
  }
  return theory::evaluate(formula, values);
}

void judge_difference(TheoryResult& result) {
  const double difference = *result.measured - *result.prediction;
  const double size = std::fabs(*result.prediction);
  result.difference = difference;
  if (size > 0) result.relative_difference = difference / size;
  const double allowed = result.line.tolerance * (result.line.absolute ? 1 : size);
  result.verdict =
      std::fabs(difference) <= allowed ? TheoryVerdict::within : TheoryVerdict::outside;
}

}  // namespace

const char* to_string(TheoryVerdict verdict) {
  switch (verdict) {
    case TheoryVerdict::within:
      return "within";
    case TheoryVerdict::outside:
      return "outside";
    case TheoryVerdict::not_compared:
      return "not_compared";
  }
  return "unknown";
}

TheoryResult compare(const scenario::TheoryLine& line, const scenario::Scenario& scenario,
                     path::PathKind path, const std::vector<ContenderRuns>& contenders) {
  assert(line.formula != nullptr);
  TheoryResult result;
  result.line = line;
  const auto index = index_of(contenders, line.contender);
  const contender::Metric* const metric = contender::find_metric(line.metric);
  if (!index || metric == nullptr) return result;
  const ContenderRuns& contender = contenders[*index];
  const auto request = scenario::run_request(scenario, *index, path, scenario.seed);
  auto inputs = scenario::resolve_inputs(line, request, kernel_settings(contender));
  if (inputs) {
    result.inputs = *std::move(inputs);
    const double prediction = predict(*line.formula, result.inputs);
    if (std::isfinite(prediction)) {
      result.prediction = prediction / contender::metric_unit(line.metric).of_base;
    } else {
      result.reason = "the formula has no finite result for these inputs";
    }
  } else {
    result.reason = inputs.error();
  }
  result.measured = median_measured(*metric, contender.runs);
  if (!result.measured && result.reason.empty()) result.reason = "it was not measured";
  if (result.prediction && result.measured) judge_difference(result);
  return result;
}

}  // namespace acklab::run
