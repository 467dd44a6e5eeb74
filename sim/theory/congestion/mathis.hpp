#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// What a TCP that halves its window at each loss reaches: the square-root law.
///
/// Mathis, Semke, Mahdavi and Ott, The Macroscopic Behavior of the TCP Congestion Avoidance
/// Algorithm, CCR 27(3), 1997, section 2: C = sqrt(3/2) = 1.22 when every packet is acknowledged,
/// sqrt(3/4) = 0.87 when every second one is.
struct Mathis {
  static double of(Values in) {
    const auto [payload, round_trip, loss, segments_per_ack] = take<4>(in);
    return payload * 8 / round_trip * std::sqrt(1.5 / segments_per_ack / loss);
  }
  static constexpr std::array inputs{input::payload, positive(input::round_trip),
                                     positive(input::loss), input::segments_per_ack};
  static constexpr Formula formula{
      .theme = Theme::congestion,
      .name = "mathis",
      .sentence = "What TCP Reno reaches when loss sets its rate: the square-root law",
      .ascii = "G = 8*D/RTT * sqrt(3/(2*b*p)) = 1.22 * 8*D / (RTT*sqrt(p)) if b = 1",
      .unicode = "G = 8·D/RTT · √(3/(2·b·p)) = 1.22·8·D / (RTT·√p) if b = 1",
      .inputs = inputs,
      .unit = Unit::bits_per_s,
      .validity =
          "Losses are few (below 2 % or so), come singly and spaced, and cost no timeouts; "
          "the line could take more.",
      .source = "Mathis, Semke, Mahdavi and Ott, CCR 27(3), 1997",
      .of = of};
};

}  // namespace acklab::theory
