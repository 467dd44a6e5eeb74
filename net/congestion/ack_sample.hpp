#pragma once

#include <cstdint>
#include <optional>

#include "net/base/rate.hpp"
#include "net/base/time.hpp"

namespace acklab::congestion {

/// How fast the path delivered what one acknowledgement reports (draft-ietf-ccwg-bbr §4.1): the
/// bytes delivered since the newest of it was sent, over the time that took to send or to be
/// acknowledged, whichever was longer.
struct RateSample {
  BitRate rate = BitRate::from_bits_per_s(1);
  /// What had been delivered in all when the newest segment was sent (P.delivered): a round trip is
  /// over once this reaches what was delivered when the round began.
  std::uint64_t prior_delivered_bytes = 0;
  /// Something other than the path held the sender back meanwhile: the path may be faster.
  bool app_limited = false;
};

/// What a controller is told when an acknowledgement delivered bytes or revealed a loss.
struct AckSample {
  Instant now;
  std::uint64_t delivered_bytes = 0;  // acknowledged or selectively acknowledged for the first time
  /// Whether the congestion window was what held the sender back. A window that was not used up
  /// proves nothing about the path and must not grow (RFC 7661 §4.4).
  bool window_was_limit = false;
  std::uint64_t total_delivered_bytes = 0;  // since the connection opened, this ACK included
  std::uint64_t lost_bytes = 0;             // found lost since the last sample
  std::uint64_t in_flight_bytes = 0;        // after this ACK
  /// The round trip of the segment delivered that was sent last, when it cannot be ambiguous.
  std::optional<Duration> round_trip = std::nullopt;
  std::optional<Duration> smoothed_round_trip = std::nullopt;
  std::optional<RateSample> rate = std::nullopt;
};

}  // namespace acklab::congestion
