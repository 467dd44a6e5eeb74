#pragma once

#include <algorithm>
#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// What CUBIC reaches when loss sets its rate: its own average window, or Reno's where that is
/// larger (the Reno-friendly region).
///
/// RFC 9438 section 5: C = 0.4, beta = 0.7.
struct CubicResponse {
  static double of(Values in) {
    constexpr double c = 0.4;
    constexpr double beta = 0.7;
    const auto [payload, round_trip, loss] = take<3>(in);
    const double cubic =
        std::pow(c * (3 + beta) / (4 * (1 - beta)), 0.25) * std::pow(round_trip / loss, 0.75);
    const double reno = std::sqrt(1.5 / loss);
    return payload * 8 / round_trip * std::max(cubic, reno);
  }
  static constexpr std::array inputs{input::payload, positive(input::round_trip),
                                     positive(input::loss)};
  static constexpr Formula formula{
      .theme = Theme::congestion,
      .name = "cubic_response",
      .sentence = "What CUBIC reaches when loss sets its rate",
      .ascii = "G = 8*D/RTT * max(1.054 * (RTT/p)^(3/4), sqrt(3/(2*p)))",
      .unicode = "G = 8·D/RTT · max(1.054·(RTT/p)^¾, √(3/(2·p)))",
      .inputs = inputs,
      .unit = Unit::bits_per_s,
      .validity =
          "Losses are few, come singly and cost no timeouts; RTT in seconds in the first "
          "term; the line could take more.",
      .source = "RFC 9438 section 5",
      .of = of};
};

}  // namespace acklab::theory
