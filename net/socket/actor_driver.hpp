#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "net/base/datagram_actor.hpp"
#include "net/socket/datagram_port.hpp"
#include "net/socket/event_loop.hpp"

namespace acklab::socket {

/// Runs a DatagramActor on a port (a UDP socket, say) in real time: hands it what arrives, wakes it
/// when it wants to run, sends what it has. Loop, port and actor must outlive it.
///
/// What it does in one round of the loop is bounded in both directions, so that other sockets and
/// timers get their turn however much there is to receive or to send.
class ActorDriver {
 public:
  /// Starts at once: poke is called when the loop next runs.
  ActorDriver(EventLoop& loop, DatagramPort& port, DatagramActor& actor);
  ActorDriver(const ActorDriver&) = delete;
  ActorDriver& operator=(const ActorDriver&) = delete;
  ~ActorDriver();

  /// Calls `observer` each time the actor was handed something, before its output is sent. It may
  /// change the actor, and destroy this driver.
  void on_activity(std::function<void(Instant now)> observer);
  /// Lets the actor act now: call after changing it from outside (a write, a close). From within
  /// the observer or the actor it has no effect and is not needed.
  void poke();

  /// Datagrams the system would not take (anything but a full buffer, which is waited for).
  [[nodiscard]] std::uint64_t send_errors() const;
  /// The last failure to send or to receive.
  [[nodiscard]] std::optional<SocketError> last_error() const;

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

}  // namespace acklab::socket
