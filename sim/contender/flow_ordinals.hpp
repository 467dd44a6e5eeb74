#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "sim/link/link.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::contender {

/// The direction in which a host sends.
[[nodiscard]] inline link::Direction direction_from(path::Host host) {
  return host == path::Host::client ? link::Direction::forward : link::Direction::reverse;
}

/// Numbers the packets of each flow and direction, from 0, in the order in which the link takes
/// them in. A host knows how many it has sent (HostEvent::packets_sent); which packets of a shared
/// link they are shows when they come to it.
class FlowOrdinals {
 public:
  /// Of what enters; each once.
  [[nodiscard]] std::uint64_t take(const link::Crossing& crossing) {
    return taken_[{crossing.packet.flow, crossing.direction}]++;
  }

 private:
  std::map<std::pair<std::uint32_t, link::Direction>, std::uint64_t> taken_;
};

}  // namespace acklab::contender
