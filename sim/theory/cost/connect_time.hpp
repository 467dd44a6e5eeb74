#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// When the client may send its first data: after the handshake's round trips.
///
/// RFC 9293 section 3.5.
struct ConnectTime {
  static double of(Values in) {
    const auto [handshakes, round_trip] = take<2>(in);
    return handshakes * round_trip;
  }
  static constexpr std::array inputs{Input{.name = "handshakes",
                                           .symbol = "h",
                                           .unit = Unit::count,
                                           .meaning = "round trips before the first data"},
                                     input::round_trip};
  static constexpr Formula formula{.theme = Theme::cost,
                                   .name = "connect_time",
                                   .sentence = "When the client may send its first data",
                                   .ascii = "T = h * RTT",
                                   .unicode = "T = h·RTT",
                                   .inputs = inputs,
                                   .unit = Unit::seconds,
                                   .validity =
                                       "Nothing is lost, and a SYN takes next to no time on "
                                       "the line.",
                                   .source = "RFC 9293 section 3.5",
                                   .of = of};
};

}  // namespace acklab::theory
