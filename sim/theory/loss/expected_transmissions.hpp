#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How often a packet is sent until it and its ACK have arrived, on average.
///
/// The mean of a geometric distribution: Stallings, Data and Computer Communications, 8th edition,
/// appendix 7A (N_r).
struct ExpectedTransmissions {
  static double of(Values in) {
    const auto [loss, ack_loss] = take<2>(in);
    return 1 / ((1 - loss) * (1 - ack_loss));
  }
  static constexpr std::array inputs{below_one(input::loss), below_one(input::ack_loss)};
  static constexpr Formula formula{
      .theme = Theme::loss,
      .name = "expected_transmissions",
      .sentence = "How often a packet is sent until it and its ACK have arrived",
      .ascii = "N = 1 / ((1-p)*(1-q)) = 1 / (1-p) if q = 0",
      .unicode = "N = 1 / ((1−p)·(1−q)) = 1 / (1−p) if q = 0",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "Every packet has an ACK of its own, and each is lost by itself; on average.",
      .source = "Stallings, Data and Computer Communications, 8th ed., appendix 7A",
      .of = of};
};

}  // namespace acklab::theory
