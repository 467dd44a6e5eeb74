#include "sim/cli/scenario_folder.hpp"

#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "sim/report/display_text.hpp"

namespace acklab::cli {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

/// Where `cmake --install` puts scenarios, seen from where the program itself is.
fs::path installed_scenarios() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  return program.parent_path().parent_path() / "share" / "acklab" / "scenarios";
}

std::vector<fs::path> candidates() {
  std::vector<fs::path> found{"scenarios"};
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  for (fs::path above = here; !failed && above.has_relative_path();) {
    above = above.parent_path();
    found.push_back(above / "scenarios");
  }
  found.push_back(installed_scenarios());
  found.emplace_back(ACKLAB_SOURCE_SCENARIOS);
  return found;
}

}  // namespace

Expected<fs::path, std::string> scenario_folder() {
  if (const char* named = std::getenv("ACKLAB_SCENARIOS"); named != nullptr && *named != '\0') {
    if (is_folder(named)) return fs::path{named};
    return failure(fmt::format("ACKLAB_SCENARIOS names '{}', which is not a folder.",
                               report::printable(named, true)));
  }
  for (const fs::path& folder : candidates()) {
    if (is_folder(folder)) return folder;
  }
  return failure(fmt::format(
      "No scenarios were found: there is no folder 'scenarios' here or above, nor '{}'; "
      "name one with ACKLAB_SCENARIOS.",
      installed_scenarios().string()));
}

}  // namespace acklab::cli
