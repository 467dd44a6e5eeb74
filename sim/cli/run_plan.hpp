#pragma once

#include <string>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/cli/command_line.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::cli {

/// A scenario as it will be run, and where its report goes.
struct PlannedRun {
  scenario::Scenario scenario;
  std::string report_file;
};

/// What `acklab run` will do, every file read and every report's place tried before the first
/// packet; or a sentence for each thing wrong.
[[nodiscard]] Expected<std::vector<PlannedRun>, std::vector<std::string>> plan_runs(
    const RunOptions& options);

/// The scenario with what the command line decides instead of it.
[[nodiscard]] Expected<scenario::Scenario, std::string> with_options(scenario::Scenario scenario,
                                                                     const RunOptions& options);

}  // namespace acklab::cli
