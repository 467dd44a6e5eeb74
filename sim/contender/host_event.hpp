#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "net/base/time.hpp"
#include "net/transport/observation.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::contender {

/// What the transport of one host tells about itself.
struct HostEvent {
  path::Host host = path::Host::client;
  Instant now{};
  std::uint64_t connection = 0;  // of its endpoint; 0: of a peer that has none yet
  /// Packets that the host has given to the link before: of a segment that is sent, its number
  /// among those of its flow and direction (FlowOrdinals), unless the operating system has lost
  /// packets on the way there. Where no flows share the link that is its index.
  std::uint64_t packets_sent = 0;
  const transport::Observation& what;  // as long as the call lasts
  std::uint32_t flow = 0;              // whose host it is, where several flows share the link
};
using HostSink = std::function<void(const HostEvent&)>;

/// Hands on what the hosts of a flow tell, as that flow's.
[[nodiscard]] inline HostSink of_flow(HostSink sink, std::uint32_t flow) {
  if (!sink) return {};
  return [sink = std::move(sink), flow](const HostEvent& event) {
    sink({event.host, event.now, event.connection, event.packets_sent, event.what, flow});
  };
}

}  // namespace acklab::contender
