#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The share of the octets on the line that are the application's: one in 41 where a segment
/// carries a single one.
///
/// RFC 896 (the small-packet problem); RFC 813 and RFC 9293 section 3.8.6.2 (the silly window).
struct SillyWindowEfficiency {
  static double of(Values in) {
    const auto [payload, headers] = take<2>(in);
    return payload / (payload + headers);
  }
  static constexpr std::array inputs{input::payload, or_else(input::headers, 40)};
  static constexpr Formula formula{
      .theme = Theme::cost,
      .name = "silly_window_efficiency",
      .sentence = "The share of the octets on the line that are the application's",
      .ascii = "E = D / (D + H)",
      .unicode = "E = D / (D + H)",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity = "ACKs are not counted.",
      .source = "RFC 896; RFC 813; RFC 9293 section 3.8.6.2",
      .of = of};
};

}  // namespace acklab::theory
