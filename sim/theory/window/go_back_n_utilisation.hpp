#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The useful share of the line with go-back-N: a loss costs everything that was sent behind it
/// until it was noticed, a full pipe of 1 + 2a packets, or the window where that is smaller.
///
/// Stallings, Data and Computer Communications, 8th edition, appendix 7A.
struct GoBackNUtilisation {
  static double of(Values in) {
    const auto [payload, headers, rate, round_trip, window, loss] = take<6>(in);
    const double twice_a = round_trip / input::on_line(payload + headers, rate);
    if (window >= 1 + twice_a) return (1 - loss) / (1 + twice_a * loss);
    return window * (1 - loss) / ((1 + twice_a) * (1 - loss + window * loss));
  }
  static constexpr std::array inputs{input::payload,    input::headers, input::rate,
                                     input::round_trip, input::window,  input::loss};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "go_back_n_utilisation",
      .sentence = "The useful share of the line with go-back-N when packets are lost",
      .ascii =
          "U = (1-p) / (1 + 2a*p) if W >= 1 + 2a, else W*(1-p) / ((1 + 2a)*(1 - p + W*p)), "
          "2a = RTT*R/L, L = D + H",
      .unicode =
          "U = (1−p) / (1 + 2a·p) if W ≥ 1 + 2a, else W·(1−p) / ((1 + 2a)·(1 − p + W·p)), "
          "2a = RTT·R/L, L = D + H",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity =
          "No ACK is lost, and a loss is noticed when its ACK would have come. A line "
          "sends whole packets: where 1 + 2a is none, a little less.",
      .source = "Stallings, Data and Computer Communications, 8th ed., appendix 7A",
      .of = of};
};

}  // namespace acklab::theory
