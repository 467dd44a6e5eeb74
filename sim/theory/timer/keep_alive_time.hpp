#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How long an idle connection takes to notice that the other side is gone.
///
/// RFC 9293 section 3.8.4; Linux, tcp(7): 7200 s, then 9 probes 75 s apart, 7875 s in all.
struct KeepAliveTime {
  static double of(Values in) {
    const auto [idle, interval, probes] = take<3>(in);
    return idle + probes * interval;
  }
  static constexpr std::array inputs{Input{.name = "keep_alive_idle",
                                           .symbol = "idle",
                                           .unit = Unit::seconds,
                                           .meaning = "silence before the first probe",
                                           .fallback = 7200},
                                     Input{.name = "keep_alive_interval",
                                           .symbol = "interval",
                                           .unit = Unit::seconds,
                                           .meaning = "from one unanswered probe to the next",
                                           .fallback = 75},
                                     Input{.name = "keep_alive_probes",
                                           .symbol = "n",
                                           .unit = Unit::count,
                                           .meaning = "unanswered probes that are enough",
                                           .fallback = 9}};
  static constexpr Formula formula{
      .theme = Theme::timers,
      .name = "keep_alive_time",
      .sentence = "How long an idle connection takes to notice that the other side is gone",
      .ascii = "T = idle + n * interval",
      .unicode = "T = idle + n·interval",
      .inputs = inputs,
      .unit = Unit::seconds,
      .validity =
          "Keep-alive is on, and nothing comes back: a host that has restarted answers the "
          "first probe with a reset.",
      .source = "RFC 9293 section 3.8.4; Linux, tcp(7)",
      .of = of};
};

}  // namespace acklab::theory
