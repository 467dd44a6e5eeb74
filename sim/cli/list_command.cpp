#include <vector>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/course_reader.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/scenario_folder.hpp"
#include "sim/cli/terminal.hpp"

namespace acklab::cli {

ExitCode list_command(const ListOptions& options) {
  const auto folder = scenario_folder();
  if (!folder) {
    print_error(folder.error());
    return ExitCode::bad_input;
  }
  const std::vector<ScenarioPlace> places = scenario_places(*folder);
  if (places.empty()) {
    print_error(fmt::format("There are no scenarios in '{}'.", folder->string()));
    return ExitCode::bad_input;
  }
  ExitCode code = ExitCode::success;
  std::vector<report::CourseEntry> entries;
  for (const ScenarioPlace& place : places) {
    auto entry = read_course_entry(place);
    if (entry) {
      entries.push_back(std::move(*entry));
    } else {
      print_error(entry.error());
      code = ExitCode::bad_input;
    }
  }
  print(options.json ? report::course_json(entries) : report::course_text(entries, output_style()));
  return code;
}

}  // namespace acklab::cli
