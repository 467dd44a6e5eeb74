#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How long the side that closes first remembers a connection: until nothing of it can still be
/// under way.
///
/// RFC 9293 section 3.4.1 (MSL of 2 minutes) and 3.6.1.
struct TimeWait {
  static double of(Values in) { return 2 * in[0]; }
  static constexpr std::array inputs{Input{.name = "max_segment_lifetime",
                                           .symbol = "MSL",
                                           .unit = Unit::seconds,
                                           .meaning = "how long a segment can live in the network",
                                           .fallback = 30}};
  static constexpr Formula formula{
      .theme = Theme::timers,
      .name = "time_wait",
      .sentence = "How long the side that closes first remembers a connection",
      .ascii = "T = 2 * MSL",
      .unicode = "T = 2·MSL",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity = "RFC 9293 says an MSL of 2 minutes; Linux waits 60 s in all.",
      .source = "RFC 9293 sections 3.4.1 and 3.6.1",
      .of = of};
};

}  // namespace acklab::theory
