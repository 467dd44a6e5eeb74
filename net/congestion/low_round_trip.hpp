#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::congestion {

/// The round trip that a quarter of the samples do not exceed; nothing of fewer than 32.
///
/// The least of all would believe the few segments that overtook the others: on a path that
/// reorders, a model built on them has next to nothing in flight.
class LowRoundTrip {
 public:
  void add(Duration round_trip) {
    // Every sample of a short round, some of a long one: enough for a quarter.
    if (seen_++ % stride_ != 0) return;
    if (samples_.size() == most_samples) {
      for (std::size_t kept = 0; kept < most_samples / 2; ++kept)
        samples_[kept] = samples_[2 * kept];
      samples_.resize(most_samples / 2);
      stride_ *= 2;
    }
    samples_.push_back(round_trip);
  }
  [[nodiscard]] std::optional<Duration> value() {
    if (samples_.size() < fewest_samples) return std::nullopt;
    const auto quarter = samples_.begin() + static_cast<std::ptrdiff_t>(samples_.size() / 4);
    std::nth_element(samples_.begin(), quarter, samples_.end());
    return *quarter;
  }
  void clear() {
    samples_.clear();
    seen_ = 0;
    stride_ = 1;
  }

 private:
  static constexpr std::size_t fewest_samples = 32;
  static constexpr std::size_t most_samples = 256;
  std::vector<Duration> samples_;
  std::size_t seen_ = 0;
  std::size_t stride_ = 1;
};

}  // namespace acklab::congestion
