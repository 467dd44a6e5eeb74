#include "net/transport/keep_alive.hpp"

#include <algorithm>

#include "net/transport/connection_parts.hpp"

namespace acklab::transport {

/// MUST-26: only when nothing is outstanding. What is outstanding has timers of its own.
bool Connection::Parts::may_keep_alive() const {
  const State state = machine.state();
  const bool open =
      state == State::established || state == State::close_wait || state == State::fin_wait_2;
  return config.keep_alive && open && scoreboard.empty() && !send.anything_unsent();
}

void Connection::Parts::settle_keep_alive() {
  if (!may_keep_alive()) {
    keep_alive.withdraw();
    timers.stop(Timer::keep_alive);
  } else if (!keep_alive.due()) {
    timers.set(Timer::keep_alive, keep_alive.deadline(*config.keep_alive));
  }
}

void Connection::Parts::on_keep_alive(Instant now) {
  if (!may_keep_alive()) return;
  if (keep_alive.unanswered() >= std::max(config.keep_alive->probes, 2U)) {
    build_reset(send.next(), true);  // in case only its answers are lost
    on_give_up(now);
    return;
  }
  keep_alive.request();
}

/// A segment that lies before the window, so that any TCP answers it; without data (SHLD-12).
wire::Segment Connection::Parts::next_keep_alive(Instant now) {
  keep_alive.probed(now);
  ++statistics.keep_alive_probes_sent;
  wire::Segment probe = build_ack(now);
  probe.sender.sequence = Seq32::wrap(send.next() - 1, local_initial);
  settle_keep_alive();
  leaves_as(Sending::keep_alive);
  return probe;
}

}  // namespace acklab::transport
