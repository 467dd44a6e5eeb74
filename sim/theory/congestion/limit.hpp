#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The best goodput that any transport could reach: all packets full, never idle, nothing sent in
/// vain, no handshake; the last byte still has to cross.
///
/// Follows from the link: packets leave no faster than its line lets them, and take the delay.
/// Random loss strikes before the line, so it takes nothing of it away.
struct Limit {
  static double of(Values in) {
    const auto [bytes, line_goodput, delay] = take<3>(in);
    return bytes * 8 / (bytes * 8 / line_goodput + delay);
  }
  static constexpr std::array inputs{
      input::bytes,
      Input{.name = "line_goodput",
            .symbol = "C",
            .unit = Unit::bits_per_s,
            .meaning = "what the line lets through, less headers, damage and copies",
            .min_excluded = true},
      input::delay};
  static constexpr Formula formula{
      .theme = Theme::congestion,
      .name = "limit",
      .sentence = "The best goodput that any transport could reach on this link",
      .ascii = "G = 8*S / (8*S/C + d)",
      .unicode = "G = 8·S / (8·S/C + d)",
      .inputs = inputs,
      .unit = Unit::bits_per_s,
      .validity = "An upper bound: what is measured lies below.",
      .source = "follows from the link: its line's rate and its delay",
      .of = of};
};

}  // namespace acklab::theory
