// What happens by itself, and when.

#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

void Connection::Parts::run_timers(Instant now) {
  tell_expired(now);
  if (timers.take_expired(Timer::give_up, now)) {
    on_give_up(now);
    return;
  }
  if (timers.take_expired(Timer::time_wait, now)) {
    finish(now, Transition::time_wait_over, CloseReason::finished);
    return;
  }
  if (timers.take_expired(Timer::keep_alive, now)) on_keep_alive(now);
  // To be asked for the next segment is all that pacing wants.
  static_cast<void>(timers.take_expired(Timer::pacing, now));
  if (timers.take_expired(Timer::delayed_ack, now)) acks.on_delay_over();
  if (timers.take_expired(Timer::reordering, now) && controller) find_losses(now);
  if (timers.take_expired(Timer::persist, now)) window_probe_due = true;
  if (timers.take_expired(Timer::hole, now)) pass_over_holes(now);
  if (timers.take_expired(Timer::tail_loss_probe, now)) {
    // The probe takes the place of the timeout, which counts anew from it (RFC 8985 §7.3).
    timers.set(Timer::retransmission, now + rtt.timeout());
    tail_probe.request();
  }
  if (timers.take_expired(Timer::retransmission, now)) on_retransmission_timeout(now);
  settle();
  tell_changes(now);
}

void Connection::Parts::on_retransmission_timeout(Instant now) {
  if (scoreboard.empty()) return;
  if (arq.numbers_segments) {
    on_segment_timeout(now);
    return;
  }
  ++statistics.timeouts;
  note_unanswered(now);
  const LossDetector::Context context = loss_context(now);
  if (scoreboard.front().fate == SentSegment::Fate::sacked) {
    scoreboard.forget_sacks();  // a receiver that still had it would have acknowledged it
  }
  const bool repeated = timeout_una == send.una();
  timeout_una = send.una();
  suspect_black_hole(repeated);
  if (controller && !scoreboard.front().probe) {
    if (!controller->follows_model() || !still_delivering(now)) {
      controller->on_timeout(send.outstanding(), repeated);
      ecn.note_reduction();
    }
    recovery.enter_after_timeout(send.next());
    spurious.begin(SpuriousLoss::Trigger::timeout);
    forward_rto.give_up();
    const bool may_doubt = config.mechanisms.loss_detection == LossDetection::rack;
    if (may_doubt && !agreement.timestamps && !repeated) forward_rto.begin(now);
  }
  scoreboard.mark_lost(scoreboard.first_number(), RetransmissionCause::timeout);
  while (const auto oldest = scoreboard.oldest_in_flight()) {
    if (!losses.old_enough(scoreboard.at(*oldest).last_sent, context)) break;
    scoreboard.mark_lost(*oldest, RetransmissionCause::timeout);
  }
  losses.forget_duplicates();
  tail_probe.forget();
  timers.stop(Timer::tail_loss_probe);
  timers.stop(Timer::reordering);
  if (config.mechanisms.backoff) rtt.back_off();
  timers.set(Timer::retransmission, now + rtt.timeout());
  retransmit_now = true;
}

void Connection::Parts::on_give_up(Instant now) {
  finish(now, Transition::give_up, CloseReason::timed_out);
}

/// RFC 6298 §5.2 and §5.3: after an ACK of new data.
void Connection::Parts::restart_retransmission_timer(Instant now) {
  timers.stop(Timer::tail_loss_probe);
  if (scoreboard.empty()) {
    timers.stop(Timer::retransmission);
    return;
  }
  timers.set(Timer::retransmission,
             arq.numbers_segments ? oldest_segment_timeout() : now + rtt.timeout());
  arm_tail_loss_probe(now);
}

/// RFC 6298 §5.1: after each segment that will have to be acknowledged.
void Connection::Parts::note_transmission(Instant now) {
  if (window_closed()) return;
  if (!timers.running(Timer::retransmission)) {
    timers.set(Timer::retransmission, now + rtt.timeout());
  }
  arm_tail_loss_probe(now);
}

