#pragma once

#include <cstdint>

namespace acklab::transport {

/// What an Endpoint has counted of handshakes that peers began.
struct HandshakeStatistics {
  std::uint64_t half_open = 0;       // entries of the SYN cache now
  std::uint64_t most_half_open = 0;  // and at most so far
  std::uint64_t completed = 0;       // connections made, cookies' included
  std::uint64_t half_open_expired = 0;
  std::uint64_t half_open_reset = 0;  // by the peer, or for want of room
  std::uint64_t syns_ignored = 0;     // no room, and no cookies
  std::uint64_t syn_acks_sent = 0;    // from the cache, retransmissions included
  std::uint64_t cookies_sent = 0;
  std::uint64_t cookies_accepted = 0;
  std::uint64_t cookies_refused = 0;  // stale or forged, while cookies were in use
};

}  // namespace acklab::transport
