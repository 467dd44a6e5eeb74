#pragma once

#include <cstdint>
#include <functional>

#include "net/base/datagram_actor.hpp"
#include "net/base/time.hpp"
#include "sim/link/link.hpp"

namespace acklab::path {

/// The addresses of the two hosts on paths where acklab chooses them (virtual time and TUN).
inline constexpr SocketAddress client_address{IpAddress::v4(10, 77, 0, 1), 40000};
inline constexpr SocketAddress server_address{IpAddress::v4(10, 77, 0, 2), 7000};

/// Carries datagrams between two actors across a link in virtual time: it jumps from one wanted
/// instant to the next, so an hour takes as long as its packets take to compute, and the same seed
/// repeats every run exactly.
class SimulatedPath {
 public:
  SimulatedPath(link::Link& link, DatagramActor& client, DatagramActor& server);

  /// Runs from where it stands until `done` says true (asked after every step), nobody wants to run
  /// any more, or `deadline` is reached; returns the instant it stopped at.
  Instant run(Instant deadline, const std::function<bool(Instant)>& done);

  [[nodiscard]] Instant now() const { return now_; }

 private:
  void exchange();
  [[nodiscard]] bool deliver_due();

  link::Link& link_;
  DatagramActor& client_;
  DatagramActor& server_;
  Instant now_{};
};

}  // namespace acklab::path
