#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::congestion {

/// ProbeRTT (draft-ietf-ccwg-bbr §5.3.4): for 200 ms and at least a round trip so little is in
/// flight that nothing queues, and the round trip is measured anew.
class BbrProbeRtt {
 public:
  void begin() {
    until_.reset();
    round_over_ = false;
    least_.reset();
  }
  /// True when it is over. `in_flight` has to come down to `wanted` first.
  bool on_ack(Instant now, std::uint64_t in_flight, std::uint64_t wanted, bool round_ended,
              std::optional<Duration> round_trip) {
    if (!until_) {
      if (in_flight > wanted) return false;
      until_ = now + std::chrono::milliseconds{200};
      return false;
    }
    if (round_trip) least_ = std::min(least_.value_or(*round_trip), *round_trip);
    round_over_ = round_over_ || round_ended;
    return round_over_ && now >= *until_;
  }
  [[nodiscard]] std::optional<Duration> least() const { return least_; }

 private:
  std::optional<Instant> until_;
  bool round_over_ = false;
  std::optional<Duration> least_;
};

}  // namespace acklab::congestion
