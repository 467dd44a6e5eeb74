#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// Into how many fragments IPv4 cuts a UDP datagram: each carries a multiple of 8 octets of it, and
/// the UDP header counts.
///
/// RFC 791 section 3.2.
struct FragmentCount {
  static double of(Values in) {
    const auto [payload, mtu] = take<2>(in);
    const double room = std::floor((mtu - 20) / 8) * 8;
    return payload + 28 <= mtu ? 1 : std::ceil((payload + 8) / room);
  }
  static constexpr std::array inputs{Input{.name = "payload",
                                           .symbol = "D",
                                           .unit = Unit::bytes,
                                           .meaning = input::payload.meaning,
                                           .max = 65'507},
                                     Input{.name = "mtu",
                                           .symbol = "MTU",
                                           .unit = Unit::bytes,
                                           .meaning = "the largest IP packet",
                                           .min = 68,
                                           .max = 65'535}};
  static constexpr Formula formula{
      .theme = Theme::loss,
      .name = "fragments",
      .sentence = "Into how many fragments IPv4 cuts a UDP datagram",
      .ascii = "k = ceil((D + 8) / (8*floor((MTU - 20)/8))), 1 if D + 28 <= MTU",
      .unicode = "k = ⌈(D + 8) / (8·⌊(MTU − 20)/8⌋)⌉, 1 if D + 28 ≤ MTU",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "IPv4 without options.",
      .source = "RFC 791 section 3.2",
      .of = of};
};

}  // namespace acklab::theory
