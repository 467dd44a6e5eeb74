#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/theory/formula.hpp"

namespace acklab::scenario {

/// A formula's input as it is written on a command line: "1000B", "1mbit", "100ms", "10%", "14", or
/// several behind commas where the input has many. In the unit of the input and within its range;
/// the error is a clause for a sentence.
[[nodiscard]] Expected<std::vector<double>, std::string> parse_input(const theory::Input& input,
                                                                     std::string_view text);

/// How an input of that unit is written: "1000B".
[[nodiscard]] std::string_view example_quantity(theory::Unit unit);

}  // namespace acklab::scenario
