#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "net/base/time.hpp"

namespace acklab::congestion {

/// The round trip that an eighth of a round's samples do not exceed.
///
/// The least of all would believe the few segments that overtook the others: on a path that
/// reorders, a model built on them has next to nothing in flight.
class LowRoundTrip {
 public:
  void add(Duration round_trip) {
    // Every sample of a short round, some of a long one: enough for an eighth.
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
    if (samples_.empty()) return std::nullopt;
    const auto eighth = samples_.begin() + static_cast<std::ptrdiff_t>(samples_.size() / 8);
    std::nth_element(samples_.begin(), eighth, samples_.end());
    return *eighth;
  }
  void clear() {
    samples_.clear();
    seen_ = 0;
    stride_ = 1;
  }

 private:
  static constexpr std::size_t most_samples = 256;
  std::vector<Duration> samples_;
  std::size_t seen_ = 0;
  std::size_t stride_ = 1;
};

}  // namespace acklab::congestion
