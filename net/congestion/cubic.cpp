#include "net/congestion/cubic.hpp"

#include <algorithm>

#include "net/congestion/share.hpp"

namespace acklab::congestion {
namespace {

constexpr std::uint64_t cubic_beta_percent = 70;
// α = 3 (1 - β) / (1 + β): with it Reno-friendly growth is as fast as Reno's (§4.3).
constexpr std::uint64_t alpha_numerator = 9;
constexpr std::uint64_t alpha_denominator = 17;
constexpr std::uint64_t slow_start_segments = 8;  // L of RFC 9406 §4.2 without pacing

}  // namespace

Cubic::Cubic(const ControllerSettings& settings)
    : segment_bytes_(std::max(settings.segment_bytes, 1U)),
      initial_window_bytes_(std::max(settings.initial_window_bytes, segment_bytes_)),
      window_(initial_window_bytes_ * fine) {}

void Cubic::on_ack(const AckSample& sample) {
  if (!sample.window_was_limit) {
    // Time in which the window was not used must not count for its growth (§5.8).
    if (epoch_ && last_ack_) epoch_->began += sample.now - *last_ack_;
  } else if (in_slow_start()) {
    grow_in_slow_start(sample);
  } else {
    avoid_congestion(sample);
  }
  last_ack_ = sample.now;
}

void Cubic::grow_in_slow_start(const AckSample& sample) {
  if (!threshold_bytes_) hystart_.on_ack(sample);
  if (!threshold_bytes_ && hystart_.phase() == HyStart::Phase::over) {
    threshold_bytes_ = window_bytes();
    plateau_bytes_ = window_bytes();
    return;
  }
  // RFC 3465 §2.3: one segment after a timeout, when one ACK may cover much that the
  // retransmission did not deliver.
  const std::uint64_t most = (after_timeout_ ? 1 : slow_start_segments) * segment_bytes_;
  const std::uint64_t divisor = threshold_bytes_ ? 1 : hystart_.growth_divisor();
  window_ += std::min(sample.delivered_bytes, most) * fine / divisor;
}

void Cubic::begin_epoch(Instant now) {
  if (flat_epoch_) plateau_bytes_ = window_bytes();
  flat_epoch_ = false;
  epoch_.emplace(Epoch{{segment_bytes_, window_bytes(), plateau_bytes_}, now, window_});
}

void Cubic::avoid_congestion(const AckSample& sample) {
  if (!epoch_) begin_epoch(sample.now);
  const Duration elapsed = sample.now - epoch_->began;
  const bool caught_up = epoch_->reno_window >= prior_window_bytes_ * fine;
  const std::uint64_t grown = share_of(sample.delivered_bytes * fine, segment_bytes_,
                                       std::max<std::uint64_t>(window_bytes(), 1));
  epoch_->reno_window += caught_up ? grown : share_of(grown, alpha_numerator, alpha_denominator);
  if (epoch_->curve.window_bytes(elapsed) * fine < epoch_->reno_window) {
    window_ = std::max(window_, epoch_->reno_window);
    return;
  }
  const Duration round_trip = sample.smoothed_round_trip.value_or(Duration::zero());
  const std::uint64_t target = std::clamp(epoch_->curve.window_bytes(elapsed + round_trip) * fine,
                                          window_, window_ + window_ / 2);
  window_ += share_of(target - window_, sample.delivered_bytes,
                      std::max<std::uint64_t>(window_bytes(), 1));
}

void Cubic::reduce(std::uint64_t flight_bytes) {
  before_reduction_.emplace(
      Before{window_, threshold_bytes_, hystart_, plateau_bytes_, prior_window_bytes_, epoch_});
  const std::uint64_t window = window_bytes();
  // Fast convergence (§4.7): whoever did not get back to where it was gives up more.
  plateau_bytes_ =
      window < plateau_bytes_ ? percent_of(window, (100 + cubic_beta_percent) / 2) : window;
  prior_window_bytes_ = window;
  // What limited transmit sent beyond the window does not count (RFC 3042 §2).
  const std::uint64_t left = percent_of(std::min(flight_bytes, window), cubic_beta_percent);
  // Whole segments: a fraction of one could never be sent, but would be a head start.
  threshold_bytes_ = std::max(left - left % segment_bytes_, 2 * segment_bytes_);
  epoch_.reset();
  hystart_.finish();
}

void Cubic::on_loss_event(std::uint64_t flight_bytes) {
  reduce(flight_bytes);
  flat_epoch_ = false;
  window_ = *threshold_bytes_ * fine;
}

void Cubic::on_congestion_mark(std::uint64_t flight_bytes) {
  const std::uint64_t before = window_;
  on_loss_event(flight_bytes);
  window_ = std::min(window_, before);
  before_reduction_.reset();
}

void Cubic::on_timeout(std::uint64_t flight_bytes, bool repeated) {
  if (!repeated) reduce(flight_bytes);
  epoch_.reset();
  flat_epoch_ = true;
  after_timeout_ = true;
  window_ = segment_bytes_ * fine;
}

void Cubic::on_spurious_loss() {
  if (!before_reduction_) return;
  window_ = std::max(window_, before_reduction_->window);
  threshold_bytes_ = before_reduction_->threshold_bytes;
  hystart_ = before_reduction_->hystart;
  plateau_bytes_ = before_reduction_->plateau_bytes;
  prior_window_bytes_ = before_reduction_->prior_window_bytes;
  epoch_ = before_reduction_->epoch;
  before_reduction_.reset();
  flat_epoch_ = false;
  after_timeout_ = false;
}

void Cubic::on_idle_restart() {
  window_ = std::min(window_, initial_window_bytes_ * fine);
  epoch_.reset();
}

}  // namespace acklab::congestion
