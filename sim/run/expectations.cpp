#include "sim/run/expectations.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/contender/metrics.hpp"
#include "sim/run/measured.hpp"

namespace acklab::run {
namespace {

struct Holds {
  double measured;

  bool operator()(const scenario::Near& near) const {
    return std::fabs(measured - near.value) <= near.tolerance;
  }
  bool operator()(const scenario::AtLeast& least) const { return measured >= least.value; }
  bool operator()(const scenario::AtMost& most) const { return measured <= most.value; }
  bool operator()(const scenario::Equals& equals) const {
    const auto* truth = std::get_if<bool>(&equals.value);
    return measured == (truth != nullptr ? (*truth ? 1.0 : 0.0) : std::get<double>(equals.value));
  }
};

const ContenderRuns* find(const std::vector<ContenderRuns>& contenders, const std::string& name) {
  const auto found = std::find_if(contenders.begin(), contenders.end(),
                                  [&](const ContenderRuns& c) { return c.spec.name == name; });
  return found == contenders.end() ? nullptr : &*found;
}

/// The value that decides: the median, or of truth values the first that breaks the condition.
double deciding(const contender::Metric& metric, const scenario::Expectation& expectation,
                std::vector<double> values) {
  if (!metric.boolean) return summarise(std::move(values))->median;
  const auto breaks = std::find_if(values.begin(), values.end(), [&](double value) {
    return !std::visit(Holds{value}, expectation.condition);
  });
  return breaks == values.end() ? values.front() : *breaks;
}

}  // namespace

ExpectationResult judge(const scenario::Expectation& expectation,
                        const std::vector<ContenderRuns>& contenders) {
  ExpectationResult result{expectation, Verdict::not_measured, std::nullopt};
  const ContenderRuns* const contender = find(contenders, expectation.contender);
  const contender::Metric* const metric = contender::find_metric(expectation.metric);
  if (contender == nullptr || metric == nullptr) return result;
  auto values = values_of(*metric, contender->runs);
  if (!values) return result;
  result.measured = deciding(*metric, expectation, std::move(*values));
  const bool holds = std::visit(Holds{*result.measured}, expectation.condition);
  result.verdict = holds ? Verdict::holds : Verdict::fails;
  return result;
}

}  // namespace acklab::run
