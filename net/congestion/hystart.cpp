#include "net/congestion/hystart.hpp"

#include <algorithm>

namespace acklab::congestion {
namespace {

// RFC 9406 §4.3.
constexpr Duration least_threshold = std::chrono::milliseconds{4};
constexpr Duration largest_threshold = std::chrono::milliseconds{16};
constexpr std::int64_t threshold_divisor = 8;
constexpr std::uint32_t samples_wanted = 8;
constexpr std::uint32_t rounds_to_be_sure = 5;

}  // namespace

void HyStart::on_ack(const AckSample& sample) {
  if (phase_ == Phase::over) return;
  if (sample.rate && sample.rate->prior_delivered_bytes >= round_ends_at_) {
    begin_round(sample.total_delivered_bytes);
  }
  if (phase_ == Phase::over || !sample.round_trip) return;
  least_ = std::min(least_.value_or(*sample.round_trip), *sample.round_trip);
  ++samples_;
  look_for_delay();
}

void HyStart::begin_round(std::uint64_t total_delivered_bytes) {
  round_ends_at_ = total_delivered_bytes;
  if (least_) least_of_last_round_ = least_;
  least_.reset();
  samples_ = 0;
  if (phase_ == Phase::conservative && ++conservative_rounds_ >= rounds_to_be_sure) {
    phase_ = Phase::over;
  }
}

void HyStart::look_for_delay() {
  if (samples_ < samples_wanted) return;
  if (phase_ == Phase::conservative) {
    // The delay has gone again: it was no queue of ours.
    if (*least_ < *baseline_) {
      phase_ = Phase::slow_start;
      conservative_rounds_ = 0;
    }
    return;
  }
  if (!least_of_last_round_) return;
  const Duration threshold = std::clamp<Duration>(*least_of_last_round_ / threshold_divisor,
                                                  least_threshold, largest_threshold);
  if (*least_ < *least_of_last_round_ + threshold) return;
  phase_ = Phase::conservative;
  baseline_ = least_;
  conservative_rounds_ = 0;
}

}  // namespace acklab::congestion
