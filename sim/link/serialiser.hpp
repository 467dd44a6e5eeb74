#pragma once

#include <cstdint>
#include <optional>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"

namespace acklab::link {

/// Puts packets on a line of a given rate one behind the other (netem `rate`): store and forward,
/// so a packet moves on when its last bit is out.
///
/// Exact: the end of a busy period is a fraction of integers, and what rounding cuts off is carried
/// on to the next packet. After any number of packets back to back, the last is rounded up to a
/// nanosecond once, and not once a packet. Without a rate packets take no time.
class Serialiser {
 public:
  explicit Serialiser(std::optional<BitRate> rate) : rate_(rate) {}

  /// When a packet that arrives at `now` would begin to be sent, rounded up to a nanosecond: `now`
  /// itself when the line is idle.
  [[nodiscard]] Instant start_for(Instant now) const { return free_at() <= now ? now : free_at(); }

  /// Sends a packet behind all before it and returns when its last bit is out, rounded up to a
  /// nanosecond. Arrivals never go backwards.
  [[nodiscard]] Instant send(Instant arrival, std::uint64_t bytes);

 private:
  [[nodiscard]] Instant free_at() const {
    return excess_ > 0 ? later_nanosecond(free_since_) : free_since_;
  }
  [[nodiscard]] static Instant later_nanosecond(Instant instant);

  std::optional<BitRate> rate_;
  // The line is free from free_since_ + excess_ / rate nanoseconds on; 0 ≤ excess_ < rate.
  Instant free_since_ = Instant::min();
  std::uint64_t excess_ = 0;
};

}  // namespace acklab::link
