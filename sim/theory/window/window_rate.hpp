#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The most that a window allows, however fast the line is: one window a round trip.
///
/// RFC 6349 section 3.3; RFC 7323 section 1.1 (why 64 KiB were too little).
struct WindowRate {
  static double of(Values in) {
    const auto [window_bytes, round_trip] = take<2>(in);
    return window_bytes * 8 / round_trip;
  }
  static constexpr std::array inputs{input::window_bytes, positive(input::round_trip)};
  static constexpr Formula formula{
      .theme = Theme::windows,
      .name = "window_rate",
      .sentence = "The most that a window allows, however fast the line is",
      .ascii = "G = 8*W / RTT",
      .unicode = "G = 8·W / RTT",
      .inputs = inputs,
      .unit = Unit::bits_per_s,
      .validity = "The window is smaller than the bandwidth-delay product.",
      .source = "RFC 6349 section 3.3, RFC 7323 section 1.1",
      .of = of};
};

}  // namespace acklab::theory
