#pragma once

#include <algorithm>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The timeout that follows from measured round trips.
///
/// RFC 6298 section 2, (2.3) and (2.4), without the clock's granularity.
struct RetransmissionTimeout {
  static double of(Values in) {
    const auto [smoothed, variation, min_rto] = take<3>(in);
    return std::max(min_rto, smoothed + 4 * variation);
  }
  static constexpr std::array inputs{
      Input{"smoothed_rtt", "SRTT", Unit::seconds, "the smoothed round trip"},
      Input{"rtt_variation", "RTTVAR", Unit::seconds, "the smoothed deviation from it"},
      Input{.name = "min_rto",
            .symbol = "RTOmin",
            .unit = Unit::seconds,
            .meaning = "the shortest timeout allowed: 1 s in RFC 6298, 200 ms in Linux",
            .fallback = 1}};
  static constexpr Formula formula{
      .theme = Theme::timers,
      .name = "retransmission_timeout",
      .sentence = "The timeout that follows from measured round trips",
      .ascii = "RTO = max(RTOmin, SRTT + 4*RTTVAR)",
      .unicode = "RTO = max(RTOmin, SRTT + 4·RTTVAR)",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity = "After the first measured round trip r, SRTT = r and RTTVAR = r/2.",
      .source = "RFC 6298 section 2",
      .of = of};
};

}  // namespace acklab::theory
