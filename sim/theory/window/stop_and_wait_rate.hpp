#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How many packets a second stop-and-wait moves over a line whose two directions differ: the ACK
/// takes its time too.
///
/// Kurose and Ross, Computer Networking, section 3.4.2, with the ACK's own time, A/R', added.
struct StopAndWaitRate {
  static double of(Values in) {
    const auto [payload, headers, rate, round_trip, ack, ack_rate] = take<6>(in);
    return 1 /
           (input::on_line(payload + headers, rate) + round_trip + input::on_line(ack, ack_rate));
  }
  static constexpr std::array inputs{input::payload,
                                     input::headers,
                                     input::rate,
                                     input::round_trip,
                                     Input{.name = "ack",
                                           .symbol = "A",
                                           .unit = Unit::bytes,
                                           .meaning = "an ACK, with all its headers"},
                                     Input{.name = "ack_rate",
                                           .symbol = "R'",
                                           .unit = Unit::bits_per_s,
                                           .meaning = "how fast the line takes ACKs",
                                           .min_excluded = true}};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "stop_and_wait_rate",
      .sentence = "How many packets a second stop-and-wait moves over an asymmetric line",
      .ascii = "N = 1 / (L/R + RTT + A/R'), L = D + H",
      .unicode = "N = 1 / (L/R + RTT + A/R′), L = D + H",
      .inputs = inputs,
      .unit = Unit::per_s,
      .validity = "Nothing is lost.",
      .source = "Kurose and Ross, Computer Networking, section 3.4.2, with the ACK's time added",
      .of = of};
};

}  // namespace acklab::theory
