#pragma once

#include "sim/theory/inputs.hpp"
#include "sim/theory/timer/backoff_sum.hpp"

namespace acklab::theory {

/// How long after a packet its n-th retransmission goes out: RTO, 3 RTO, 7 RTO …
///
/// RFC 6298 section 5, (5.5): the timer doubles.
struct BackoffTime {
  static double of(Values in) {
    const auto [rto, retransmission, max_rto] = take<3>(in);
    return backoff_sum(rto, max_rto, retransmission);
  }
  static constexpr std::array inputs{input::rto,
                                     Input{.name = "retransmission",
                                           .symbol = "n",
                                           .unit = Unit::count,
                                           .meaning = "which retransmission, from 1",
                                           .min = 1,
                                           .max = 1000},
                                     or_else(input::max_rto, 60)};
  static constexpr Formula formula{
      .theme = Theme::timers,
      .name = "backoff_time",
      .sentence = "How long after a packet its n-th retransmission goes out",
      .ascii = "T = sum(i = 0..n-1) min(RTO * 2^i, RTOmax)",
      .unicode = "T = Σ(i = 0…n−1) min(RTO·2ⁱ, RTOmax)",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity = "Nothing is acknowledged meanwhile.",
      .source = "RFC 6298 section 5",
      .of = of};
};

}  // namespace acklab::theory
