#pragma once

#include <optional>

#include "net/wire/icmp.hpp"

namespace acklab::transport {

/// What has gone wrong since the peer last acknowledged something new.
struct Trouble {
  std::optional<wire::IcmpKind> last_error;  // what the network said last
  bool told = false;                         // R1 was passed, and the application knows
};

}  // namespace acklab::transport
