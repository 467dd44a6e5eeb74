#pragma once

#include <algorithm>
#include <optional>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"

namespace acklab::congestion {

/// Spreads what is sent over time.
///
/// Every segment books its time on a line of the given rate, and the next one goes when that is
/// over. Who is asked late (timers are: by 50 µs to a millisecond) catches up by sending at once
/// what should have gone, but never more than `most_arrears` of it.
class Pacer {
 public:
  static constexpr Duration most_arrears = std::chrono::milliseconds{2};

  /// Whether a segment may go now; else at next().
  [[nodiscard]] bool allows(Instant now) const { return !next_ || *next_ <= now; }
  [[nodiscard]] std::optional<Instant> next() const { return next_; }

  /// `bytes` were sent while the rate was `rate`; nothing: unlimited.
  void on_sent(Instant now, std::uint64_t bytes, std::optional<BitRate> rate) {
    if (!rate) {
      next_.reset();
      return;
    }
    const Instant earliest = now - most_arrears;
    next_ = std::max(next_.value_or(earliest), earliest) + rate->time_for(bytes);
  }

 private:
  std::optional<Instant> next_;
};

}  // namespace acklab::congestion
