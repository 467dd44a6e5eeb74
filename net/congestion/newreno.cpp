#include "net/congestion/newreno.hpp"

#include <algorithm>

namespace acklab::congestion {

NewReno::NewReno(const ControllerSettings& settings)
    : segment_bytes_(std::max(settings.segment_bytes, 1U)),
      initial_window_bytes_(std::max(settings.initial_window_bytes, segment_bytes_)),
      window_bytes_(initial_window_bytes_) {}

void NewReno::on_ack(const AckSample& sample) {
  if (!sample.window_was_limit) return;
  if (in_slow_start()) {
    // RFC 3465 §2.3: L is two segments, but one after a timeout, when a single ACK may cover
    // much that the retransmission did not deliver.
    const std::uint64_t limit = (after_timeout_ ? 1 : 2) * segment_bytes_;
    window_bytes_ += std::min(sample.delivered_bytes, limit);
    return;
  }
  // RFC 3465 §2.1: one segment more for each window of bytes delivered.
  counted_bytes_ += sample.delivered_bytes;
  if (counted_bytes_ >= window_bytes_) {
    counted_bytes_ -= window_bytes_;
    window_bytes_ += segment_bytes_;
  }
}

void NewReno::on_loss_event(std::uint64_t flight_bytes) {
  before_reduction_ = Before{window_bytes_, threshold_bytes_};
  threshold_bytes_ = halved(flight_bytes);
  window_bytes_ = *threshold_bytes_;
  counted_bytes_ = 0;
}

void NewReno::on_congestion_mark(std::uint64_t flight_bytes) {
  const std::uint64_t before = window_bytes_;
  on_loss_event(flight_bytes);
  window_bytes_ = std::min(window_bytes_, before);
  before_reduction_.reset();
}

void NewReno::on_timeout(std::uint64_t flight_bytes, bool repeated) {
  if (!repeated) {
    before_reduction_ = Before{window_bytes_, threshold_bytes_};
    threshold_bytes_ = halved(flight_bytes);
  }
  window_bytes_ = segment_bytes_;  // the loss window, RFC 5681 §3.1
  counted_bytes_ = 0;
  after_timeout_ = true;
}

void NewReno::on_recovered() {
  after_timeout_ = false;
}

void NewReno::on_spurious_loss() {
  if (!before_reduction_) return;
  window_bytes_ = std::max(window_bytes_, before_reduction_->window_bytes);
  threshold_bytes_ = before_reduction_->threshold_bytes;
  before_reduction_.reset();
  after_timeout_ = false;
}

void NewReno::on_idle_restart() {
  window_bytes_ = std::min(window_bytes_, initial_window_bytes_);
}

std::uint64_t NewReno::halved(std::uint64_t flight_bytes) const {
  // What limited transmit sent beyond the window does not count (RFC 3042 §2).
  const std::uint64_t half = std::min(flight_bytes, window_bytes_) / 2;
  // Whole segments: a fraction of one could never be sent, but would slow the growth.
  return std::max(half - half % segment_bytes_, 2 * segment_bytes_);
}

}  // namespace acklab::congestion
