#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How many packets a line that loses everything in its bad state loses in a row, on average: as
/// long as it stays bad.
///
/// Gilbert, BSTJ 39, 1960.
struct GilbertBurst {
  static double of(Values in) { return 1 / in[0]; }
  static constexpr std::array inputs{input::r_good};
  static constexpr Formula formula{
      .theme = Theme::loss,
      .name = "gilbert_burst",
      .sentence = "How many packets are lost in a row where a bad state loses them all",
      .ascii = "n = 1 / r",
      .unicode = "n = 1 / r",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "The bad state loses everything, the good one nothing; on average.",
      .source = "Gilbert, BSTJ 39, 1960",
      .of = of};
};

}  // namespace acklab::theory
