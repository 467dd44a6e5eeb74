#pragma once

#include <algorithm>

#include "sim/theory/inputs.hpp"
#include "sim/theory/timer/backoff_sum.hpp"

namespace acklab::theory {

/// How long it takes to connect when the first SYNs are lost: their timeouts and a round trip.
///
/// RFC 6298 sections 2 and 5: 1 s, then twice as long each time. Linux from 6.5 on repeats the
/// first timeout some times before it doubles (net.ipv4.tcp_syn_linear_timeouts).
struct LostSynConnectTime {
  static double of(Values in) {
    const auto [initial_rto, lost, round_trip, linear, max_rto] = take<5>(in);
    const double unchanged = std::min(lost, linear);
    return unchanged * initial_rto + backoff_sum(initial_rto, max_rto, lost - unchanged) +
           round_trip;
  }
  static constexpr std::array inputs{
      Input{.name = "initial_rto",
            .symbol = "RTO",
            .unit = Unit::seconds,
            .meaning = "the first timeout of a SYN",
            .min_excluded = true,
            .fallback = 1},
      Input{.name = "lost_syns",
            .symbol = "n",
            .unit = Unit::count,
            .meaning = "how many of the first SYNs are lost",
            .max = 1000},
      input::round_trip,
      Input{.name = "linear_timeouts",
            .symbol = "m",
            .unit = Unit::count,
            .meaning = "so many timeouts pass before the timer begins to double from the first",
            .max = 1000,
            .fallback = 0},
      or_else(input::max_rto, 60)};
  static constexpr Formula formula{
      .theme = Theme::timers,
      .name = "lost_syn_connect_time",
      .sentence = "How long it takes to connect when the first SYNs are lost",
      .ascii = "T = min(n,m)*RTO + sum(i = 0..n-m-1) min(RTO * 2^i, RTOmax) + RTT",
      .unicode = "T = min(n,m)·RTO + Σ(i = 0…n−m−1) min(RTO·2ⁱ, RTOmax) + RTT",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity = "The SYN's answer is not lost. In the book m = 0.",
      .source = "RFC 6298 sections 2 and 5; Linux, ip-sysctl.rst, tcp_syn_linear_timeouts",
      .of = of};
};

}  // namespace acklab::theory
