// The textbook rungs of the ladder: where a connection counts segments instead of bytes.

#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

using Standing = SegmentOrder::Standing;

Seq32 Connection::Parts::sequence_field(std::uint64_t offset) const {
  if (!arq.numbers_segments) return Seq32::wrap(offset, local_initial);
  return numbers.wrap(scoreboard.number_at(offset), local_initial);
}

Seq32 Connection::Parts::acknowledgment_field() const {
  // Without ACKs only SYN and FIN are acknowledged, and with the FIN all before it.
  const bool withheld = !config.mechanisms.acks && !receive.fin_reached();
  if (!arq.numbers_segments) return Seq32::wrap(withheld ? 1 : receive.next(), remote_initial);
  return numbers.wrap(withheld ? 1 : order.expected(), remote_initial);
}

Connection::Parts::Arrival Connection::Parts::locate_by_number(const wire::Segment& segment) const {
  Arrival arrival{segment, receive.next(), segment.sender.sequence_length(), std::nullopt, 0};
  if (segment.receiver.acknowledgment) arrival.ack = offset_acknowledged(segment.receiver);
  arrival.ahead = numbers.ahead(segment.sender.sequence, remote_initial, order.expected());
  if (segment.sender.syn) {
    if (segment.sender.sequence == numbers.wrap(0, remote_initial)) arrival.sequence = 0;
  } else if (segment.rst) {
    // Only one with exactly the number expected is believed (RFC 5961 §3).
    if (arrival.ahead != 0) ++arrival.sequence;
  } else if (arrival.length > 0) {
    arrival.standing = order.judge(arrival.ahead, numbers.half());
    if (arrival.standing == Standing::old) {
      arrival.length = std::min(arrival.length, receive.next());
      arrival.sequence = receive.next() - arrival.length;
    }
  } else if (arrival.ahead != 0) {
    arrival.standing = Standing::beyond;  // an ACK only, from when more had been sent
  }
  return arrival;
}

/// The offset up to which an ACK acknowledges. Where ACKs speak of single segments that is where
/// the first segment stands that neither this one nor an earlier one has named.
std::uint64_t Connection::Parts::offset_acknowledged(const wire::ReceiverMessage& message) const {
  const std::uint64_t first = scoreboard.first_number();
  const std::uint64_t end = scoreboard.end_number();
  std::uint64_t number = first;
  const std::uint64_t ahead = numbers.ahead(*message.acknowledgment, local_initial, first);
  // SYN and FIN are acknowledged as in TCP, and with the FIN all before it.
  const bool handshake = scoreboard.empty() || scoreboard.front().syn;
  const bool close = send.fin_sent() && ahead == end - first;
  if (arq.acknowledges_each && !handshake && !close) {
    for (const wire::SackBlock block : message.sack) {
      if (numbers.ahead(block.left, local_initial, first) == 0) number = first + 1;
    }
    if (number == first) return send.una();
    while (number < end && scoreboard.at(number).fate == SentSegment::Fate::sacked) ++number;
  } else {
    // More than was sent: an old one, to which nothing is to be learned.
    if (ahead > end - first) return send.una();
    number = first + ahead;
  }
  return number == end ? send.next() : scoreboard.at(number).range.begin;
}

void Connection::Parts::take_single_acks(const Arrival& arrival, const AckContext& context,
                                         Delivery& delivery) {
  for (const wire::SackBlock block : arrival.segment.receiver.sack) {
    const std::uint64_t first = scoreboard.first_number();
    const std::uint64_t ahead = numbers.ahead(block.left, local_initial, first);
    if (ahead >= scoreboard.end_number() - first) continue;
    scoreboard.sack(scoreboard.at(first + ahead).range, context, delivery);
  }
}

