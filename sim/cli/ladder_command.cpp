#include "sim/cli/chosen_run.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/retell/ladder.hpp"

namespace acklab::cli {

ExitCode ladder_command(const LadderOptions& options) {
  const auto report = retell::ReadReport::from_file(options.of.report);
  if (!report) {
    print_error(report.error());
    return ExitCode::bad_input;
  }
  const auto trace = first_trace(*report, options.of);
  if (!trace) {
    print_error(trace.error());
    return ExitCode::bad_input;
  }
  print(retell::ladder_text(*trace, {options.from, options.count}, output_style()));
  return ExitCode::success;
}

}  // namespace acklab::cli
