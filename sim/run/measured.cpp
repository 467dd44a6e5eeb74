#include "sim/run/measured.hpp"

#include <utility>

#include "sim/run/batch.hpp"

namespace acklab::run {

std::optional<std::vector<double>> values_of(const contender::Metric& metric,
                                             const std::vector<contender::RunResult>& runs) {
  std::vector<double> values;
  for (const contender::RunResult& run : runs) {
    if (run.outcome == contender::Outcome::interrupted) continue;
    const auto value = metric.of(run);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  if (values.empty()) return std::nullopt;
  return values;
}

std::optional<double> median_measured(const contender::Metric& metric,
                                      const std::vector<contender::RunResult>& runs) {
  auto values = values_of(metric, runs);
  if (!values) return std::nullopt;
  return summarise(*std::move(values))->median;
}

}  // namespace acklab::run
