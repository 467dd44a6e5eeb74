#pragma once

#include <vector>

#include "sim/run/batch.hpp"

namespace acklab::run {

/// Judges what the scenario's author expects by the runs that were not interrupted.
///
/// A number is judged by its median over the repetitions, a truth value in every one of them. Where
/// one run has no value (it did not complete, say) nothing is judged: the median of the others
/// would flatter.
[[nodiscard]] ExpectationResult judge(const scenario::Expectation& expectation,
                                      const std::vector<ContenderRuns>& contenders);

}  // namespace acklab::run
