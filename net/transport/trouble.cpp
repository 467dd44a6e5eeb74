// What the application is told before a connection fails: R1 (RFC 9293 §3.8.3) and the network's
// errors (§3.9.2.2).

#include "net/transport/connection_parts.hpp"
#include "net/transport/network_report.hpp"

namespace acklab::transport {

/// RFC 5927 §4.1: whoever cannot see the connection cannot quote a number that is outstanding.
void Connection::Parts::note_network_error(Instant now, wire::IcmpKind error,
                                           Seq32 quoted_sequence) {
  const auto meaning = trouble_of(error);
  const bool an_error = meaning && *meaning != NetworkTrouble::packet_too_big;
  if (!an_error || machine.state() == State::closed) return;
  const std::uint64_t quoted = quoted_sequence.unwrap(local_initial, send.una());
  if (quoted < send.una() || quoted >= send.next()) {
    ++statistics.ignored_network_errors;
    return;
  }
  ++statistics.network_errors;
  trouble.last_error = error;
  if (meaning == NetworkTrouble::hard) {
    finish(now, Transition::give_up, CloseReason::unreachable);
  } else if (config.report_trouble) {
    events.soft_error({error});
  }
}

/// Before the oldest segment goes again: R1 is passed once it has gone that often in vain.
void Connection::Parts::note_unanswered(Instant now) {
  const SentSegment& oldest = scoreboard.front();
  tell_of_trouble(oldest.transmissions - 1, now - oldest.first_sent);
}

/// Before a probe of a closed window goes: those before it may have been answered or not.
void Connection::Parts::note_window_probe(Instant now) {
  if (!probe_unanswered_since) probe_unanswered_since = now;
  tell_of_trouble(trouble.window_probes++, now - *probe_unanswered_since);
}

void Connection::Parts::tell_of_trouble(std::uint32_t attempts, Duration unanswered_for) {
  if (trouble.told || attempts < config.troubled_after_retransmissions) return;
  trouble.told = true;
  ++statistics.times_troubled;
  if (config.report_trouble) events.troubled({attempts, unanswered_for});
}

}  // namespace acklab::transport
