#include "net/transport/rtt_estimator.hpp"

#include <algorithm>

namespace acklab::transport {

RttEstimator::RttEstimator(const RtoLimits& limits)
    : limits_(limits), base_(std::min(limits.initial, limits.max)) {}

void RttEstimator::add_sample(Duration rtt, std::uint64_t samples_per_round_trip) {
  rtt = std::max(rtt, Duration{1});
  const auto samples =
      static_cast<std::int64_t>(std::max<std::uint64_t>(samples_per_round_trip, 1));
  note_minimum(rtt);
  recent_[samples_++ % kept_samples] = rtt;
  if (!smoothed_) {
    smoothed_ = rtt;
    variation_ = rtt / 2;
  } else {
    const Duration difference = *smoothed_ > rtt ? *smoothed_ - rtt : rtt - *smoothed_;
    *variation_ += (difference - *variation_) / (4 * samples);
    *smoothed_ += (rtt - *smoothed_) / (8 * samples);
  }
  const Duration computed = *smoothed_ + std::max(limits_.granularity, 4 * *variation_);
  base_ = std::min(std::max(computed, limits_.min), limits_.max);
  doublings_ = 0;
}

void RttEstimator::note_minimum(Duration rtt) {
  rtt = std::max(rtt, Duration{1});
  minimum_ = minimum_ ? std::min(*minimum_, rtt) : rtt;
}

std::optional<RttEstimator::Typical> RttEstimator::typical() const {
  if (samples_ == 0) return std::nullopt;
  std::array<Duration, kept_samples> sorted = recent_;
  const auto count = std::min(samples_, kept_samples);
  const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(count);
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(count / 2);
  std::nth_element(sorted.begin(), middle, end);
  const Duration median = *middle;
  std::transform(sorted.begin(), end, sorted.begin(), [median](Duration sample) {
    return sample > median ? sample - median : median - sample;
  });
  std::nth_element(sorted.begin(), middle, end);
  return Typical{median, *middle};
}

void RttEstimator::back_off() {
  if (timeout() < limits_.max) ++doublings_;
}

void RttEstimator::restart_after_lost_syn() {
  if (smoothed_) return;
  doublings_ = 0;
  base_ = std::min<Duration>(std::max<Duration>(base_, std::chrono::seconds{3}), limits_.max);
}

Duration RttEstimator::timeout() const {
  Duration timeout = base_;
  for (std::uint32_t step = 0; step < doublings_ && timeout < limits_.max; ++step) timeout *= 2;
  return std::min(timeout, limits_.max);
}

}  // namespace acklab::transport
