// RFC 9293 §3.10.7: a segment arrives. The steps stand in the order of the RFC.

#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

void Connection::Parts::arrive(Instant now, const wire::Segment& segment,
                               bool congestion_experienced) {
  if (machine.state() == State::closed) return;
  ++statistics.segments_received;
  tell_arrival(now, segment, congestion_experienced);
  if (machine.state() == State::syn_sent) {
    arrive_in_syn_sent(now, segment);
  } else {
    if (!config.mechanisms.acks) receive_window.open_to_buffer(receive.read_until());
    Arrival arrival = locate(segment);
    arrival.congestion_experienced = congestion_experienced;
    if (protection_acceptable(segment) && timestamp_acceptable(now, arrival) &&
        sequence_acceptable(now, arrival) && no_reset(now, arrival) && no_syn(now, arrival) &&
        ack_acceptable(now, arrival)) {
      keep_alive.heard(now);
      heed_user_timeout(segment);
      take_congestion_mark(arrival);
      take_ack(now, arrival);
      take_urgent(arrival);
      take_payload(now, arrival);
    }
  }
  settle();
  tell_changes(now);
}

void Connection::Parts::arrive_in_syn_sent(Instant now, const wire::Segment& segment) {
  std::optional<std::uint64_t> ack;
  if (segment.receiver.acknowledgment) {
    ack = arq.numbers_segments ? offset_acknowledged(segment.receiver)
                               : segment.receiver.acknowledgment->unwrap(local_initial, send.una());
    if (*ack == 0 || *ack > send.next()) {
      if (!segment.rst) build_reset(*ack, false);
      return;
    }
  }
  if (segment.rst) {
    if (ack) finish(now, Transition::receive_rst, CloseReason::refused);
    return;
  }
  if (!segment.sender.syn) return;
  take_offer(segment);
  keep_alive.heard(now);
  if (agreement.timestamps) timestamps.remember(now, segment.timestamps->value);
  acks.require_now();
  if (!ack) {
    // Simultaneous open: our SYN goes again, now with the ACK of theirs.
    machine.apply(Transition::receive_syn);
    if (!scoreboard.empty())
      scoreboard.mark_lost(scoreboard.first_number(), RetransmissionCause::syn);
    return;
  }
  machine.apply(Transition::receive_syn_ack);
  const Arrival arrival{segment, 0, 1, ack, segment.receiver.window};
  take_ack(now, arrival);
  establish();
}

Connection::Parts::Arrival Connection::Parts::locate(const wire::Segment& segment) const {
  Arrival arrival = arq.numbers_segments ? locate_by_number(segment) : locate_by_byte(segment);
  const std::uint8_t scale = segment.sender.syn ? 0 : agreement.send_scale;
  arrival.window = std::uint64_t{segment.receiver.window} << scale;
  if (!config.mechanisms.retransmission) raise_old_ack(arrival);
  return arrival;
}

Connection::Parts::Arrival Connection::Parts::locate_by_byte(const wire::Segment& segment) const {
  Arrival arrival{segment, 0, 0, std::nullopt, 0};
  arrival.sequence = segment.sender.sequence.unwrap(remote_initial, receive.next());
  arrival.length = segment.sender.sequence_length();
  if (segment.receiver.acknowledgment) {
    arrival.ack = segment.receiver.acknowledgment->unwrap(local_initial, send.una());
  }
  return arrival;
}

/// Once a CRC32C is agreed, data without one was damaged where the option stood. (Whoever decoded
/// the segment has verified the CRC itself.)
bool Connection::Parts::protection_acceptable(const wire::Segment& segment) {
  const bool missing = agreement.crc32c && !segment.crc32c && !segment.sender.syn;
  if (!missing || segment.sender.payload.empty()) return true;
  ++statistics.discarded_corrupted;
  ++statistics.discarded_by_crc32c;
  return false;
}

/// RFC 7323 §5.3 R1, and §3.2: once agreed, every segment but RST carries timestamps.
bool Connection::Parts::timestamp_acceptable(Instant now, const Arrival& arrival) {
  if (!agreement.timestamps || arrival.segment.rst) return true;
  const auto& stamps = arrival.segment.timestamps;
  if (!stamps) {
    ++statistics.discarded_unstamped;
    return false;
  }
  if (!config.mechanisms.duplicate_discard || !timestamps.is_old(now, stamps->value)) return true;
  ++statistics.discarded_old_timestamps;
  challenge(now);
  return false;
}

/// First step: is any of it inside the window (RFC 9293 §3.10.7.4, table 6)?
bool Connection::Parts::sequence_acceptable(Instant now, const Arrival& arrival) {
  const std::uint64_t next = receive.next();
  const std::uint64_t edge = receive_window.edge();
  const std::uint64_t end = arrival.sequence + arrival.length;
  bool acceptable = false;
  if (edge <= next) {
    // "If the RCV.WND is zero ... special allowance should be made to accept valid ACKs and RSTs."
    acceptable = arrival.sequence == next;
    if (acceptable && arrival.length > 0) acks.require_now();
  } else if (arrival.length == 0) {
    // At the edge, too: there a peer stands that has filled the window, and should what filled it
    // be lost, its ACKs are all there is. Linux takes them as well.
    acceptable = arrival.sequence >= next && arrival.sequence <= edge;
  } else {
    acceptable = arrival.sequence < edge && end > next;
  }
  if (!acceptable) {
    refuse_sequence(now, arrival);
    return false;
  }
  if (agreement.timestamps && arrival.segment.timestamps && arrival.sequence <= last_ack_sent &&
      arrival.standing == SegmentOrder::Standing::in_turn) {
    timestamps.remember(now, arrival.segment.timestamps->value);  // RFC 7323 §4.3
  }
  return true;
}

