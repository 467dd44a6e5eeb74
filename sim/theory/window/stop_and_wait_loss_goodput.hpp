#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// What stop-and-wait delivers when packets and ACKs are lost: each attempt that fails, because
/// either was lost, costs a timeout, counted from when the packet has left.
///
/// Attempts are independent, so P/(1-P) of them fail for each that does not: Stallings, Data and
/// Computer Communications, 8th edition, appendix 7A (there with the timeout equal to the round
/// trip).
struct StopAndWaitLossGoodput {
  static double of(Values in) {
    const auto [payload, headers, rate, round_trip, loss, ack_loss, rto] = take<7>(in);
    const double failing = 1 - (1 - loss) * (1 - ack_loss);
    const double packet = input::on_line(payload + headers, rate);
    return payload * 8 / (round_trip + packet + rto * failing / (1 - failing));
  }
  static constexpr std::array inputs{
      input::payload,    input::headers,         input::rate,
      input::round_trip, below_one(input::loss), below_one(input::ack_loss),
      input::rto};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "stop_and_wait_loss_goodput",
      .sentence = "What stop-and-wait delivers when packets and ACKs are lost",
      .ascii = "G = 8*D / (RTT + L/R + RTO*P/(1-P)), P = 1 - (1-p)*(1-q), L = D + H",
      .unicode = "G = 8·D / (RTT + L/R + RTO·P/(1−P)), P = 1 − (1−p)·(1−q), L = D + H",
      .inputs = inputs,
      .unit = Unit::bits_per_s,
      .validity = "The timeout is fixed, does not back off, and is longer than a round trip.",
      .source = "Stallings, Data and Computer Communications, 8th ed., appendix 7A",
      .of = of};
};

}  // namespace acklab::theory
