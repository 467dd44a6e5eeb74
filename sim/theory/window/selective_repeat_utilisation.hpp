#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The useful share of the line with selective repeat: only what is lost goes again.
///
/// Stallings, Data and Computer Communications, 8th edition, appendix 7A.
struct SelectiveRepeatUtilisation {
  static double of(Values in) {
    const auto [payload, headers, rate, round_trip, window, loss] = take<6>(in);
    const double twice_a = round_trip / input::on_line(payload + headers, rate);
    if (window >= 1 + twice_a) return 1 - loss;
    return window * (1 - loss) / (1 + twice_a);
  }
  static constexpr std::array inputs{input::payload,    input::headers, input::rate,
                                     input::round_trip, input::window,  input::loss};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "selective_repeat_utilisation",
      .sentence = "The useful share of the line with selective repeat when packets are lost",
      .ascii = "U = 1 - p if W >= 1 + 2a, else W*(1-p) / (1 + 2a), 2a = RTT*R/L, L = D + H",
      .unicode = "U = 1 − p if W ≥ 1 + 2a, else W·(1−p) / (1 + 2a), 2a = RTT·R/L, L = D + H",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity =
          "No ACK is lost, and the window never waits for a packet lost again and again: "
          "at high loss that takes several times 1 + 2a.",
      .source = "Stallings, Data and Computer Communications, 8th ed., appendix 7A",
      .of = of};
};

}  // namespace acklab::theory
