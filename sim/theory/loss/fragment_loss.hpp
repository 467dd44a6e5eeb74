#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How often a datagram is lost of which every fragment must arrive.
///
/// Kent and Mogul, Fragmentation Considered Harmful, SIGCOMM 1987; RFC 8900 section 3.
struct FragmentLoss {
  static double of(Values in) {
    const auto [loss, fragments] = take<2>(in);
    return 1 - std::pow(1 - loss, fragments);
  }
  static constexpr std::array inputs{input::loss, Input{.name = "fragments",
                                                        .symbol = "k",
                                                        .unit = Unit::count,
                                                        .meaning = "the pieces of a datagram",
                                                        .min = 1}};
  static constexpr Formula formula{
      .theme = Theme::loss,
      .name = "fragment_loss",
      .sentence = "How often a datagram is lost of which every fragment must arrive",
      .ascii = "P = 1 - (1-p)^k",
      .unicode = "P = 1 − (1−p)ᵏ",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity = "Each fragment is lost by itself.",
      .source = "Kent and Mogul, SIGCOMM 1987; RFC 8900 section 3",
      .of = of};
};

}  // namespace acklab::theory
