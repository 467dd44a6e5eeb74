#include "sim/link/record/duration_histogram.hpp"

#include <algorithm>
#include <bit>

namespace acklab::link {

std::size_t DurationHistogram::bucket_of(std::uint64_t nanos) {
  if (nanos < linear_buckets) return static_cast<std::size_t>(nanos);
  // The six leading bits of the value select the bucket: 32 … 63 after the shift.
  const auto shift = static_cast<std::size_t>(std::bit_width(nanos)) - 6;
  const auto leading = static_cast<std::size_t>(nanos >> shift);
  return linear_buckets + (shift - 1) * buckets_per_doubling + (leading - buckets_per_doubling);
}

std::uint64_t DurationHistogram::largest_in(std::size_t bucket) {
  if (bucket < linear_buckets) return bucket;
  const std::size_t shift = (bucket - linear_buckets) / buckets_per_doubling + 1;
  const std::size_t leading =
      (bucket - linear_buckets) % buckets_per_doubling + buckets_per_doubling;
  return ((static_cast<std::uint64_t>(leading) + 1) << shift) - 1;
}

void DurationHistogram::record(Duration duration) {
  const std::int64_t signed_nanos = std::max<std::int64_t>(duration.count(), 0);
  const auto nanos = static_cast<std::uint64_t>(signed_nanos);
  ++buckets_[bucket_of(nanos)];
  ++count_;
  max_nanos_ = std::max(max_nanos_, nanos);
}

Duration DurationHistogram::percentile(std::uint32_t per_mille) const {
  if (count_ == 0) return Duration{};
  // Nearest rank, rounded up, in an order that cannot overflow.
  const std::uint64_t share = std::min<std::uint32_t>(per_mille, 1000);
  const std::uint64_t rank =
      std::max<std::uint64_t>(count_ / 1000 * share + (count_ % 1000 * share + 999) / 1000, 1);
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
    seen += buckets_[bucket];
    if (seen >= rank) {
      return Duration{static_cast<std::int64_t>(std::min(largest_in(bucket), max_nanos_))};
    }
  }
  return max();
}

}  // namespace acklab::link
