#include <algorithm>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/sweep/plan.hpp"

namespace acklab::cli {
namespace {

namespace fs = std::filesystem;

/// Scenario files in `folder`, by name; schemas lie there too and are none.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ended;
  for (fs::directory_iterator entry{folder, ended}; !ended && entry != fs::directory_iterator{};
       entry.increment(ended)) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(".json") && !name.ends_with(".schema.json")) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The scenarios of a folder, then the sweeps in the folder below it.
std::vector<fs::path> all_in(const fs::path& folder) {
  std::vector<fs::path> files = files_in(folder);
  const std::vector<fs::path> sweeps = files_in(folder / "sweeps");
  files.insert(files.end(), sweeps.begin(), sweeps.end());
  return files;
}

/// What a scenario or a sweep asks.
Expected<std::string, scenario::ScenarioError> question_of(const std::string& file) {
  if (sweep::is_sweep_file(file)) {
    const auto plan = sweep::read_sweep_file(file);
    if (!plan) return failure(plan.error());
    return plan->design.question + " (a sweep)";
  }
  const auto scenario = scenario::read_scenario_file(file);
  if (!scenario) return failure(scenario.error());
  return scenario->question.english();
}

/// Where `cmake --install` puts scenarios, seen from where the program itself is.
fs::path installed_scenarios() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  return program.parent_path().parent_path() / "share" / "acklab" / "scenarios";
}

}  // namespace

ExitCode list_command(const std::string& scenarios) {
  const report::TableStyle style = output_style();
  std::vector<fs::path> files = all_in(scenarios);
  if (files.empty()) files = all_in(installed_scenarios());
  if (files.empty()) {
    print_error(fmt::format(
        "No scenarios were found in '{}' nor in '{}'; run this where a folder 'scenarios' is.",
        scenarios, installed_scenarios().string()));
    return ExitCode::bad_input;
  }
  ExitCode code = ExitCode::success;
  for (const fs::path& file : files) {
    const auto question = question_of(file.string());
    if (!question) {
      print_error(question.error().sentence);
      code = ExitCode::bad_input;
      continue;
    }
    print(report::wrap(report::printable(file.string(), style.utf8), style.columns, 0));
    print(report::wrap(report::printable(*question, style.utf8), style.columns, 4));
  }
  return code;
}

}  // namespace acklab::cli
