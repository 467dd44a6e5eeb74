#pragma once

#include "sim/theory/congestion/slow_start_rounds.hpp"

namespace acklab::theory {

/// Until the receiver has it all: the handshake's round trips, those of slow start but the last,
/// and one way.
///
/// As slow_start_rounds; the receiver has the last round half a round trip after it was sent.
struct SlowStartTime {
  static double of(Values in) {
    const auto [bytes, payload, initial_window, round_trip, handshakes] = take<5>(in);
    return (handshakes + SlowStartRounds::of(in) - 0.5) * round_trip;
  }
  static constexpr std::array inputs{SlowStartRounds::inputs[0], SlowStartRounds::inputs[1],
                                     SlowStartRounds::inputs[2], input::round_trip,
                                     Input{.name = "handshakes",
                                           .symbol = "h",
                                           .unit = Unit::count,
                                           .meaning = "round trips before the first data"}};
  static constexpr Formula formula{
      .theme = Theme::congestion,
      .name = "slow_start_time",
      .sentence = "How long slow start takes until the receiver has so much",
      .ascii = "T = (h + n - 1/2) * RTT, n = ceil(log2(S / (D*IW) + 1))",
      .unicode = "T = (h + n − ½)·RTT, n = ⌈log₂(S / (D·IW) + 1)⌉",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity =
          "Nothing is lost, every packet's ACK lets the window grow, and packets take next "
          "to no time on the line.",
      .source = "RFC 5681 section 3.1, RFC 6928; Cardwell et al., INFOCOM 2000",
      .of = of};
};

}  // namespace acklab::theory
