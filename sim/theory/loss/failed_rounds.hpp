#pragma once

#include <cmath>

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How often a round of question and answer fails, each sent so many times at once.
///
/// Follows from independent losses: a message is lost when all its copies are, a round fails when
/// either message is lost. Vulimiri et al., Low Latency via Redundancy, CoNEXT 2013, on the idea.
struct FailedRounds {
  static double of(Values in) {
    const auto [loss, copies] = take<2>(in);
    const double arrives = 1 - std::pow(loss, copies);
    return 1 - arrives * arrives;
  }
  static constexpr std::array inputs{input::loss,
                                     Input{.name = "copies",
                                           .symbol = "c",
                                           .unit = Unit::count,
                                           .meaning = "how many of each message are sent at once",
                                           .min = 1}};
  static constexpr Formula formula{
      .theme = Theme::loss,
      .name = "failed_rounds",
      .sentence = "How often a round of question and answer fails when each is sent in copies",
      .ascii = "f = 1 - (1 - p^c)^2",
      .unicode = "f = 1 − (1 − pᶜ)²",
      .inputs = inputs,
      .unit = Unit::ratio,
      .validity = "Copies are lost independently of each other, in both directions alike.",
      .source = "follows from independent losses; Vulimiri et al., CoNEXT 2013",
      .of = of};
};

}  // namespace acklab::theory
