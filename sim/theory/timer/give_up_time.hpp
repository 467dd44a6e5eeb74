#pragma once

#include "sim/theory/inputs.hpp"
#include "sim/theory/timer/backoff_sum.hpp"

namespace acklab::theory {

/// How long a sender that counts retransmissions tries before it gives up: as many timeouts as
/// retransmissions, and one more.
///
/// RFC 6298 section 5; Linux, Documentation/networking/ip-sysctl.rst, tcp_retries2: 15
/// retransmissions from a timeout of 200 ms, at most 120 s, are 924.6 s.
struct GiveUpTime {
  static double of(Values in) {
    const auto [rto, max_rto, retries] = take<3>(in);
    return backoff_sum(rto, max_rto, retries + 1);
  }
  static constexpr std::array inputs{input::rto, or_else(input::max_rto, 120), input::retries};
  static constexpr Formula formula{
      .theme = Theme::timers,
      .name = "give_up_time",
      .sentence = "How long a sender that counts retransmissions tries before it gives up",
      .ascii = "T = sum(i = 0..n) min(RTO * 2^i, RTOmax)",
      .unicode = "T = Σ(i = 0…n) min(RTO·2ⁱ, RTOmax)",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity =
          "Nothing comes back any more. Linux takes 200 ms for RTO here, whatever the round "
          "trip.",
      .source = "RFC 6298 section 5; Linux, ip-sysctl.rst, tcp_retries2",
      .of = of};
};

}  // namespace acklab::theory
