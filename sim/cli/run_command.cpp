#include "sim/cli/batch_run.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/run_all.hpp"
#include "sim/cli/run_html.hpp"
#include "sim/cli/run_plan.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::cli {
namespace {

void print_result(const run::BatchResult& batch, const std::string& file,
                  const RunOptions& options) {
  const report::TableStyle style = output_style();
  print(report::to_table(batch, style));
  const report::Words& words = report::Words::in(style.language);
  const auto line = [&style](const std::string& text) {
    print(report::wrap(report::printable(text, style.utf8), style.columns, 0));
  };
  print("\n");
  line(words.say("run.report", file));
  if (!options.trace) return;
  line(words.say("run.fates", *options.trace + "/" + batch.scenario.name + "/"));
}

}  // namespace

ExitCode run_command(const RunOptions& options) {
  if (options.all) return run_all(options);
  if (options.html && !report::can_make_pages()) {
    print_error(no_pages());
    return ExitCode::machine_cannot;
  }
  const auto plan = plan_runs(options);
  if (!plan) {
    for (const std::string& sentence : plan.error()) print_error(sentence);
    return ExitCode::bad_input;
  }
  const std::atomic<bool>& interrupted = catch_interrupts();
  ExitCode code = ExitCode::success;
  bool first = true;
  for (const PlannedRun& planned : *plan) {
    const PageTrace page_trace{options};
    const run::BatchResult batch =
        run_with_progress(planned.scenario, interrupted, page_trace.with_trace(options));
    const std::string json = report::to_json(batch);
    const auto written = report::write_whole(planned.report_file, json);
    if (!options.quiet) {
      if (!first) print("\n");
      print_result(batch,
                   written ? planned.report_file
                           : report::Words::in(output_style().language)("all.not_written"),
                   options);
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
    if (options.html) {
      code = worse(code, write_run_page(options, planned.report_file, json, page_trace));
    }
    if (batch.interrupted) break;
  }
  return code;
}

}  // namespace acklab::cli
