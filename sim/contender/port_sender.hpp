#pragma once

#include <optional>

#include "net/base/datagram_actor.hpp"
#include "net/socket/datagram_port.hpp"
#include "net/socket/event_loop.hpp"

namespace acklab::contender {

/// Runs an actor on a port as a program does that sends and never reads: what the network says of a
/// datagram waits at the socket, and a later call that sends hears it.
class PortSender {
 public:
  PortSender(socket::EventLoop& loop, socket::DatagramPort& port, DatagramActor& actor)
      : loop_(loop), port_(port), actor_(actor) {}
  PortSender(const PortSender&) = delete;
  PortSender& operator=(const PortSender&) = delete;
  ~PortSender();

  /// Sends what there is, and from then on what there will be.
  void start() { work(); }
  /// When it last sent something.
  [[nodiscard]] Instant last_activity() const { return last_activity_; }

 private:
  void work();
  /// False when the system has no room for now.
  bool send(const OutgoingDatagram& datagram);

  socket::EventLoop& loop_;
  socket::DatagramPort& port_;
  DatagramActor& actor_;
  std::optional<OutgoingDatagram> unsent_;
  std::optional<socket::TimerId> timer_;
  Instant last_activity_{};
};

}  // namespace acklab::contender
