#include <algorithm>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/progress_line.hpp"
#include "sim/cli/run_plan.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/version.hpp"

namespace acklab::cli {
namespace {

ExitCode code_of(const run::BatchResult& batch) {
  if (batch.interrupted) return ExitCode::interrupted;
  if (std::none_of(batch.contenders.begin(), batch.contenders.end(), report::did_run)) {
    return ExitCode::machine_cannot;
  }
  const bool broken =
      std::any_of(batch.expectations.begin(), batch.expectations.end(),
                  [&batch](const auto& result) { return report::is_broken(batch, result); });
  return broken ? ExitCode::expectation_failed : ExitCode::success;
}

/// Of several scenarios, the worst counts; an interruption above all.
ExitCode worse(ExitCode a, ExitCode b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

run::BatchResult run_one(const scenario::Scenario& scenario, const std::atomic<bool>& interrupted,
                         const RunOptions& options) {
  ProgressLine line{!options.quiet && progress_is_visible()};
  run::BatchHooks hooks;
  hooks.interrupted = &interrupted;
  if (options.trace) hooks.trace = {*options.trace, std::string{report::version()}};
  hooks.progress = [&line](const run::BatchProgress& progress) { line.show(progress); };
  return run::run_batch(scenario, hooks);
}

void print_result(const run::BatchResult& batch, const std::string& file,
                  const RunOptions& options) {
  const report::TableStyle style = output_style();
  print(report::to_table(batch, style));
  print("\n" + report::wrap("report: " + report::printable(file, style.utf8), style.columns, 0));
  if (!options.trace) return;
  const std::string fates = *options.trace + "/" + batch.scenario.name + "/";
  print(report::wrap("fates:  " + report::printable(fates, style.utf8), style.columns, 0));
}

}  // namespace

ExitCode run_command(const RunOptions& options) {
  const auto plan = plan_runs(options);
  if (!plan) {
    for (const std::string& sentence : plan.error()) print_error(sentence);
    return ExitCode::bad_input;
  }
  const std::atomic<bool>& interrupted = catch_interrupts();
  ExitCode code = ExitCode::success;
  bool first = true;
  for (const PlannedRun& planned : *plan) {
    const run::BatchResult batch = run_one(planned.scenario, interrupted, options);
    const auto written = report::write_whole(planned.report_file, report::to_json(batch));
    if (!options.quiet) {
      if (!first) print("\n");
      print_result(batch, written ? planned.report_file : "not written", options);
    }
    first = false;
    code = worse(code, code_of(batch));
    for (const std::string& sentence : batch.trace_errors) {
      print_error(sentence);
      code = worse(code, ExitCode::bad_input);
    }
    if (!written) {
      print_error(written.error());
      code = worse(code, ExitCode::bad_input);
    }
    if (batch.interrupted) break;
  }
  return code;
}

}  // namespace acklab::cli
