// What is sent next, in order of urgency.

#include <algorithm>
#include <utility>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

std::optional<wire::Segment> Connection::Parts::next_segment(Instant now) {
  ect = false;
  auto segment = next_by_urgency(now);
  if (watch && segment) tell_departure(now, *segment);
  if (watch) tell_changes(now);
  return segment;
}

std::optional<wire::Segment> Connection::Parts::next_by_urgency(Instant now) {
  if (reset) {
    ++statistics.segments_sent;
    return std::exchange(reset, std::nullopt);
  }
  if (machine.state() == State::closed) return std::nullopt;
  path_limits = false;
  if (!single_acks.empty()) return build_ack(now);
  if (controller && acks.due() && agreement.sack && must_ack_alone()) return build_ack(now);
  if (send.next() == 0) return first_syn(now);
  if (copy_due) {
    if (auto segment = next_copy(now)) return segment;
  }
  if (auto segment = next_retransmission(now)) return segment;
  if (controller) {
    if (tail_probe.due()) {
      if (auto segment = next_tail_loss_probe(now)) return segment;
    }
    if (window_probe_due) {
      if (auto segment = next_window_probe(now)) return segment;
    }
    if (auto segment = next_path_mtu_probe(now)) return segment;
    if (auto segment = next_new_data(now, false)) return segment;
    if (keep_alive.due()) return next_keep_alive(now);
  }
  if (offer && acks.due()) return build_ack(now);
  if (controller && !path_limits) delivery_rate.mark_app_limited(in_flight());
  settle_blocked(now);
  return std::nullopt;
}

wire::Segment Connection::Parts::first_syn(Instant now) {
  send.sent_until(1);
  scoreboard.add(now, {0, 1}, true, false);
  stamp(now, 0, true);
  note_transmission(now);
  return build(now, scoreboard.front());
}

std::optional<wire::Segment> Connection::Parts::next_retransmission(Instant now) {
  fit_to_path(now);
  if (!config.mechanisms.retransmission) abandon_lost(now);
  const auto lost = scoreboard.next_lost();
  if (!lost || window_closed()) return std::nullopt;
  if (controller && forward_rto.wants_new_data()) {
    if (auto segment = next_new_data(now, true)) {
      forward_rto.on_new_data_sent();
      return segment;
    }
    if (!forward_rto.holds_retransmissions()) forward_rto.give_up();
  }
  if (forward_rto.holds_retransmissions()) return std::nullopt;
  const SentSegment& segment = scoreboard.at(*lost);
  if (!config.mechanisms.retransmission && !segment.syn && !segment.fin) return std::nullopt;
  const std::uint64_t bytes = segment.range.size() - (segment.fin ? 1 : 0);
  if (!retransmit_now && !may_send(now, bytes)) return std::nullopt;
  retransmit_now = false;
  recovery.on_sent(bytes);
  return retransmit(now, *lost, segment.lost_by);
}

wire::Segment Connection::Parts::retransmit(Instant now, std::uint64_t number,
                                            RetransmissionCause cause) {
  const bool idle = scoreboard.in_flight_bytes() == 0;
  scoreboard.retransmitted(number, now);
  stamp(now, number, idle);
  const SentSegment& segment = scoreboard.at(number);
  const std::uint64_t payload =
      segment.range.size() - (segment.syn ? 1 : 0) - (segment.fin ? 1 : 0);
  if (segment.syn) {
    cause = RetransmissionCause::syn;
  } else if (payload == 0) {
    cause = RetransmissionCause::fin;
  }
  if (watch) {
    watch->why = Sending::retransmission;
    watch->cause = cause;
    watch->transmission = segment.transmissions;
  }
  if (deserves_copy(cause)) copy_due = Copy{number, cause};
  spurious.on_retransmission(now, segment.range, number == scoreboard.first_number(), cause);
  statistics.count_retransmission(cause, payload);
  last_data_sent = now;
  note_transmission(now);
  if (number == scoreboard.first_number() && recovery.phase() == Recovery::Phase::fast) {
    // The oldest segment was just given a new chance: its timeout counts from here.
    timers.set(Timer::retransmission, now + rtt.timeout());
  }
  return build(now, segment);
}

std::optional<wire::Segment> Connection::Parts::next_tail_loss_probe(Instant now) {
  if (!tail_probe.take_due() || scoreboard.empty() || window_closed()) return std::nullopt;
  ++statistics.tail_loss_probes;
  timers.set(Timer::retransmission, now + rtt.timeout());
  if (auto segment = next_new_data(now, true)) {
    tail_probe.sent(now, send.next(), false);
    leaves_as(Sending::tail_loss_probe);
    timers.stop(Timer::tail_loss_probe);
    return segment;
  }
  const std::uint64_t last = scoreboard.end_number() - 1;
  if (scoreboard.at(last).fate != SentSegment::Fate::in_flight) return std::nullopt;
  tail_probe.sent(now, send.next(), true);
  return retransmit(now, last, RetransmissionCause::tail_loss_probe);
}

