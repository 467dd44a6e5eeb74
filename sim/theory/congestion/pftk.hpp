#pragma once

#include <algorithm>
#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// What TCP Reno reaches when some losses cost a timeout.
///
/// Padhye, Firoiu, Towsley and Kurose, Modeling TCP Throughput, SIGCOMM 1998 (the approximate
/// model, without the limit of the receive window); RFC 5348 section 3.1 is the same with its
/// min() left out.
struct Pftk {
  static double of(Values in) {
    const auto [payload, round_trip, loss, rto, b] = take<5>(in);
    const double halved = round_trip * std::sqrt(2 * b * loss / 3);
    const double timed_out =
        rto * std::min(1.0, 3 * std::sqrt(3 * b * loss / 8)) * loss * (1 + 32 * loss * loss);
    return payload * 8 / (halved + timed_out);
  }
  static constexpr std::array inputs{input::payload, positive(input::round_trip),
                                     positive(input::loss), input::rto, input::segments_per_ack};
  static constexpr Formula formula{
      .theme = Theme::congestion,
      .name = "pftk",
      .sentence = "What TCP Reno reaches when loss sets its rate and some losses cost a timeout",
      .ascii = "G = 8*D / (RTT*sqrt(2*b*p/3) + RTO*min(1, 3*sqrt(3*b*p/8))*p*(1 + 32*p^2))",
      .unicode = "G = 8·D / (RTT·√(2·b·p/3) + RTO·min(1, 3·√(3·b·p/8))·p·(1 + 32·p²))",
      .inputs = inputs,
      .unit = Unit::bits_per_s,
      .validity =
          "Reno without SACK; a loss takes the rest of its round with it; the line could "
          "take more.",
      .source = "Padhye, Firoiu, Towsley and Kurose, SIGCOMM 1998; RFC 5348 section 3.1",
      .of = of};
};

}  // namespace acklab::theory
