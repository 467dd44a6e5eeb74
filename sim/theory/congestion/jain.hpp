#pragma once

#include "sim/theory/inputs.hpp"

namespace acklab::theory {

/// How fairly several share: 1 when all have the same, 1/n when one has it all.
///
/// Jain, Chiu and Hawe, A Quantitative Measure of Fairness, DEC-TR-301, 1984.
struct Jain {
  static double of(Values in) {
    double sum = 0;
    double squares = 0;
    for (const double share : in) {
      sum += share;
      squares += share * share;
    }
    return sum * sum / (static_cast<double>(in.size()) * squares);
  }
  static constexpr std::array inputs{Input{.name = "shares",
                                           .symbol = "x",
                                           .unit = Unit::count,
                                           .meaning = "what each of them has, in any unit",
                                           .min_excluded = true,
                                           .many = true}};
  static constexpr Formula formula{.theme = Theme::congestion,
                                   .name = "jain",
                                   .sentence = "How fairly several share: 1 when all have the same",
                                   .ascii = "J = (sum x)^2 / (n * sum x^2)",
                                   .unicode = "J = (Σx)² / (n·Σx²)",
                                   .inputs = inputs,
                                   .unit = Unit::ratio,
                                   .validity = "Any shares above 0.",
                                   .source = "Jain, Chiu and Hawe, DEC-TR-301, 1984",
                                   .of = of};
};

}  // namespace acklab::theory
