// A new incarnation of a connection that still stands in TIME-WAIT (RFC 9293 §3.6.1, RFC 6191).

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

/// RFC 6191 §2: only what cannot be an old duplicate of this connection's segments.
bool Connection::Parts::succeeded_by(const wire::Segment& syn) const {
  if (machine.state() != State::time_wait) return false;
  const Seq32 expected = Seq32::wrap(receive.next(), remote_initial);
  const bool later_number = !syn.sender.sequence.before(expected);
  if (!offers_timestamps(config, &syn)) return later_number;
  if (!agreement.timestamps) return true;
  const std::uint32_t value = syn.timestamps->value;
  return timestamps.is_newer(value) || (value == timestamps.echo() && later_number);
}

bool Connection::give_way_to(Instant now, const wire::Segment& syn) {
  if (!parts_->succeeded_by(syn)) return false;
  parts_->finish(now, Transition::time_wait_over, CloseReason::finished);
  if (parts_->wakeup) parts_->wakeup();
  return true;
}

Seq32 Connection::successor_sequence(Seq32 wanted) const {
  const Seq32 next = Seq32::wrap(parts_->send.next(), parts_->local_initial);
  return wanted.after(next) ? wanted : next + 1;
}

Connection Connection::not_opened(Instant now, PortPair ports, const ConnectionConfig& config) {
  auto parts = std::make_unique<Parts>(now, ports, config, Seq32{});
  CloseReport report;
  report.reason = CloseReason::not_opened;
  parts->events.closed(report);
  return Connection{std::move(parts)};
}

}  // namespace acklab::transport
