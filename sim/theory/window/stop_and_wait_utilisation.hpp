#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How much of the time stop-and-wait keeps its line busy: one packet's time on the line, L/R, of
/// every round trip and that time.
///
/// Kurose and Ross, Computer Networking, section 3.4.2 (U_sender).
struct StopAndWaitUtilisation {
  static double of(Values in) {
    const auto [payload, headers, rate, round_trip] = take<4>(in);
    const double packet = input::on_line(payload + headers, rate);
    return packet / (round_trip + packet);
  }
  static constexpr std::array inputs{input::payload, input::headers, input::rate,
                                     input::round_trip};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "stop_and_wait_utilisation",
      .sentence = "The share of the time that stop-and-wait keeps its line busy",
      .ascii = "U = (L/R) / (RTT + L/R), L = D + H",
      .unicode = "U = (L/R) / (RTT + L/R), L = D + H",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity = "Nothing is lost, and an ACK takes no time on its line.",
      .source = "Kurose and Ross, Computer Networking, section 3.4.2",
      .of = of};
};

}  // namespace acklab::theory
