#include <vector>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/sweep_results.hpp"

namespace acklab::cli {

ExitCode merge_command(const MergeOptions& options) {
  std::vector<journal::Journal> journals;
  for (const std::string& file : options.journals) {
    auto opened = journal::Journal::open(file);
    if (!opened) {
      print_error(opened.error());
      return ExitCode::bad_input;
    }
    journals.push_back(std::move(*opened));
  }
  const std::string base = results_base(options.output, journals.front().head().name);
  if (const auto written = write_results(base, journals); !written) {
    print_error(written.error());
    return ExitCode::bad_input;
  }
  if (!options.quiet) print_results(base);
  return ExitCode::success;
}

}  // namespace acklab::cli