ProbeContext Connection::Parts::probe_context() const {
  ProbeContext context{*rtt.smoothed(),       std::nullopt,       agreement.peer_max_ack_delay,
                       config.max_ack_delay,  send.outstanding(), agreement.segment_bytes,
                       tail_probe.too_early()};
  if (context.asks_for_typical()) context.typical = rtt.typical();
  return context;
}

/// RFC 8985 §7.2.
void Connection::Parts::arm_tail_loss_probe(Instant now) {
  const bool eligible = config.mechanisms.fast_retransmit && config.mechanisms.retransmission &&
                        config.mechanisms.loss_detection == LossDetection::rack && agreement.sack &&
                        controller && rtt.smoothed() && !recovery.active() &&
                        scoreboard.sacked_segments() == 0 && !tail_probe.under_way();
  if (!eligible || !timers.running(Timer::retransmission)) return;
  const Duration wait = probe_timeout(probe_context());
  timers.set(Timer::tail_loss_probe, std::min(now + wait, *timers.at(Timer::retransmission)));
}

/// Brings the timers that follow from the state, not from an event, up to date.
void Connection::Parts::settle() {
  if (machine.state() == State::closed) return;
  if (machine.state() != State::time_wait) {
    const auto since = unanswered_since();
    const bool connecting = !scoreboard.empty() && scoreboard.front().syn;
    const Duration patience = connecting ? config.give_up_connecting_after : config.give_up_after;
    timers.set(Timer::give_up, since ? std::optional{*since + patience} : std::nullopt);
  }
  if (acks.deadline() && !acks.due()) timers.set(Timer::delayed_ack, acks.deadline());
  if (!acks.deadline()) timers.stop(Timer::delayed_ack);
  settle_keep_alive();
  settle_holes();
  if (window_closed()) {
    timers.stop(Timer::retransmission);
    timers.stop(Timer::tail_loss_probe);
    timers.stop(Timer::reordering);
  }
}

/// Nothing can be sent any more: if that is the peer's window, it has to be probed (RFC 9293
/// §3.8.6.1).
void Connection::Parts::settle_blocked(Instant now) {
  settle();
  const bool waiting = send.anything_unsent() || !scoreboard.empty();
  const bool held_back = scoreboard.empty() && send.anything_unsent();
  if (!controller || !waiting || !(window_closed() || held_back)) {
    timers.stop(Timer::persist);
    window_probes = 0;
    stuck_since.reset();
    return;
  }
  if (!config.mechanisms.persist) {
    // Unless the peer opens its window by itself, this ends as any unanswered wait.
    if (!stuck_since) stuck_since = now;
    settle();
    return;
  }
  if (timers.running(Timer::persist)) return;
  Duration interval = rtt.timeout_before_backoff();
  for (std::uint32_t probe = 0; probe < window_probes && interval < config.max_rto; ++probe) {
    interval *= 2;
  }
  timers.set(Timer::persist, now + std::min(interval, config.max_rto));
}

bool Connection::Parts::window_closed() const {
  return controller && config.mechanisms.acks && peer_window.edge() <= send.una();
}

void Connection::Parts::on_window_reopened(Instant now) {
  timers.stop(Timer::persist);
  window_probe_due = false;
  window_probes = 0;
  if (scoreboard.empty() || !config.mechanisms.retransmission) return;
  // What probed the closed window was not taken: it goes again without waiting.
  scoreboard.mark_lost(scoreboard.first_number(), RetransmissionCause::zero_window_probe);
  retransmit_now = true;
  timers.set(Timer::retransmission, now + rtt.timeout());
}

/// Since when the peer owes an answer to the oldest unacknowledged byte: while ACKs move on, one
/// that waits its turn to be sent again does not count as left unanswered. A peer that answers
/// probes of its closed window may leave it closed for as long as it likes (RFC 9293 §3.8.6.1).
std::optional<Instant> Connection::Parts::unanswered_since() const {
  if (stuck_since) return stuck_since;
  if (scoreboard.empty()) return std::nullopt;
  if (window_closed()) return probe_unanswered_since;
  const Instant first = scoreboard.front().first_sent;
  return last_answer ? std::max(first, *last_answer) : first;
}

}  // namespace acklab::transport
