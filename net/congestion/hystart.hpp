#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"
#include "net/congestion/ack_sample.hpp"

namespace acklab::congestion {

/// HyStart++ (RFC 9406): leaves slow start when the round trip grows, before the queue overflows.
class HyStart {
 public:
  enum class Phase : std::uint8_t {
    slow_start,
    conservative,  // CSS: grows a quarter as fast and watches whether the delay stays
    over,
  };

  /// An acknowledgement in the first slow start; `sample` says when a round is over.
  void on_ack(const AckSample& sample);
  /// A loss has ended slow start.
  void finish() { phase_ = Phase::over; }

  [[nodiscard]] Phase phase() const { return phase_; }
  /// By what the growth of the window is divided.
  [[nodiscard]] std::uint64_t growth_divisor() const {
    return phase_ == Phase::conservative ? 4 : 1;
  }

 private:
  void begin_round(std::uint64_t total_delivered_bytes);
  void look_for_delay();

  Phase phase_ = Phase::slow_start;
  std::uint64_t round_ends_at_ = 0;  // of RateSample::prior_delivered_bytes
  std::uint32_t samples_ = 0;        // in this round
  std::optional<Duration> least_;
  std::optional<Duration> least_of_last_round_;
  std::optional<Duration> baseline_;  // CSS began with it
  std::uint32_t conservative_rounds_ = 0;
};

}  // namespace acklab::congestion
