#pragma once

#include <cstdint>
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

/// Sends the flow, each packet at its instant by a thread that watches the clock, and waits until
/// nothing more comes. The path is stopped at the end.
[[nodiscard]] FlowAcross send_across(path::RealPath& path, const Flow& flow);

}  // namespace acklab::bench