void Connection::Parts::refuse_sequence(Instant now, const Arrival& arrival) {
  if (!arrival.segment.sender.payload.empty()) {
    const bool old = arrival.sequence + arrival.length <= receive.next();
    if (old && agreement.sack) {
      const std::uint64_t payload = arrival.segment.sender.payload.size();
      receive.note_duplicate({arrival.sequence, arrival.sequence + payload});
    }
    ++(old ? statistics.discarded_duplicates : statistics.discarded_out_of_window);
    if (old) deliver_again(arrival.segment);
  }
  if (arrival.segment.rst) return;
  if (arrival.length > 0 && !acknowledges(arrival.segment.sender)) return;
  if (arq.acknowledges_each && arrival.standing == SegmentOrder::Standing::old) {
    single_acks.push_back(arrival.segment.sender.sequence);
  }
  const bool syn_again = arrival.segment.sender.syn && !arrival.ack && arrival.sequence == 0;
  if (machine.state() == State::syn_received && syn_again && !scoreboard.empty()) {
    if (!is_ecn_setup_syn(arrival.segment)) ecn.settle({});
    // The peer has not seen our SYN,ACK: a mere ACK would not help it.
    scoreboard.mark_lost(scoreboard.first_number(), RetransmissionCause::syn);
    return;
  }
  if (machine.state() == State::time_wait && arrival.segment.sender.fin) {
    enter_time_wait(now);  // the last ACK was lost: another two lifetimes
  }
  // Data was retransmitted and must be answered; what carries none may be an answer itself.
  if (arrival.length > 0 || challenges.allow(now)) acks.require_now();
}

/// Second step, with RFC 5961 §3: only a reset at exactly RCV.NXT is believed.
bool Connection::Parts::no_reset(Instant now, const Arrival& arrival) {
  if (!arrival.segment.rst) return true;
  if (arrival.sequence != receive.next()) {
    challenge(now);
    return false;
  }
  const State state = machine.state();
  const bool refused = state == State::syn_received && opened_actively;
  const CloseReason reason = state == State::time_wait ? CloseReason::finished
                             : refused                 ? CloseReason::refused
                                                       : CloseReason::reset;
  finish(now, Transition::receive_rst, reason);
  return false;
}

/// Fourth step, with RFC 5961 §4: a SYN inside the window gets a challenge ACK.
bool Connection::Parts::no_syn(Instant now, const Arrival& arrival) {
  if (!arrival.segment.sender.syn) return true;
  challenge(now);
  return false;
}

/// Fifth step, with RFC 5961 §5: an ACK must not lie before all that was ever in the window, nor
/// acknowledge what was not sent.
bool Connection::Parts::ack_acceptable(Instant now, const Arrival& arrival) {
  if (!arrival.ack) return false;
  if (machine.state() == State::syn_received) {
    if (*arrival.ack > send.una() && *arrival.ack <= send.next()) {
      machine.apply(Transition::receive_ack_of_syn);
      peer_window.start(arrival.sequence, *arrival.ack, arrival.window);
      establish();
      return true;
    }
    build_reset(*arrival.ack, false);
    return false;
  }
  const bool too_old = *arrival.ack + peer_window.largest() < send.una();
  if (!too_old && *arrival.ack <= send.next()) return true;
  challenge(now);
  return false;
}

/// Seventh step: the text. What lies outside the window is cut off.
void Connection::Parts::take_payload(Instant now, const Arrival& arrival) {
  const wire::SenderMessage& message = arrival.segment.sender;
  if (machine.state() == State::closed || arrival.length == 0) return;
  if (machine.state() == State::time_wait && message.fin) enter_time_wait(now);
  if (!machine.may_receive_data()) {
    acks.require_now();
    return;
  }
  if (released && !message.payload.empty()) {
    build_reset(send.next(), true);
    finish(now, Transition::abort, CloseReason::aborted);
    return;
  }
  if (arq.numbers_segments) {
    take_numbered(now, arrival);
    return;
  }
  if (!one_stream && arrival.sequence + message.payload.size() > receive_window.edge()) {
    ++statistics.discarded_out_of_window;  // a piece is taken as a whole or not at all
    return;
  }
  tune_receive_buffer(now, message.payload.size());
  const bool had_holes = receive.has_holes();
  const auto outcome =
      receive.accept(arrival.sequence, message.payload, message.fin, receive_window.edge());
  if (!message.payload.empty()) {
    if (outcome.new_bytes == 0) {
      ++statistics.discarded_duplicates;
    } else if (outcome.out_of_order) {
      ++statistics.received_out_of_order;
    }
  }
  if (!one_stream) take_piece(now, arrival, outcome);
  if (!message.payload.empty()) cheating.on_data(outcome.new_bytes);
  if (outcome.advanced || outcome.reached_fin) events.readable();
  // RFC 5681 §4.2: out of order, or filling a gap, or nothing new, is answered at once.
  if (!acknowledges(message)) {
    // Nothing is owed.
  } else if (outcome.advanced && !had_holes && !outcome.out_of_order) {
    acks.on_in_order(now, outcome.new_bytes, agreement.segment_bytes);
  } else {
    acks.on_disorder();
  }
  if (outcome.reached_fin) take_fin(now);
}

/// Eighth step: FIN, once everything before it is there.
void Connection::Parts::take_fin(Instant now) {
  acks.require_now();
  machine.apply(Transition::receive_fin);
  if (machine.state() == State::time_wait) enter_time_wait(now);
}

void Connection::Parts::challenge(Instant now) {
  if (!challenges.allow(now)) return;
  ++statistics.challenge_acks_sent;
  acks.require_now();
}

}  // namespace acklab::transport
