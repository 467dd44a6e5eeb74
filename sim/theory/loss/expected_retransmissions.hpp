#pragma once

#include <cmath>

#include "sim/theory/loss/expected_transmissions.hpp"

namespace acklab::theory {

/// How many packets of a job are sent again, on average, where every packet has an ACK of its own.
///
/// As expected_transmissions.
struct ExpectedRetransmissions {
  static double of(Values in) {
    const auto [loss, ack_loss, bytes, payload] = take<4>(in);
    return std::ceil(bytes / payload) * (ExpectedTransmissions::of(in) - 1);
  }
  static constexpr std::array inputs{below_one(input::loss), below_one(input::ack_loss),
                                     input::bytes, input::payload};
  static constexpr Formula formula{
      .theme = Theme::loss,
      .name = "expected_retransmissions",
      .sentence = "How many packets of a job are sent again where every packet has its own ACK",
      .ascii = "N = ceil(S/D) * (1 / ((1-p)*(1-q)) - 1)",
      .unicode = "N = ⌈S/D⌉·(1 / ((1−p)·(1−q)) − 1)",
      .inputs = inputs,
      .unit = Unit::count,
      .validity =
          "Stop-and-wait or selective repeat, and a timeout longer than a round trip. "
          "Cumulative ACKs heal lost ACKs: there q counts as 0.",
      .source = "Stallings, Data and Computer Communications, 8th ed., appendix 7A",
      .of = of};
};

}  // namespace acklab::theory
