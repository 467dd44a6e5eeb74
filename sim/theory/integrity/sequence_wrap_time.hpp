#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How long a sequence space of octets lasts at a rate: after that, old duplicates look new.
///
/// RFC 7323 section 5 (PAWS) exists because of it.
struct SequenceWrapTime {
  static double of(Values in) {
    const auto [rate, sequence_bits] = take<2>(in);
    return input::on_line(std::exp2(sequence_bits), rate);
  }
  static constexpr std::array inputs{input::rate, or_else(input::sequence_bits, 32)};
  static constexpr Formula formula{
      .theme = Theme::integrity,
      .name = "sequence_wrap_time",
      .sentence = "How long a sequence space lasts at full rate",
      .ascii = "T = 8 * 2^k / R",
      .unicode = "T = 8·2ᵏ / R",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity = "Numbers count octets, all of the rate is octets sent.",
      .source = "RFC 7323 section 5",
      .of = of};
};

}  // namespace acklab::theory
