#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// When the first answer is there: the handshake's round trips and the request's own.
///
/// RFC 9293 section 3.5; RFC 7413 section 1.
struct FirstAnswerTime {
  static double of(Values in) {
    const auto [handshakes, round_trip] = take<2>(in);
    return (handshakes + 1) * round_trip;
  }
  static constexpr std::array inputs{Input{.name = "handshakes",
                                           .symbol = "h",
                                           .unit = Unit::count,
                                           .meaning = "round trips before the first data"},
                                     input::round_trip};
  static constexpr Formula formula{
      .theme = Theme::cost,
      .name = "first_answer_time",
      .sentence = "When the answer to the first request is there",
      .ascii = "T = (h + 1) * RTT",
      .unicode = "T = (h + 1)·RTT",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity =
          "A request and its answer fit a packet each, take next to no time on the line, "
          "and nothing is lost.",
      .source = "RFC 9293 section 3.5; RFC 7413 section 1",
      .of = of};
};

}  // namespace acklab::theory
