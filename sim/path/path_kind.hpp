#pragma once

#include <cstdint>

namespace acklab::path {

/// How packets get from one host to the other, always through the same link::Link.
enum class PathKind : std::uint8_t {
  simulated,  // virtual time, no sockets
  relay,      // real UDP sockets on loopback, a relay between them; needs no privilege
  tun,        // two network namespaces with a TUN device each: every IP packet crosses the link
};
[[nodiscard]] const char* to_string(PathKind kind);

/// What a scenario or the command line asks for.
enum class PathChoice : std::uint8_t { automatic, simulated, relay, tun };
[[nodiscard]] const char* to_string(PathChoice choice);

}  // namespace acklab::path
