#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// The largest payload of a UDP datagram that fits one IPv4 packet of such a size.
///
/// RFC 768 and RFC 791 section 3.1: 65507 in the largest packet of all, 1472 on an Ethernet.
struct LargestDatagram {
  static double of(Values in) { return in[0] - 20 - 8; }
  static constexpr std::array inputs{Input{.name = "packet",
                                           .symbol = "L",
                                           .unit = Unit::bytes,
                                           .meaning = "the IP packet, header included",
                                           .min = 28,
                                           .max = 65'535,
                                           .fallback = 65'535}};
  static constexpr Formula formula{
      .theme = Theme::cost,
      .name = "largest_datagram",
      .sentence = "The largest payload of a UDP datagram in an IPv4 packet of such a size",
      .ascii = "D = L - 20 - 8",
      .unicode = "D = L − 20 − 8",
      .inputs = inputs,
      .unit = Unit::bytes,
      .validity = "IPv4 without options.",
      .source = "RFC 768; RFC 791 section 3.1",
      .of = of};
};

}  // namespace acklab::theory
