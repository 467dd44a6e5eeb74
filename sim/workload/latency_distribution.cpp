#include "sim/workload/latency_distribution.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace acklab::workload {
namespace {

using Bin = LatencyDistribution::Bin;

/// The empty bin that `latency` belongs to.
Bin bin_around(Duration latency, unsigned precision, std::optional<Duration> deadline) {
  const auto value = static_cast<std::uint64_t>(std::max(latency, Duration::zero()).count());
  const auto width = static_cast<unsigned>(std::bit_width(value));
  const unsigned shift = width > precision + 1 ? width - precision - 1 : 0;
  const std::uint64_t lowest = value >> shift << shift;
  const std::uint64_t highest = lowest + (std::uint64_t{1} << shift) - 1;
  Bin bin{Duration{static_cast<Duration::rep>(lowest)},
          Duration{static_cast<Duration::rep>(highest)}, 0};
  if (!deadline || *deadline < bin.first || *deadline >= bin.last) return bin;
  if (latency <= *deadline) {
    bin.last = *deadline;
  } else {
    bin.first = *deadline + Duration{1};
  }
  return bin;
}

/// Neighbours that are one bin, as one.
void join_equal(std::vector<Bin>& bins) {
  std::vector<Bin> joined;
  joined.reserve(bins.size());
  for (const Bin& bin : bins) {
    if (joined.empty() || joined.back().first != bin.first) {
      joined.push_back(bin);
    } else {
      joined.back().count += bin.count;
    }
  }
  bins = std::move(joined);
}

/// Every bin of a lower precision holds whole bins of a higher one.
void coarsen(LatencyDistribution& distribution, unsigned precision) {
  if (distribution.precision == precision) return;
  distribution.precision = precision;
  for (Bin& bin : distribution.bins) {
    const std::uint64_t count = bin.count;
    bin = bin_around(bin.first, precision, distribution.deadline);
    bin.count = count;
  }
  join_equal(distribution.bins);
}

/// With n = 0 there are not more than 65.
void keep_few(LatencyDistribution& distribution) {
  while (distribution.bins.size() > LatencyDistribution::most_bins) {
    coarsen(distribution, distribution.precision - 1);
  }
}

bool is_shorter(const Bin& a, const Bin& b) {
  return a.first < b.first;
}

}  // namespace

std::uint64_t LatencyDistribution::count() const {
  std::uint64_t sum = 0;
  for (const Bin& bin : bins) sum += bin.count;
  return sum;
}

LatencyDistribution distribution_of(std::span<const Duration> latencies, std::uint64_t never,
                                    std::optional<Duration> deadline) {
  LatencyDistribution distribution;
  distribution.never = never;
  distribution.deadline = deadline;
  distribution.bins.reserve(latencies.size());
  for (const Duration latency : latencies) {
    distribution.bins.push_back(bin_around(latency, distribution.precision, deadline));
    distribution.bins.back().count = 1;
  }
  std::sort(distribution.bins.begin(), distribution.bins.end(), is_shorter);
  join_equal(distribution.bins);
  keep_few(distribution);
  return distribution;
}

void add(LatencyDistribution& sum, const LatencyDistribution& more) {
  assert(sum.deadline == more.deadline);
  LatencyDistribution other = more;
  const unsigned precision = std::min(sum.precision, other.precision);
  coarsen(sum, precision);
  coarsen(other, precision);
  sum.never += other.never;
  sum.bins.insert(sum.bins.end(), other.bins.begin(), other.bins.end());
  std::sort(sum.bins.begin(), sum.bins.end(), is_shorter);
  join_equal(sum.bins);
  keep_few(sum);
}

}  // namespace acklab::workload
