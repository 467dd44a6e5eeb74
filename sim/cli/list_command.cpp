#include <algorithm>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/read_scenario.hpp"

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

/// Where `cmake --install` puts scenarios, seen from where the program itself is.
fs::path installed_scenarios() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  return program.parent_path().parent_path() / "share" / "acklab" / "scenarios";
}

}  // namespace

ExitCode list_command(const std::string& scenarios) {
  const report::TableStyle style = output_style();
  std::vector<fs::path> files = files_in(scenarios);
  if (files.empty()) files = files_in(installed_scenarios());
  if (files.empty()) {
    print_error(fmt::format(
        "No scenarios were found in '{}' nor in '{}'; run this where a folder 'scenarios' is.",
        scenarios, installed_scenarios().string()));
    return ExitCode::bad_input;
  }
  ExitCode code = ExitCode::success;
  for (const fs::path& file : files) {
    const auto scenario = scenario::read_scenario_file(file.string());
    if (!scenario) {
      print_error(scenario.error().sentence);
      code = ExitCode::bad_input;
      continue;
    }
    print(report::wrap(report::printable(file.string(), style.utf8), style.columns, 0));
    print(report::wrap(report::printable(scenario->question, style.utf8), style.columns, 4));
  }
  return code;
}

}  // namespace acklab::cli
