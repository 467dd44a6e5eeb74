#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How often the Internet checksum misses that two of its 16-bit words changed places: always,
/// because a sum knows no order.
///
/// RFC 1071 section 2, (A): the sum is commutative and associative.
struct SwappedWordsMiss {
  static double of(Values /*none*/) { return 1; }
  static constexpr std::array<Input, 0> inputs{};
  static constexpr Formula formula{
      .theme = Theme::integrity,
      .name = "swapped_words_miss",
      .sentence = "How often the Internet checksum misses that two words changed places",
      .ascii = "P = 1, because a + b = b + a",
      .unicode = "P = 1, because a + b = b + a",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity =
          "16-bit words at even offsets. The same holds for +1 and -1 in two words, and "
          "for 0x0000 that becomes 0xFFFF.",
      .source = "RFC 1071 section 2",
      .of = of};
};

}  // namespace acklab::theory
