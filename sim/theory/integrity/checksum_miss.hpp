#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How often damage at random leaves a check of so many bits right by accident.
///
/// Stone and Partridge, When the CRC and TCP Checksum Disagree, SIGCOMM 2000 (2^-16 for the
/// Internet checksum, 2^-32 for a CRC of 32 bits).
struct ChecksumMiss {
  static double of(Values in) { return std::exp2(-in[0]); }
  static constexpr std::array inputs{Input{.name = "checksum_bits",
                                           .symbol = "k",
                                           .unit = Unit::count,
                                           .meaning = "bits of the check: 16 of the Internet "
                                                      "checksum, 32 of CRC32C",
                                           .min = 1,
                                           .max = 64,
                                           .fallback = 16}};
  static constexpr Formula formula{
      .theme = Theme::integrity,
      .name = "checksum_miss",
      .sentence = "How often random damage passes a checksum",
      .ascii = "P = 2^-k",
      .unicode = "P = 2⁻ᵏ",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity = "The damaged octets have nothing to do with the true ones.",
      .source = "Stone and Partridge, SIGCOMM 2000",
      .of = of};
};

}  // namespace acklab::theory