/// The text of a segment with a number, the FIN included: it takes a number of its own.
void Connection::Parts::take_numbered(Instant now, const Arrival& arrival) {
  const wire::SenderMessage& message = arrival.segment.sender;
  const bool answered = acknowledges(message);
  if (answered) acks.require_now();
  switch (arrival.standing) {
    case Standing::in_turn:
      if (receive_window.edge() <= receive.next() && !message.payload.empty()) return;
      take_in_turn(now, message.payload, message.fin);
      while (const auto kept = order.take_kept()) take_kept(now, *kept);
      break;
    case Standing::early:
      if (order.kept_bytes() + message.payload.size() > config.receive_buffer_bytes) {
        ++statistics.discarded_out_of_window;
        return;
      }
      keep_early(now, arrival);
      break;
    case Standing::early_again:
      keep_again(arrival);
      break;
    case Standing::beyond:
      if (!config.mechanisms.retransmission) {
        // Nothing is kept, and what was passed over will not come again.
        static_cast<void>(order.pass_over(order.expected() + arrival.ahead));
        take_in_turn(now, message.payload, message.fin);
        break;
      }
      ++statistics.discarded_out_of_window;
      return;
    case Standing::old:
      return;  // refused before
  }
  if (arq.acknowledges_each && answered) single_acks.push_back(message.sequence);
}

void Connection::Parts::keep_early(Instant now, const Arrival& arrival) {
  const wire::SenderMessage& message = arrival.segment.sender;
  ++statistics.received_out_of_order;
  order.keep(arrival.ahead, {message.payload, message.fin, {}});
  if (!config.mechanisms.retransmission) {
    holes.note(now, order.expected() + arrival.ahead, order.expected());
  }
  if (config.mechanisms.ordering) return;
  pieces.deliver(message.payload);
  events.readable();
}

void Connection::Parts::keep_again(const Arrival& arrival) {
  ++statistics.discarded_duplicates;
  if (config.mechanisms.duplicate_discard) return;
  if (order.kept_bytes() > config.receive_buffer_bytes) return;
  if (config.mechanisms.ordering) {
    order.keep_again(arrival.ahead, arrival.segment.sender.payload);
  } else {
    deliver_again(arrival.segment);
  }
}

void Connection::Parts::take_kept(Instant now, const SegmentOrder::Kept& kept) {
  const bool was_delivered = !config.mechanisms.ordering;
  take_in_turn(now, kept.payload, kept.fin, was_delivered);
  for (const Bytes& payload : kept.again) pieces.deliver(payload);
}

void Connection::Parts::take_in_turn(Instant now, ByteView payload, bool fin, bool was_delivered) {
  // Whatever the promised window says: a number is taken as a whole or not at all.
  const std::uint64_t edge = receive.next() + payload.size() + 2;
  const auto outcome = receive.accept(receive.next(), payload, fin, edge);
  if (!one_stream && !was_delivered && !payload.empty()) pieces.deliver(payload);
  order.advance();
  if (!one_stream) settle_pieces();
  if (outcome.advanced || outcome.reached_fin) events.readable();
  if (outcome.reached_fin) take_fin(now);
}

/// The one block of an ACK that speaks of one segment.
void Connection::Parts::add_single_ack(wire::Segment& segment) {
  if (single_acks.empty() || !segment.sender.payload.empty()) return;
  const Seq32 field = single_acks.front();
  single_acks.pop_front();
  segment.receiver.sack.push_back({field, numbers.wrap(1, field)});
}

/// Whether one more segment may be outstanding.
bool Connection::Parts::window_has_room() const {
  return !arq.window_segments ||
         scoreboard.end_number() - scoreboard.first_number() < *arq.window_segments;
}

/// Each segment has its own timeout, which counts from when it was sent last.
void Connection::Parts::on_segment_timeout(Instant now) {
  const auto expired = [&] {
    const auto oldest = scoreboard.oldest_in_flight();
    return oldest && scoreboard.at(*oldest).last_sent + rtt.timeout() <= now;
  };
  if (expired()) {
    ++statistics.timeouts;
    const bool all =
        arq.on_timeout == ArqPolicy::OnTimeout::whole_window && config.mechanisms.retransmission;
    while (scoreboard.oldest_in_flight() && (all || expired())) {
      scoreboard.mark_lost(*scoreboard.oldest_in_flight(), RetransmissionCause::timeout);
    }
    if (config.mechanisms.backoff) rtt.back_off();
  }
  timers.set(Timer::retransmission, oldest_segment_timeout());
}

std::optional<Instant> Connection::Parts::oldest_segment_timeout() const {
  const auto oldest = scoreboard.oldest_in_flight();
  if (!oldest) return std::nullopt;
  return scoreboard.at(*oldest).last_sent + rtt.timeout();
}

}  // namespace acklab::transport
