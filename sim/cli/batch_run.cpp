#include "sim/cli/batch_run.hpp"

#include <algorithm>

#include "sim/cli/progress_line.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/report.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/version.hpp"

namespace acklab::cli {

run::BatchResult run_with_progress(const scenario::Scenario& scenario,
                                   const std::atomic<bool>& interrupted,
                                   const RunOptions& options) {
  ProgressLine line{!options.quiet && progress_is_visible()};
  run::BatchHooks hooks;
  hooks.interrupted = &interrupted;
  if (options.trace) {
    hooks.trace = {*options.trace, std::string{report::version()}, options.trace_of_first_only};
  }
  hooks.progress = [&line](const run::BatchProgress& progress) { line.show(progress); };
  return run::run_batch(scenario, hooks);
}

ExitCode code_of(const run::BatchResult& batch) {
  if (batch.interrupted) return ExitCode::interrupted;
  if (std::none_of(batch.contenders.begin(), batch.contenders.end(), report::did_run)) {
    return ExitCode::machine_cannot;
  }
  const auto breaks = [&batch](const auto& result) { return report::is_broken(batch, result); };
  const bool broken =
      std::ranges::any_of(batch.expectations, breaks) || std::ranges::any_of(batch.theory, breaks);
  return broken ? ExitCode::expectation_failed : ExitCode::success;
}

ExitCode worse(ExitCode a, ExitCode b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

}  // namespace acklab::cli
