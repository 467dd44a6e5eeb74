// What a receiver that lies says (cheating_receiver.hpp).

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

/// Only about data, and only while there is no hole and no end: a connection still has to close.
void Connection::Parts::cheat_about_data(wire::Segment& ack) {
  if (config.cheat == Cheat::none || ack.sender.syn) return;
  if (receive.has_holes() || receive.fin_reached()) {
    cheating.was_honest(receive.next());
    return;
  }
  const std::uint64_t said = cheating.acknowledged(receive.next(), agreement.segment_bytes);
  ack.receiver.acknowledgment = Seq32::wrap(said, remote_initial);
  if (cheating.has_more_to_say(receive.next())) acks.require_now();
}

}  // namespace acklab::transport
