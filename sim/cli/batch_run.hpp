#pragma once

#include <atomic>

#include "sim/cli/command_line.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/run/batch.hpp"

namespace acklab::cli {

/// Runs a scenario as `acklab run` does, with a progress line where one can be seen.
[[nodiscard]] run::BatchResult run_with_progress(const scenario::Scenario& scenario,
                                                 const std::atomic<bool>& interrupted,
                                                 const RunOptions& options);

/// What a run of one scenario means for the exit code.
[[nodiscard]] ExitCode code_of(const run::BatchResult& batch);
/// Of several scenarios, the worst counts; an interruption above all.
[[nodiscard]] ExitCode worse(ExitCode a, ExitCode b);

}  // namespace acklab::cli
