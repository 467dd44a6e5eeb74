// What a connection does in the place of a mechanism that is switched off (mechanisms.hpp).

#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

/// Whether this side acknowledges such a segment. The switch concerns data: without an answer to
/// SYN and FIN no connection would begin or end.
bool Connection::Parts::acknowledges(const wire::SenderMessage& message) const {
  return config.mechanisms.acks || message.syn || message.fin;
}

/// The piece that may go now: what one write handed over, or as much as fits into a segment.
/// FIN goes alone, because it is sent again where data is not.
std::uint64_t Connection::Parts::sendable_piece(bool& with_fin) const {
  const std::uint64_t piece =
      std::min<std::uint64_t>(send.bytes_left_of_write(), agreement.segment_bytes);
  const bool limited = config.mechanisms.acks;  // else nobody tells how far the window has moved
  const std::uint64_t usable =
      peer_window.edge() > send.next() ? peer_window.edge() - send.next() : 0;
  with_fin = piece == 0 && send.fin_queued() && (!limited || usable > 0);
  return !limited || piece <= usable ? piece : 0;
}

/// Data below `end` is out of this side's hands, delivered or not.
void Connection::Parts::abandon_until(Instant now, std::uint64_t end) {
  scoreboard.forget_below(end);
  send.abandoned_until(end);
  restart_retransmission_timer(now);
  if (send.take_writable()) events.writable();
}

/// Data that is lost stays lost; SYN and FIN are sent again.
void Connection::Parts::abandon_lost(Instant now) {
  std::optional<std::uint64_t> end;
  for (std::uint64_t number = scoreboard.first_number(); number < scoreboard.end_number();
       ++number) {
    const SentSegment& segment = scoreboard.at(number);
    if (segment.syn || segment.fin || segment.fate == SentSegment::Fate::in_flight) break;
    end = segment.range.end;
  }
  if (end) abandon_until(now, *end);
}

/// An ACK from a receiver who still waits for what was abandoned says nothing about it, but all the
/// rest it says holds.
void Connection::Parts::raise_old_ack(Arrival& arrival) const {
  if (!arrival.ack || *arrival.ack >= send.una()) return;
  arrival.window -= std::min(arrival.window, send.una() - *arrival.ack);
  arrival.ack = send.una();
}

/// What a segment brought, once the stream's books (ReceiveSide) are up to date.
void Connection::Parts::take_piece(Instant now, const Arrival& arrival,
                                   const ReceiveSide::Outcome& outcome) {
  const wire::SenderMessage& message = arrival.segment.sender;
  if (outcome.new_bytes > 0) {
    pieces.take(arrival.sequence, message.payload);
  } else if (!message.payload.empty() && !config.mechanisms.duplicate_discard &&
             pieces.early_bytes() + pieces.readable_bytes() <
                 2 * std::uint64_t{config.receive_buffer_bytes}) {
    pieces.take_again(arrival.sequence, message.payload);
  }
  if (!config.mechanisms.retransmission) {
    // A FIN is a position of its own behind its data.
    const std::uint64_t behind = message.fin ? message.payload.size() : 0;
    holes.note(now, arrival.sequence + behind, receive.next());
  }
  settle_pieces();
}

/// An old segment comes again, and nobody discards it.
void Connection::Parts::deliver_again(const wire::Segment& segment) {
  const bool wanted = !config.mechanisms.duplicate_discard && !segment.sender.payload.empty() &&
                      pieces.readable_bytes() < config.receive_buffer_bytes;
  if (!wanted || released) return;
  pieces.deliver(segment.sender.payload);
  events.readable();
}

void Connection::Parts::settle_pieces() {
  pieces.release_below(receive.next());
  receive.keep_unread(pieces.readable_bytes());
  if (!pieces.empty()) events.readable();
}

std::size_t Connection::Parts::read_piece(MutableByteView into) {
  const std::size_t taken = pieces.read(into);
  receive.keep_unread(pieces.readable_bytes());
  return taken;
}

/// How late a segment may come behind the next ones: as long as a sender would wait before it sent
/// again.
Duration Connection::Parts::patience_with_holes() const {
  return rtt.timeout_before_backoff();
}

void Connection::Parts::settle_holes() {
  holes.settle(arq.numbers_segments ? order.expected() : receive.next());
  timers.set(Timer::hole, holes.deadline(patience_with_holes()));
}

/// Nobody will send again what is missing: it is passed over.
void Connection::Parts::pass_over_holes(Instant now) {
  const auto until = holes.overdue(now, patience_with_holes());
  if (!until || !machine.may_receive_data()) return;
  if (arq.numbers_segments) {
    while (const auto kept = order.pass_over(*until)) take_kept(now, *kept);
    while (const auto kept = order.take_kept()) take_kept(now, *kept);
  } else {
    const auto outcome = receive.skip_to(*until);
    settle_pieces();
    if (outcome.reached_fin) take_fin(now);
  }
  if (config.mechanisms.acks) acks.require_now();
  if (receive.end_of_stream()) events.readable();
}

}  // namespace acklab::transport
