#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace acklab::sweep {

/// Which of n ordered values enclose the median of what they were drawn from with at least 95 %
/// confidence, whatever its distribution: the values number `below` and n + 1 − below, counted from
/// 1. Nothing for n < 6, where even the smallest and the largest do not.
///
/// The number of values below the median has the binomial distribution of n and 1/2; `below` is the
/// largest k for which fewer than k are below it with a chance of at most 2.5 % (and as many
/// above). Decided in whole numbers.
[[nodiscard]] std::optional<std::uint64_t> median_interval_rank(std::uint64_t n);

/// One metric over the repetitions of a run.
struct MedianSummary {
  std::uint64_t count = 0;
  double median = 0;
  std::optional<double> low_95;  // see median_interval_rank
  std::optional<double> high_95;
  double min = 0;
  double max = 0;
};

/// Nothing when there are no values.
[[nodiscard]] std::optional<MedianSummary> summarise_median(std::vector<double> values);

}  // namespace acklab::sweep
