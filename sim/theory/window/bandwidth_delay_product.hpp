#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// What must be in flight to keep a path full.
///
/// RFC 6349 section 3.3; RFC 7323 section 1.1.
struct BandwidthDelayProduct {
  static double of(Values in) {
    const auto [rate, round_trip] = take<2>(in);
    return rate * round_trip / 8;
  }
  static constexpr std::array inputs{input::rate, input::round_trip};
  static constexpr Formula formula{.theme = Theme::windows,
                                   .name = "bandwidth_delay_product",
                                   .sentence = "What must be in flight to keep a path full",
                                   .ascii = "BDP = R * RTT / 8",
                                   .unicode = "BDP = R·RTT / 8",
                                   .inputs = inputs,
                                   .unit = Unit::bytes,
                                   .validity = "The round trip is that of an empty path.",
                                   .source = "RFC 6349 section 3.3, RFC 7323 section 1.1",
                                   .of = of};
};

}  // namespace acklab::theory
