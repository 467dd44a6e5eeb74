#include "net/transport/urgent.hpp"

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

/// Sixth step of RFC 9293 §3.10.7.4. The text may be cut off by the window; the pointer counts
/// nevertheless (MUST-66).
void Connection::Parts::take_urgent(const Arrival& arrival) {
  const auto& pointer = arrival.segment.sender.urgent_pointer;
  if (!pointer || !machine.may_receive_data() || receive.fin_reached()) return;
  // A pointer is 16 bits wide, so the mark is never further ahead than that of the window.
  if (!urgent_received.advance(arrival.sequence + *pointer)) return;
  if (urgent_received.ahead_of(receive.read_until()) == 0) return;
  ++statistics.urgent_pointers_received;
  events.urgent();
}

void Connection::Parts::mark_urgent(std::uint64_t sequence, wire::Segment& segment) const {
  segment.sender.urgent_pointer = urgent_sent.pointer_at(sequence);
}

std::size_t Connection::Parts::write_urgent(ByteView bytes) {
  const std::size_t taken = send.write(bytes);
  if (taken == 0) return 0;
  urgent_sent.advance(send.data_end());
  // A closed window keeps the bytes back but not the news of them.
  if (offer && window_closed()) acks.require_now();
  return taken;
}

}  // namespace acklab::transport
