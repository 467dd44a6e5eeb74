#pragma once

#include <cstdint>

namespace acklab::congestion {

/// Which algorithm limits what a connection has in flight, beside the peer's window.
enum class CongestionControl : std::uint8_t {
  none,     // a fixed window: the receive window alone limits what is in flight
  newreno,  // RFC 5681 with RFC 6582, byte counting (RFC 3465)
  cubic,    // RFC 9438 with HyStart++ (RFC 9406)
  bbr,      // a model of the path (draft-ietf-ccwg-bbr) that random loss does not shrink
};

}  // namespace acklab::congestion
