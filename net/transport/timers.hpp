#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// What a connection can be waiting for.
enum class Timer : std::uint8_t {
  retransmission,   // RFC 6298
  tail_loss_probe,  // RFC 8985 §7; while it runs the retransmission timer does not
  reordering,       // RFC 8985 §6.2 step 5: something may turn out to be lost
  persist,          // RFC 9293 §3.8.6.1
  pacing,           // the next segment may go, as far as the pace has a say
  delayed_ack,      // RFC 9293 §3.8.6.3
  give_up,          // RFC 9293 §3.8.3, R2
  time_wait,        // RFC 9293 §3.6
  keep_alive,       // RFC 9293 §3.8.4
  hole,             // without retransmission: what is missing is passed over
};

inline constexpr std::size_t timer_count = static_cast<std::size_t>(Timer::hole) + 1;

/// At most one instant for each Timer.
class Timers {
 public:
  void set(Timer timer, std::optional<Instant> at) { slot(timer) = at; }
  void stop(Timer timer) { slot(timer).reset(); }
  void stop_all() { slots_ = {}; }
  [[nodiscard]] std::optional<Instant> at(Timer timer) const {
    return slots_[static_cast<std::size_t>(timer)];
  }
  [[nodiscard]] bool running(Timer timer) const { return at(timer).has_value(); }

  /// Whether the timer has come by `now`; it is then stopped.
  [[nodiscard]] bool take_expired(Timer timer, Instant now) {
    if (!slot(timer) || *slot(timer) > now) return false;
    stop(timer);
    return true;
  }

  [[nodiscard]] std::optional<Instant> earliest() const {
    std::optional<Instant> first;
    for (const auto& at : slots_) {
      if (at) first = first ? std::min(*first, *at) : *at;
    }
    return first;
  }

 private:
  [[nodiscard]] std::optional<Instant>& slot(Timer timer) {
    return slots_[static_cast<std::size_t>(timer)];
  }
  std::array<std::optional<Instant>, timer_count> slots_{};
};

}  // namespace acklab::transport
