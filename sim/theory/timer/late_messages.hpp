#pragma once

#include <algorithm>
#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How many messages of a regular stream come too late behind one loss, where all behind it wait:
/// those that were due between the slack's end and the recovery.
///
/// Follows from in-order delivery (RFC 9293 section 3.4): a message sent i intervals after the
/// lost one has i intervals less to wait.
struct LateMessages {
  static double of(Values in) {
    const auto [recovery, slack, interval] = take<3>(in);
    return std::max(0.0, std::ceil((recovery - slack) / interval - 1e-9));
  }
  static constexpr std::array inputs{
      Input{"recovery", "T", Unit::seconds,
            "from when the lost message would have come until it has come"},
      Input{"slack", "s", Unit::seconds, "how much later than usual a message may come"},
      Input{"interval", "i", Unit::seconds, "from one message to the next", 0, true}};
  static constexpr Formula formula{
      .theme = Theme::timers,
      .name = "late_messages",
      .sentence = "How many messages of a stream come too late behind one loss",
      .ascii = "n = ceil((T - s) / i), not below 0",
      .unicode = "n = ⌈(T − s) / i⌉, not below 0",
      .inputs = inputs,
      .unit = Unit::count,
      .validity = "Messages are delivered in order, each in a segment of its own.",
      .source = "follows from delivery in order (RFC 9293 section 3.4)",
      .of = of};
};

}  // namespace acklab::theory
