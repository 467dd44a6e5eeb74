#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/report.hpp"
#include "sim/retell/restored_batch.hpp"

namespace acklab::cli {

ExitCode show_command(const ShowOptions& options) {
  const auto refuse = [](const std::string& sentence) {
    print_error(sentence);
    return ExitCode::bad_input;
  };
  std::string text;
  for (const std::string& file : options.reports) {
    const auto read = retell::ReadReport::from_file(file);
    if (!read) return refuse(read.error());
    const auto batch = retell::restored_batch(*read, file);
    if (!batch) return refuse(batch.error());
    text += (text.empty() ? "" : "\n") + report::to_table(*batch, output_style());
  }
  print(text);
  return ExitCode::success;
}

}  // namespace acklab::cli
