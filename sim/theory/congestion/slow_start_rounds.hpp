#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How many round trips slow start needs to send so much: it sends the initial window, then twice
/// as much each time.
///
/// RFC 5681 section 3.1, RFC 6928; Cardwell, Savage and Anderson, Modeling TCP Latency, INFOCOM
/// 2000, with a growth of 2.
struct SlowStartRounds {
  static double of(Values in) {
    const auto [bytes, payload, initial_window] = take<3>(in);
    return std::ceil(std::log2(bytes / payload / initial_window + 1) - 1e-9);
  }
  static constexpr std::array inputs{input::bytes, input::payload,
                                     Input{.name = "initial_window",
                                           .symbol = "IW",
                                           .unit = Unit::count,
                                           .meaning = "packets of the first window",
                                           .min = 1}};
  static constexpr Formula formula{
      .theme = Theme::congestion,
      .name = "slow_start_rounds",
      .sentence = "How many round trips slow start needs to send so much",
      .ascii = "n = ceil(log2(S / (D*IW) + 1))",
      .unicode = "n = ⌈log₂(S / (D·IW) + 1)⌉",
      .inputs = inputs,
      .unit = Unit::count,
      .validity =
          "Nothing is lost, every packet's ACK lets the window grow, and the line is never "
          "full.",
      .source = "RFC 5681 section 3.1, RFC 6928; Cardwell et al., INFOCOM 2000",
      .of = of};
};

}  // namespace acklab::theory
