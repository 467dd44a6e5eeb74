#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::workload {

/// How many of the latencies of a job lie where: counted in bins that are as wide as what they hold
/// is long, so that a few of them tell microseconds from milliseconds and seconds alike.
///
/// Bins are those of a histogram with a high dynamic range: each doubling is cut into 2^n equal
/// parts, in whole nanoseconds. n is 7 (a bin is less than 0.8 % wide) or the largest with which no
/// more than most_bins hold anything. A deadline parts the bin that it lies in: how many were late
/// is exact.
struct LatencyDistribution {
  static constexpr std::size_t most_bins = 200;
  static constexpr unsigned finest = 7;

  struct Bin {
    Duration first{};  // the shortest latency that belongs here
    Duration last{};   // the longest
    std::uint64_t count = 0;

    friend bool operator==(const Bin&, const Bin&) = default;
  };

  std::vector<Bin> bins;  // the shortest first; none is empty
  unsigned precision = finest;
  std::uint64_t never = 0;  // of what was wanted: what has no latency, because it never came
  std::optional<Duration> deadline;  // longer than this is late; nothing: there is no such time

  friend bool operator==(const LatencyDistribution&, const LatencyDistribution&) = default;

  /// How many have a latency.
  [[nodiscard]] std::uint64_t count() const;
};

[[nodiscard]] LatencyDistribution distribution_of(std::span<const Duration> latencies,
                                                  std::uint64_t never,
                                                  std::optional<Duration> deadline = std::nullopt);

/// Adds `more`, which has the same deadline; the bins become as wide as the wider of the two need.
void add(LatencyDistribution& sum, const LatencyDistribution& more);

}  // namespace acklab::workload
