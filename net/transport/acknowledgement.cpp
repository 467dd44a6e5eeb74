// What an acceptable ACK means for what is outstanding (RFC 9293 §3.10.7.4, fifth step; RFC 5681,
// 6582, 6675, 8985).

#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

void Connection::Parts::take_ack(Instant now, const Arrival& arrival) {
  const std::uint64_t ack = *arrival.ack;
  const std::uint64_t una = send.una();
  if (ack < una) return;  // an old ACK: everything it says was said better since
  const std::uint64_t flight = send.outstanding();
  const bool advanced = ack > una;
  const bool was_closed = window_closed();
  if (advanced || was_closed || window_probes > 0) {
    last_answer = now;
    trouble = {};
  }
  probe_unanswered_since.reset();

  const bool window_changed = peer_window.update(arrival.sequence, ack, arrival.window);
  const AckContext context = ack_context(now, arrival);
  Delivery delivery;
  if (advanced) {
    scoreboard.acknowledge(ack, context, delivery);
    send.acknowledged_until(ack);
  }
  if (arq.acknowledges_each) {
    take_single_acks(arrival, context, delivery);
  } else if (agreement.sack) {
    take_sack_blocks(arrival, context, delivery);
  } else if (!advanced && is_duplicate_ack(arrival, window_changed)) {
    losses.on_duplicate_ack(send.outstanding() / std::max(agreement.segment_bytes, 1U) + 1);
    delivery.bytes += agreement.segment_bytes;
  }
  measure_round_trip(now, arrival, delivery, advanced, flight);
  remember_evidence(advanced, !advanced && delivery.bytes > 0);
  note_sizes_delivered(now, delivery);
  // Each segment of a textbook rung has a timeout of its own: one's trouble is not the others'.
  if (arq.numbers_segments && delivery.bytes > 0) rtt.end_backoff();
  if (controller && config.mechanisms.loss_detection == LossDetection::rack &&
      tail_probe.repaired_loss(ack, context.echo_tick_end, now, rtt.minimum()) &&
      !recovery.active()) {
    reduce_after_loss(flight);
  }
  if (advanced) {
    const std::uint64_t announced =
        losses.on_progress(delivery.segments_acknowledged, recovery.active());
    delivery.bytes -= std::min(delivery.bytes, announced * agreement.segment_bytes);
    restart_retransmission_timer(now);
    tune_send_buffer(flight);
    if (send.take_writable()) events.writable();
  } else if (delivery.bytes > 0 && agreement.sack && config.mechanisms.fast_retransmit &&
             config.mechanisms.loss_detection == LossDetection::rack &&
             timers.running(Timer::retransmission)) {
    // While segments arrive, RACK finds what is lost, lost retransmissions too: the timeout is for
    // silence (RFC 9002 §6.2.1 restarts it likewise).
    timers.set(Timer::retransmission, now + rtt.timeout());
  }
  losses.on_delivery(delivery, now);
  if (controller) undo_if_spurious(now, context, delivery, advanced);
  if (controller) {
    const bool congested = take_congestion_echo(arrival, flight);
    repair(now, delivery, flight, advanced, congested);
  }
  if (was_closed && !window_closed()) on_window_reopened(now);
  if (advanced) notice_own_fin_acknowledged(now);
}

AckContext Connection::Parts::ack_context(Instant now, const Arrival& arrival) const {
  AckContext context{now, rtt.minimum(), std::nullopt, scoreboard.highest_delivered(),
                     config.mechanisms.karn};
  if (agreement.timestamps && arrival.segment.timestamps) {
    context.echo_tick_end = timestamps.end_of_tick(now, arrival.segment.timestamps->echo_reply);
  }
  return context;
}

/// RFC 5681 §2.
bool Connection::Parts::is_duplicate_ack(const Arrival& arrival, bool window_changed) const {
  return *arrival.ack == send.una() && arrival.length == 0 && !window_changed &&
         !scoreboard.empty() && !window_closed();
}

