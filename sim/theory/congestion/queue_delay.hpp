#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How long a packet waits behind a full queue.
///
/// Kurose and Ross, Computer Networking, section 1.4; Gettys and Nichols, Bufferbloat, ACM Queue
/// 9(11), 2011.
struct QueueDelay {
  static double of(Values in) {
    const auto [queue, rate] = take<2>(in);
    return input::on_line(queue, rate);
  }
  static constexpr std::array inputs{
      Input{.name = "queue", .symbol = "Q", .unit = Unit::bytes, .meaning = "what may wait"},
      input::rate};
  static constexpr Formula formula{
      .theme = Theme::congestion,
      .name = "queue_delay",
      .sentence = "How long a packet waits behind a full queue",
      .ascii = "T = 8*Q / R",
      .unicode = "T = 8·Q / R",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity = "First come, first served, and nothing is dropped before the queue is full.",
      .source =
          "Kurose and Ross, Computer Networking, section 1.4; Gettys and Nichols, ACM Queue "
          "9(11), 2011",
      .of = of};
};

}  // namespace acklab::theory
