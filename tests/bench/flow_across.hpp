#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "net/base/time.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::bench {

/// Datagrams sent from client to server across a path in real time.
struct Flow {
  std::uint32_t payload_bytes = 200;
  double packets_per_s = 1000;
  std::uint64_t packets = 1000;
  /// So many at a time are handed to the sending kernel, each a packet of its own on the link: in
  /// one large datagram that the kernel cuts up (UDP_SEGMENT), or where it does not, by sendmmsg.
  std::uint32_t at_once = 1;
  /// The receiver looks so often for what has come, instead of being woken by each packet.
  Duration reads_every{};
};

struct Arrival {
  Duration since_sent{};   // by the kernel's clock, from before it was sent until it came in
  Duration since_start{};  // when it came in
};

/// What came of a flow: arrivals in their order, and the path's own account.
struct FlowAcross {
  std::vector<Arrival> arrivals;
  path::PathTruth truth;
  Duration took{};  // to send it
};

/// Packets per second that came out, between the first and the last of them.
[[nodiscard]] double arrival_rate(const FlowAcross& across);

/// Two sockets, and where the one sends to reach the other.
struct Ends {
  socket::UdpSocket client;
  socket::UdpSocket server;
  SocketAddress to;
};

/// Sends the flow, each packet at its instant by a thread that watches the clock, and waits until
/// nothing more comes and `is_idle` says that nothing is under way.
[[nodiscard]] FlowAcross send_between(Ends& ends, const Flow& flow,
                                      const std::function<bool()>& is_idle);

/// The same across a path, which is stopped at the end.
[[nodiscard]] FlowAcross send_across(path::RealPath& path, const Flow& flow);

}  // namespace acklab::bench
