#include "sim/sweep/median_interval.hpp"

#include <algorithm>

#include "sim/run/batch.hpp"
#include "sim/sweep/natural.hpp"

namespace acklab::sweep {

std::optional<std::uint64_t> median_interval_rank(std::uint64_t n) {
  // Sums of binomials n over j are compared with 2^n; 1 in 40 is 2.5 %.
  const Natural all = Natural::power(2, static_cast<std::uint32_t>(n));
  Natural binomial{1};
  Natural sum{1};
  std::uint64_t rank = 0;
  for (std::uint64_t j = 0; j < n; ++j) {
    Natural forty_times = sum;
    forty_times *= 40;
    if (forty_times > all) break;
    rank = j + 1;
    binomial *= n - j;
    binomial /= j + 1;
    sum += binomial;
  }
  if (rank == 0) return std::nullopt;
  return rank;
}

std::optional<MedianSummary> summarise_median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto summary = run::summarise(values);
  if (!summary) return std::nullopt;
  MedianSummary result{.count = values.size(),
                       .median = summary->median,
                       .low_95 = std::nullopt,
                       .high_95 = std::nullopt,
                       .min = summary->min,
                       .max = summary->max};
  if (const auto rank = median_interval_rank(values.size())) {
    result.low_95 = values[*rank - 1];
    result.high_95 = values[values.size() - *rank];
  }
  return result;
}

}  // namespace acklab::sweep