std::optional<wire::Segment> Connection::Parts::next_window_probe(Instant now) {
  window_probe_due = false;
  if (scoreboard.empty() && !send.anything_unsent()) return std::nullopt;
  ++statistics.zero_window_probes;
  ++window_probes;
  note_window_probe(now);
  if (!scoreboard.empty()) {
    const std::uint64_t first = scoreboard.first_number();
    if (scoreboard.front().fate == SentSegment::Fate::sacked) scoreboard.forget_sacks();
    return retransmit(now, first, RetransmissionCause::zero_window_probe);
  }
  const std::uint64_t usable =
      peer_window.edge() > send.next() ? peer_window.edge() - send.next() : 0;
  const std::uint64_t whole = one_stream ? send.unsent_bytes() : send.bytes_left_of_write();
  const std::uint64_t least = one_stream ? 1 : whole;
  const std::uint64_t bytes =
      std::min({whole, std::max(usable, least), std::uint64_t{agreement.segment_bytes}});
  leaves_as(Sending::zero_window_probe);
  return send_new(now, bytes, bytes == 0);
}

std::optional<wire::Segment> Connection::Parts::next_new_data(Instant now,
                                                              bool despite_congestion) {
  if (!send.anything_unsent()) return std::nullopt;
  const Duration quiet = last_data_sent ? now - *last_data_sent : Duration::zero();
  if (scoreboard.empty() && quiet > rtt.timeout_before_backoff()) controller->on_idle_restart();
  bool with_fin = false;
  const std::uint64_t bytes = sendable_bytes(with_fin);
  if (bytes == 0 && !with_fin) return std::nullopt;
  if (!window_has_room()) return std::nullopt;
  if (!despite_congestion && !may_send(now, bytes)) return std::nullopt;
  recovery.on_sent(bytes);
  wire::Segment segment = send_new(now, bytes, with_fin);
  mark_new_data(segment);
  return segment;
}

/// How much of what is queued may go now as one segment, as far as the peer's window, the sender's
/// silly-window avoidance (RFC 9293 §3.8.6.2.1) and Nagle (§3.7.4) have a say.
std::uint64_t Connection::Parts::sendable_bytes(bool& with_fin) const {
  if (!one_stream) return sendable_piece(with_fin);
  const std::uint64_t usable =
      peer_window.edge() > send.next() ? peer_window.edge() - send.next() : 0;
  const std::uint64_t full = agreement.segment_bytes;
  const std::uint64_t wanted = std::min(send.unsent_bytes(), full);
  const std::uint64_t bytes = std::min(wanted, usable);
  with_fin = send.fin_queued() && bytes == send.unsent_bytes() && usable > bytes;
  if (arq.numbers_segments && bytes > 0) with_fin = false;  // it takes a number of its own
  if (bytes == full || with_fin) return bytes;
  const std::uint64_t worthwhile =
      config.mechanisms.silly_window_avoidance ? peer_window.largest() / 2 : 0;
  if (bytes < wanted && bytes < std::max<std::uint64_t>(worthwhile, 1)) return 0;
  if (config.mechanisms.nagle && !scoreboard.empty()) return 0;
  return bytes;
}

wire::Segment Connection::Parts::send_new(Instant now, std::uint64_t payload_bytes, bool with_fin) {
  const std::uint64_t begin = send.next();
  const std::uint64_t end = begin + payload_bytes + (with_fin ? 1 : 0);
  const bool idle = scoreboard.in_flight_bytes() == 0;
  scoreboard.add(now, {begin, end}, false, with_fin);
  stamp(now, scoreboard.end_number() - 1, idle);
  send.sent_until(end);
  last_data_sent = now;
  note_transmission(now);
  wire::Segment segment = build(now, scoreboard.at(scoreboard.end_number() - 1));
  if (!config.mechanisms.acks && !with_fin) abandon_until(now, end);
  return segment;
}

bool Connection::Parts::congestion_allows(std::uint64_t bytes) const {
  if (!controller || !config.mechanisms.acks) return true;
  if (const auto quota = recovery.quota()) return bytes <= *quota;
  return in_flight() + bytes <= controller->window_bytes();
}

std::uint64_t Connection::Parts::in_flight() const {
  const std::uint64_t sent = scoreboard.in_flight_bytes();
  // Without SACK each duplicate ACK stands for a segment that has left the network.
  return sent - std::min(sent, losses.duplicate_acks() * agreement.segment_bytes);
}

}  // namespace acklab::transport
