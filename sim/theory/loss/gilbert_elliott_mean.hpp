#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The mean loss of a line that is good or bad: the share of its packets that each state meets,
/// times what that state loses.
///
/// Gilbert, BSTJ 39, 1960; Elliott, BSTJ 42, 1963.
struct GilbertElliottMean {
  static double of(Values in) {
    const auto [p, r, in_bad, in_good] = take<4>(in);
    return (p * in_bad + r * in_good) / (p + r);
  }
  static constexpr std::array inputs{input::p_bad, input::r_good,
                                     Input{.name = "loss_in_bad",
                                           .symbol = "b",
                                           .unit = Unit::ratio,
                                           .meaning = "the loss in the bad state",
                                           .max = 1,
                                           .fallback = 1},
                                     Input{.name = "loss_in_good",
                                           .symbol = "g",
                                           .unit = Unit::ratio,
                                           .meaning = "the loss in the good state",
                                           .max = 1,
                                           .fallback = 0}};
  static constexpr Formula formula{
      .theme = Theme::loss,
      .name = "gilbert_elliott_mean",
      .sentence = "The mean loss of a line that is either good or bad",
      .ascii = "P = (p*b + r*g) / (p + r) = p / (p + r) if b = 1 and g = 0",
      .unicode = "P = (p·b + r·g) / (p + r) = p / (p + r) if b = 1 and g = 0",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity = "In the long run.",
      .source = "Gilbert, BSTJ 39, 1960; Elliott, BSTJ 42, 1963",
      .of = of};
};

}  // namespace acklab::theory
