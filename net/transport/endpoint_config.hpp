#pragma once

#include <cstddef>
#include <cstdint>

#include "net/transport/carriage.hpp"
#include "net/transport/config.hpp"

namespace acklab::transport {

/// Limits and secrets of an Endpoint.
struct EndpointConfig {
  std::uint64_t secret = 0;            // keys initial sequence numbers (RFC 6528) and SYN cookies:
                                       // unpredictable in real use, the seed in virtual time
  std::size_t max_connections = 1024;  // SYNs beyond are ignored; half-open ones do not count
  /// Half-open connections remembered; SYNs above are answered with cookies.
  std::size_t max_half_open = 1024;
  bool syn_cookies = true;    // RFC 4987 §3.6; without, SYNs above max_half_open are ignored
  Carriage carriage{};        // UDP, or IP from an address of this host
  ConnectionConfig accepted;  // what accepted connections are configured with
};

}  // namespace acklab::transport
