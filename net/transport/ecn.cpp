#include "net/transport/ecn.hpp"

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

bool is_ecn_setup_syn(const wire::Segment& syn) {
  return syn.sender.syn && !syn.receiver.acknowledgment && syn.ece && syn.cwr;
}

EcnAgreement agree_on_ecn(const ConnectionConfig& config, const wire::Segment& peer,
                          bool fell_back) {
  const bool answer = peer.receiver.acknowledgment.has_value();
  // A peer that sends back whatever bits it is sent answers ECE with CWR: that is no consent.
  const bool consents = answer ? peer.ece && !peer.cwr : is_ecn_setup_syn(peer);
  const bool both = config.ecn && consents;
  return {both, both && !fell_back};
}

/// The first SYN asks; one that is sent again does not: something on the way may drop those that do
/// (§6.1.1.1). A SYN,ACK consents.
void Connection::Parts::set_up_ecn(bool again, wire::Segment& syn) {
  if (offer) {
    syn.ece = ecn.agreement().echoes;
    return;
  }
  syn.ece = syn.cwr = config.ecn && !again;
  ecn_fell_back = ecn_fell_back || (config.ecn && again);
}

/// §6.1.5 and §6.1.6: ECT stands on new data only, never on what is sent again, on probes of a
/// closed window or on segments without data.
void Connection::Parts::mark_new_data(wire::Segment& segment) {
  if (segment.sender.payload.empty() || !ecn.agreement().may_mark) return;
  ect = true;
  segment.cwr = ecn.take_reduction(send.next());
  ++statistics.ect_segments_sent;
}

/// What a segment inside the window says of congestion on the way to here.
void Connection::Parts::take_congestion_mark(const Arrival& arrival) {
  if (arrival.segment.sender.payload.empty() || arrival.segment.sender.syn) return;
  if (arrival.congestion_experienced) ++statistics.marked_segments_received;
  if (ecn.on_data(arrival.congestion_experienced, arrival.segment.cwr)) acks.require_now();
}

/// What the peer says of congestion on the way to there. True when it speaks of some: such an ACK
/// makes no window larger. `flight`: what was outstanding before it.
bool Connection::Parts::take_congestion_echo(const Arrival& arrival, std::uint64_t flight) {
  if (!controller || !arrival.segment.ece || arrival.segment.sender.syn) return false;
  if (!ecn.agreement().may_mark) return false;
  ++statistics.congestion_echoes_received;
  if (ecn.on_echo(send.una(), send.next(), recovery.active())) {
    ++statistics.congestion_echo_reductions;
    spurious.end();  // what this reduction answers is certain
    controller->on_congestion_mark(flight);
    ecn.note_reduction();
  }
  return true;
}

}  // namespace acklab::transport
