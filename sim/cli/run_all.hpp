#pragma once

#include "sim/cli/command_line.hpp"
#include "sim/cli/exit_code.hpp"

namespace acklab::cli {

/// `acklab run --all [FOLDER…]`: every scenario of the folder of scenarios, or of these folders in
/// it, a line each and what failed at the end.
[[nodiscard]] ExitCode run_all(const RunOptions& options);

}  // namespace acklab::cli
