#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How often CRC32C misses a burst of damage from its first to its last wrong bit.
///
/// Peterson and Brown, Cyclic Codes for Error Detection, Proc. IRE 49, 1961, theorem 6: a burst no
/// longer than the check never, one bit longer 2^-31, longer still 2^-32.
struct Crc32cBurstMiss {
  static double of(Values in) {
    if (in[0] <= 32) return 0;
    return std::exp2(in[0] <= 33 ? -31 : -32);
  }
  static constexpr std::array inputs{
      Input{"burst_bits", "n", Unit::count, "from the first wrong bit to the last", 1}};
  static constexpr Formula formula{.theme = Theme::integrity,
                                   .name = "crc32c_burst_miss",
                                   .sentence = "How often CRC32C misses a burst of damage",
                                   .ascii = "P = 0 if n <= 32, 2^-31 if n = 33, else 2^-32",
                                   .unicode = "P = 0 if n ≤ 32, 2⁻³¹ if n = 33, else 2⁻³²",
                                   .inputs = inputs,
                                   .unit = Unit::ratio,
                                   .validity = "All bursts of a length are equally likely.",
                                   .source = "Peterson and Brown, Proc. IRE 49, 1961",
                                   .of = of};
};

}  // namespace acklab::theory