void Connection::Parts::measure_round_trip(Instant now, const Arrival& arrival,
                                           const Delivery& delivery, bool advanced,
                                           std::uint64_t flight) {
  // RFC 7323 appendix G: about one sample for every second segment in flight.
  const std::uint64_t pair = 2 * std::uint64_t{agreement.segment_bytes};
  const std::uint64_t samples = (flight + pair - 1) / pair;
  if (delivery.earliest_sent_once && !delivery.ambiguous) {
    rtt.add_sample(now - *delivery.earliest_sent_once, samples);
    rtt.note_minimum(now - *delivery.latest_sent_once);
    tell_round_trip(now, now - *delivery.earliest_sent_once);
    tail_probe.round_trip_measured();
  } else if (advanced && agreement.timestamps && arrival.segment.timestamps &&
             !(*arrival.ack == 1 && delivery.ambiguous) && !delivery.duplicate_reported) {
    // RTTM: an echo is not ambiguous even when the data was sent twice. Only that of a SYN is: the
    // peer repeats its answer on its own timer, with the echo of the SYN it saw first. And when the
    // ACK reports a duplicate, the ACK of the original was lost: the echo is as old as that.
    const auto echoed = arrival.segment.timestamps->echo_reply;
    if (const auto sample = timestamps.round_trip(now, echoed, opened)) {
      rtt.add_sample(*sample, samples);
      tell_round_trip(now, *sample);
      tail_probe.round_trip_measured();
    }
  } else if (advanced && delivery.ambiguous) {
    tell(now, RoundTripRefused{});
  }
}

LossDetector::Context Connection::Parts::loss_context(Instant now) const {
  return {now, recovery.active(), rtt.minimum(), rtt.smoothed()};
}

/// After each ACK: is anything lost, is everything repaired, how fast may it go on?
void Connection::Parts::repair(Instant now, const Delivery& delivery, std::uint64_t flight,
                               bool advanced, bool congested) {
  const auto rate = delivery_rate.on_ack(now, delivery, rtt.minimum());
  const bool was_fast = recovery.phase() == Recovery::Phase::fast;
  const bool left = recovery.leave_at(send.una());
  if (left) {
    controller->on_recovered();
    losses.forget_duplicates();
    losses.on_recovery_left();
  }
  const auto lost_before = scoreboard.next_lost();
  if (!config.mechanisms.fast_retransmit) {
    // Nothing but a timeout tells of a loss.
  } else if (agreement.sack) {
    find_losses(now, delivery.bytes);
  } else if (recovery.phase() == Recovery::Phase::fast && advanced) {
    // RFC 6582 §3.2: a partial ACK names the next hole.
    scoreboard.mark_lost(scoreboard.first_number(), RetransmissionCause::fast_retransmit);
    retransmit_now = true;
  } else if (!recovery.active() && losses.duplicate_acks() >= LossDetector::duplicate_threshold &&
             (!recovery.point() || send.una() > *recovery.point())) {
    scoreboard.mark_lost(scoreboard.first_number(), RetransmissionCause::fast_retransmit);
    enter_fast_recovery(0);
  }
  if (controller->follows_model()) {
    controller->on_ack(ack_sample(now, delivery, rate, false));
    return;
  }
  if (recovery.phase() == Recovery::Phase::fast) {
    const bool safe = advanced && scoreboard.next_lost() == lost_before;
    recovery.on_ack(delivery.bytes, in_flight(), agreement.segment_bytes, safe);
    return;
  }
  const bool half_used = controller->in_slow_start() && controller->window_bytes() < 2 * flight;
  // Duplicate ACKs send new data, but they do not grow the window (RFC 3042 §2); nor does the ACK
  // that ends a fast recovery, which takes the window down to ssthresh (RFC 5681 §3.2, step 6), nor
  // one that tells of congestion (RFC 3168 §6.1.2).
  const bool deflates = left && was_fast;
  if (advanced && delivery.bytes > 0 && !deflates && !congested) {
    controller->on_ack(ack_sample(now, delivery, rate, send.una() <= limited_until || half_used));
  }
}

void Connection::Parts::find_losses(Instant now, std::uint64_t just_delivered) {
  const auto findings = losses.detect(scoreboard, loss_context(now));
  timers.set(Timer::reordering, findings.look_again_at);
  if (findings.newly_lost > 0 && !recovery.active()) enter_fast_recovery(just_delivered);
}

void Connection::Parts::enter_fast_recovery(std::uint64_t just_delivered) {
  ++statistics.fast_recoveries;
  const std::uint64_t flight = send.outstanding();
  reduce_after_loss(flight);
  // RFC 9937 begins with RecoverFS so: what was selectively acknowledged before will not be
  // delivered again.
  const std::uint64_t known = std::min(flight, scoreboard.sacked_bytes());
  recovery.enter_fast(send.next(), flight - known + just_delivered,
                      controller->slow_start_threshold_bytes());
  tail_probe.forget();
  timers.stop(Timer::tail_loss_probe);
  retransmit_now = true;
}

void Connection::Parts::notice_own_fin_acknowledged(Instant now) {
  if (!send.fin_acknowledged()) return;
  if (machine.state() == State::last_ack) {
    finish(now, Transition::receive_ack_of_fin, CloseReason::finished);
    return;
  }
  machine.apply(Transition::receive_ack_of_fin);
  if (machine.state() == State::time_wait) enter_time_wait(now);
}

}  // namespace acklab::transport
