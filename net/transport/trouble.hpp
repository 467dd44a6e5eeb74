#pragma once

#include <cstdint>
#include <optional>

#include "net/wire/icmp.hpp"

namespace acklab::transport {

/// What has gone wrong since the peer last acknowledged something new, or answered a probe of its
/// closed window.
struct Trouble {
  std::optional<wire::IcmpKind> last_error;  // what the network said last
  std::uint32_t window_probes = 0;           // unanswered so far
  bool told = false;                         // R1 was passed, and the application knows
};

}  // namespace acklab::transport
