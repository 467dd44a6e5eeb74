#pragma once

#include <string>
#include <vector>

#include "sim/scenario/text.hpp"
#include "sim/theory/formula.hpp"

namespace acklab::scenario {

/// An input that the scenario gives to a formula itself, instead of what follows from the rest.
struct GivenInput {
  std::string name;
  std::vector<double> values;  // in the unit of the input; several only where it has many
  std::string written;         // as JSON text
};

/// What a formula says about a metric, to stand beside what is measured.
struct TheoryLine {
  const theory::Formula* formula = nullptr;  // of the catalogue, never null once read
  std::string contender;
  std::string metric;  // its unit fits the formula's
  std::vector<GivenInput> inputs;
  /// How far the measured value may lie from the prediction: a part of the prediction, or, where it
  /// is absolute, in the metric's unit.
  double tolerance = 0;
  bool absolute = false;
  /// Whether a difference beyond the tolerance fails the run, as an expectation would.
  bool must_hold = false;
  Text note;  // the author's comment; may be empty
};

}  // namespace acklab::scenario
