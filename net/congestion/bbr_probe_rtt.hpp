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
    settled_ = false;
    least_.reset();
  }
  /// True when it is over. `in_flight` has to come down to `wanted` first.
  /// `of_round` is the least round trip of the round that ended, if one did.
  bool on_ack(Instant now, std::uint64_t in_flight, std::uint64_t wanted, bool round_ended,
              std::optional<Duration> of_round) {
    if (!until_) {
      if (in_flight > wanted) return false;
      until_ = now + std::chrono::milliseconds{200};
      return false;
    }
    // The round in which it came down still met the queue.
    if (settled_ && of_round) least_ = std::min(least_.value_or(*of_round), *of_round);
    settled_ = settled_ || round_ended;
    return least_ && now >= *until_;
  }
  [[nodiscard]] std::optional<Duration> least() const { return least_; }

 private:
  std::optional<Instant> until_;
  bool settled_ = false;
  std::optional<Duration> least_;
};

}  // namespace acklab::congestion
