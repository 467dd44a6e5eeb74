#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/remarks.hpp"

namespace acklab::cli {

ExitCode check_command(const CheckOptions& options) {
  const report::TableStyle style = output_style();
  ExitCode code = ExitCode::success;
  for (const std::string& file : options.files) {
    const auto scenario = scenario::read_scenario_file(file);
    if (!scenario) {
      print_error(scenario.error().sentence);
      code = ExitCode::bad_input;
    } else {
      const std::string text =
          fmt::format("{}: right ({} contender{}, {} expectation{})", file,
                      scenario->contenders.size(), scenario->contenders.size() == 1 ? "" : "s",
                      scenario->expectations.size(), scenario->expectations.size() == 1 ? "" : "s");
      print(report::wrap(report::printable(text, style.utf8), style.columns, 0));
      for (const std::string& remark : scenario::remarks(*scenario)) {
        print(report::wrap(report::printable("note: " + remark, style.utf8), style.columns, 2));
      }
    }
  }
  return code;
}

}  // namespace acklab::cli
