#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

void Connection::Parts::finish(Instant now, Transition by, CloseReason reason) {
  const CloseReport report = close_report(now, reason);
  if (!machine.apply(by)) return;
  timers.stop_all();
  acks.on_ack_sent();
  window_probe_due = false;
  tail_probe.forget();
  events.closed(report);
}

void Connection::Parts::enter_time_wait(Instant now) {
  timers.stop_all();
  timers.set(Timer::time_wait, now + 2 * config.max_segment_lifetime);
}

CloseReport Connection::Parts::close_report(Instant now, CloseReason reason) const {
  CloseReport report;
  report.reason = reason;
  if (const auto since = unanswered_since()) {
    if (!scoreboard.empty()) {
      report.retransmission_attempts = scoreboard.front().transmissions - 1;
    }
    report.unanswered_for = now - *since;
  }
  report.bytes_acknowledged = send.bytes_acknowledged();
  report.bytes_unacknowledged = send.bytes_unacknowledged();
  report.bytes_delivered = receive.bytes_read();
  report.network_error = trouble.last_error;
  return report;
}

}  // namespace acklab::transport
