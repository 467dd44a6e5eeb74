#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/scenario_places.hpp"
#include "sim/cli/sweep_results.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/remarks.hpp"
#include "sim/sweep/plan.hpp"

namespace acklab::cli {

namespace {

bool check_sweep(const std::string& file) {
  const auto plan = sweep::read_sweep_file(file);
  if (!plan) {
    print_error(plan.error().sentence);
    return false;
  }
  print_words(fmt::format(
      "{}: right (a sweep of {} points, {} seeds, {} runs; run it with 'acklab "
      "sweep')",
      file, plan->design.points.size(), plan->design.seeds.size(), run_count(plan->design)));
  return true;
}

}  // namespace

ExitCode check_command(const CheckOptions& options) {
  const report::TableStyle style = output_style();
  ExitCode code = ExitCode::success;
  for (const std::string& word : options.files) {
    const auto found = scenario_file(word);
    if (!found) {
      print_error(found.error());
      code = ExitCode::bad_input;
      continue;
    }
    const std::string& file = *found;
    if (sweep::is_sweep_file(file)) {
      code = check_sweep(file) ? code : ExitCode::bad_input;
      continue;
    }
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
