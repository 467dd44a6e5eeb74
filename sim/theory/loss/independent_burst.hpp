#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How many packets are lost in a row, on average, when each is lost by itself: what chance makes
/// of bursts.
///
/// The mean of a geometric distribution (Feller, An Introduction to Probability Theory, volume 1,
/// chapter VI.8).
struct IndependentBurst {
  static double of(Values in) { return 1 / (1 - in[0]); }
  static constexpr std::array inputs{below_one(input::loss)};
  static constexpr Formula formula{
      .theme = Theme::loss,
      .name = "independent_burst",
      .sentence = "How many packets are lost in a row where each is lost by itself",
      .ascii = "n = 1 / (1-p)",
      .unicode = "n = 1 / (1−p)",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "Each packet is lost by itself; on average, of the losses there are.",
      .source = "the mean of a geometric distribution (Feller, volume 1, section VI.8)",
      .of = of};
};

}  // namespace acklab::theory
