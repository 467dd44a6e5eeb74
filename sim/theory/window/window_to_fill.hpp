#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The smallest window that fills the line: a round trip and a packet's time, in packets' times,
/// rounded up.
///
/// 1 + 2a of Stallings, Data and Computer Communications, 8th edition, appendix 7A.
struct WindowToFill {
  static double of(Values in) {
    const auto [payload, headers, rate, round_trip] = take<4>(in);
    const double packet = input::on_line(payload + headers, rate);
    // Times are decimal numbers: what is whole but for the last digit of a double is whole.
    return std::ceil(1 + round_trip / packet - 1e-9);
  }
  static constexpr std::array inputs{input::payload, input::headers, input::rate,
                                     input::round_trip};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "window_to_fill",
      .sentence = "The smallest window, in packets, that keeps the line busy all the time",
      .ascii = "W = ceil(1 + 2a), 2a = RTT*R/L, L = D + H",
      .unicode = "W = ⌈1 + 2a⌉, 2a = RTT·R/L, L = D + H",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "Nothing is lost, and an ACK takes no time on its line.",
      .source = "Stallings, Data and Computer Communications, 8th ed., appendix 7A",
      .of = of};
};

}  // namespace acklab::theory
