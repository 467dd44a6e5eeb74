#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// What it costs to connect first, for one request and its answer: the round trips it takes over
/// those that it takes without.
///
/// RFC 9293 section 3.5 (one round trip); RFC 7413 section 1 (why that is much for a request).
struct HandshakeCost {
  static double of(Values in) {
    const auto [handshakes, exchanges] = take<2>(in);
    return (handshakes + exchanges) / exchanges;
  }
  static constexpr std::array inputs{Input{.name = "handshakes",
                                           .symbol = "h",
                                           .unit = Unit::count,
                                           .meaning = "round trips before the first data"},
                                     Input{.name = "exchanges",
                                           .symbol = "n",
                                           .unit = Unit::count,
                                           .meaning = "requests on one connection, one by one",
                                           .min = 1,
                                           .fallback = 1}};
  static constexpr Formula formula{
      .theme = Theme::cost,
      .name = "handshake_cost",
      .sentence = "How many times as long requests take because of the handshake",
      .ascii = "C = (h + n) / n = 2 if h = n = 1",
      .unicode = "C = (h + n) / n = 2 if h = n = 1",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "A request and its answer fit a packet each, and nothing is lost.",
      .source = "RFC 9293 section 3.5; RFC 7413 section 1",
      .of = of};
};

}  // namespace acklab::theory
