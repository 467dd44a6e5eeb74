#pragma once

#include <string>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/contender/contender.hpp"
#include "sim/path/tcp_settings.hpp"
#include "sim/scenario/theory_line.hpp"

namespace acklab::scenario {

/// An input of a formula with its value, and where that comes from.
struct ResolvedInput {
  const theory::Input* input = nullptr;
  std::vector<double> values;  // one, or several where the input has many
  /// "given", "default", or which part of the scenario says so.
  std::string from;
};

/// All inputs of the formula in their order: those that the line gives, those that follow from the
/// scenario, and those that are the same unless somebody says otherwise. The error is a clause for
/// a sentence about the line.
[[nodiscard]] Expected<std::vector<ResolvedInput>, std::string> resolve_inputs(
    const TheoryLine& line, const contender::RunRequest& request, const path::TcpSettings& kernel);

/// The same before anything has run: what will be known only then is left out.
[[nodiscard]] Expected<std::vector<ResolvedInput>, std::string> resolve_inputs_before_run(
    const TheoryLine& line, const contender::RunRequest& request);

}  // namespace acklab::scenario
