#pragma once

#include <compare>
#include <cstdint>

#include "net/base/address.hpp"

namespace acklab::transport {

/// What tells the connections of an Endpoint apart.
struct ConnectionKey {
  SocketAddress peer;
  std::uint16_t remote_port = 0;
  std::uint16_t local_port = 0;
  friend constexpr auto operator<=>(const ConnectionKey&, const ConnectionKey&) = default;
};

}  // namespace acklab::transport
