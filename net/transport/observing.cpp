// What an observer is told, and when (observation.hpp). Without one nothing of this costs more than
// a glance at a pointer.

#include <cassert>
#include <utility>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

const char* to_string(Sending sending) {
  switch (sending) {
    case Sending::first:
      return "first";
    case Sending::retransmission:
      return "retransmission";
    case Sending::tail_loss_probe:
      return "tail_loss_probe";
    case Sending::zero_window_probe:
      return "zero_window_probe";
    case Sending::path_mtu_probe:
      return "path_mtu_probe";
    case Sending::keep_alive:
      return "keep_alive";
    case Sending::acknowledgment:
      return "acknowledgment";
    case Sending::reset:
      return "reset";
  }
  assert(false && "every reason has a name");
  return "";
}

const char* to_string(Timer timer) {
  switch (timer) {
    case Timer::retransmission:
      return "retransmission";
    case Timer::tail_loss_probe:
      return "tail_loss_probe";
    case Timer::reordering:
      return "reordering";
    case Timer::persist:
      return "persist";
    case Timer::pacing:
      return "pacing";
    case Timer::delayed_ack:
      return "delayed_ack";
    case Timer::give_up:
      return "give_up";
    case Timer::time_wait:
      return "time_wait";
    case Timer::keep_alive:
      return "keep_alive";
    case Timer::hole:
      return "hole";
  }
  assert(false && "every timer has a name");
  return "";
}

void Connection::Parts::tell(Instant now, const Observation& what) const {
  if (watch) watch->observer(now, what);
}

/// A segment is about to be handled.
void Connection::Parts::tell_arrival(Instant now, const wire::Segment& segment, bool marked) {
  if (!watch) return;
  watch->arriving = statistics.segments_received - 1;
  tell(now, SegmentReceived{segment, *watch->arriving, marked});
}

/// An ACK told of something behind a hole, or moved on.
void Connection::Parts::remember_evidence(bool advanced, bool told_of_more) {
  if (!watch || !watch->arriving) return;
  if (advanced && !recovery.active()) watch->behind_a_hole.clear();
  if (!told_of_more && !(advanced && recovery.active())) return;
  watch->behind_a_hole.push_back(*watch->arriving);
  if (watch->behind_a_hole.size() > Watch::most_acks) watch->behind_a_hole.pop_front();
}

void Connection::Parts::tell_departure(Instant now, const wire::Segment& segment) {
  if (!watch) return;
  Sending why = watch->why;
  const bool bare = segment.sender.sequence_length() == 0;
  if (segment.rst) {
    why = Sending::reset;
  } else if (bare && why == Sending::first) {
    why = Sending::acknowledgment;
  }
  tell(now,
       SegmentSent{segment, statistics.segments_sent - 1, why, watch->cause, watch->transmission});
  watch->why = Sending::first;
  watch->cause.reset();
  watch->transmission = 1;
}

void Connection::Parts::tell_expired(Instant now) const {
  if (!watch) return;
  for (std::size_t index = 0; index < timer_count; ++index) {
    const auto timer = static_cast<Timer>(index);
    const auto at = timers.at(timer);
    if (at && *at <= now) tell(now, TimerExpired{timer, *at});
  }
}

/// What became of the state in the meantime.
void Connection::Parts::tell_changes(Instant now) {
  if (!watch) return;
  for (const auto& [range, cause] : std::exchange(watch->losses, {})) {
    LossFound found{range, cause, {}};
    const bool by_timer = cause == RetransmissionCause::timeout || !watch->arriving;
    if (!by_timer) {
      found.told_by.assign(watch->behind_a_hole.begin(), watch->behind_a_hole.end());
    }
    tell(now, found);
  }
  watch->arriving.reset();
  for (std::size_t index = 0; index < timer_count; ++index) {
    const auto timer = static_cast<Timer>(index);
    if (watch->timers[index] == timers.at(timer)) continue;
    watch->timers[index] = timers.at(timer);
    tell(now, TimerChanged{timer, timers.at(timer)});
  }
  if (controller) {
    const std::pair window{controller->window_bytes(), controller->slow_start_threshold_bytes()};
    if (window != watch->window) {
      watch->window = window;
      tell(now, WindowChanged{window.first, window.second, in_flight()});
    }
  }
  if (watch->state != machine.state()) {
    watch->state = machine.state();
    tell(now, StateChanged{machine.state()});
  }
}

void Connection::Parts::tell_round_trip(Instant now, Duration sample) const {
  if (!watch) return;
  tell(now, RoundTripMeasured{sample, *rtt.smoothed(), *rtt.variation(), rtt.timeout()});
}

void Connection::observe(Observer observer) {
  if (!observer) {
    parts_->watch.reset();
    parts_->scoreboard.tell_losses(nullptr);
    return;
  }
  parts_->watch = std::make_unique<Watch>();
  parts_->watch->observer = std::move(observer);
  parts_->scoreboard.tell_losses(&parts_->watch->losses);
}

}  // namespace acklab::transport
