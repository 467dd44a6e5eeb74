#pragma once

#include "sim/cli/command_line.hpp"
#include "sim/cli/exit_code.hpp"

namespace acklab::cli {

/// `acklab run --all [FOLDER…]`: every scenario of the folder of scenarios, or of these folders in
/// it; a line each, and at the end what failed and what did not run. Sweeps are left out.
[[nodiscard]] ExitCode run_all(const RunOptions& options);

}  // namespace acklab::cli
