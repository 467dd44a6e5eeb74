#pragma once

#include <algorithm>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How much of the line a window uses: so many packets a round trip instead of one, until the line
/// is full. Go-back-N and selective repeat alike, because nothing is lost.
///
/// Kurose and Ross, Computer Networking, section 3.4.2 (pipelining).
struct WindowUtilisation {
  static double of(Values in) {
    const auto [payload, headers, rate, round_trip, window] = take<5>(in);
    const double packet = input::on_line(payload + headers, rate);
    return std::min(1.0, window * packet / (round_trip + packet));
  }
  static constexpr std::array inputs{input::payload, input::headers, input::rate, input::round_trip,
                                     input::window};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "window_utilisation",
      .sentence = "The share of the line that a window uses when nothing is lost",
      .ascii = "U = min(1, W * (L/R) / (RTT + L/R)), L = D + H",
      .unicode = "U = min(1, W·(L/R) / (RTT + L/R)), L = D + H",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity = "Nothing is lost, and an ACK takes no time on its line.",
      .source = "Kurose and Ross, Computer Networking, section 3.4.2",
      .of = of};
};

}  // namespace acklab::theory
