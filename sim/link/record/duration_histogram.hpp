#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "net/base/time.hpp"

namespace acklab::link {

/// Counts durations in buckets that grow with the value: exact below 64 ns, within 1/32 above.
///
/// Integers only and of fixed size, so that counting costs a few nanoseconds and never
/// memory.
class DurationHistogram {
 public:
  /// A negative duration counts as zero.
  void record(Duration duration);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// The smallest recorded bound that `per_mille` of all records do not exceed, at most 1/32 above
  /// the true value; zero when nothing was recorded.
  [[nodiscard]] Duration percentile(std::uint32_t per_mille) const;
  [[nodiscard]] Duration max() const { return Duration{static_cast<std::int64_t>(max_nanos_)}; }

 private:
  // 64 buckets of one nanosecond, then 32 for each doubling up to 2^63.
  static constexpr std::size_t linear_buckets = 64;
  static constexpr std::size_t buckets_per_doubling = 32;
  static constexpr std::size_t bucket_count = linear_buckets + 57 * buckets_per_doubling;

  [[nodiscard]] static std::size_t bucket_of(std::uint64_t nanos);
  [[nodiscard]] static std::uint64_t largest_in(std::size_t bucket);

  std::array<std::uint64_t, bucket_count> buckets_{};
  std::uint64_t count_ = 0;
  std::uint64_t max_nanos_ = 0;
};

}  // namespace acklab::link
