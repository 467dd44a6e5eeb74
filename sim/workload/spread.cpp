#include "sim/workload/spread.hpp"

#include <algorithm>
#include <numeric>

namespace acklab::workload {
namespace {

Duration nearest_rank(const std::vector<Duration>& sorted, std::size_t percent) {
  const std::size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace

std::optional<Spread> spread_of(std::vector<Duration> durations) {
  if (durations.empty()) return std::nullopt;
  std::sort(durations.begin(), durations.end());
  const Duration sum = std::accumulate(durations.begin(), durations.end(), Duration{});
  return Spread{.count = durations.size(),
                .min = durations.front(),
                .mean = sum / static_cast<Duration::rep>(durations.size()),
                .median = nearest_rank(durations, 50),
                .percentile_95 = nearest_rank(durations, 95),
                .percentile_99 = nearest_rank(durations, 99),
                .max = durations.back()};
}

}  // namespace acklab::workload
