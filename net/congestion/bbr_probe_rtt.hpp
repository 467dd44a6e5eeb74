#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::congestion {

/// ProbeRTT (draft-ietf-ccwg-bbr §5.3.4): for 200 ms and at least two round trips so little is in
/// flight that nothing queues, and the round trip is measured anew.
class BbrProbeRtt {
 public:
  void begin() {
    until_.reset();
    rounds_ = 0;
    least_.reset();
    least_sample_.reset();
  }
  /// True when it is over. `in_flight` has to come down to `wanted` first.
  /// `of_round` is the least round trip of the round that ended, if one did.
  bool on_ack(Instant now, std::uint64_t in_flight, std::uint64_t wanted, bool round_ended,
              std::optional<Duration> of_round, std::optional<Duration> of_sample) {
    if (!until_) {
      if (in_flight > wanted) return false;
      until_ = now + std::chrono::milliseconds{200};
      return false;
    }
    // The round in which it came down still met the queue.
    if (rounds_ > 0 && of_round) least_ = std::min(least_.value_or(*of_round), *of_round);
    if (rounds_ > 0 && of_sample) {
      least_sample_ = std::min(least_sample_.value_or(*of_sample), *of_sample);
    }
    rounds_ += round_ended ? 1 : 0;
    return rounds_ > 1 && now >= *until_;
  }
  [[nodiscard]] std::optional<Duration> least() const { return least_ ? least_ : least_sample_; }

 private:
  std::optional<Instant> until_;
  std::uint32_t rounds_ = 0;
  std::optional<Duration> least_;         // of whole rounds
  std::optional<Duration> least_sample_;  // where the rounds have too few samples
};

}  // namespace acklab::congestion
