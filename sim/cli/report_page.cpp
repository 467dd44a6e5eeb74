#include "sim/cli/report_page.hpp"

#include <array>
#include <filesystem>

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/cli/print.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/report.hpp"

namespace acklab::cli {

std::string no_pages() {
  return "This acklab was built without Node, so it makes no pages. With Debian's packages nodejs "
         "and npm installed, './dev setup' and './dev build' make one that does.";
}

ExitCode write_page(const std::vector<report::PageReport>& reports, const std::string& file) {
  if (!report::can_make_pages()) {
    print_error(no_pages());
    return ExitCode::machine_cannot;
  }
  const auto page = report::to_page(reports, output_style().language);
  if (!page) {
    print_error(page.error());
    return ExitCode::bad_input;
  }
  const auto written = report::write_whole(file, *page, "page");
  if (!written) {
    print_error(written.error());
    return ExitCode::bad_input;
  }
  return ExitCode::success;
}

ExitCode open_page(const std::string& file) {
  const std::string place = std::filesystem::absolute(file).string();
  std::string program = "xdg-open";
  std::string argument = place;
  std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
  pid_t child = 0;
  int status = 1;
  if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) == 0) {
    ::waitpid(child, &status, 0);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return ExitCode::success;
  print_error(
      fmt::format("No browser could be started here with 'xdg-open' (Debian: xdg-utils); "
                  "open '{}' yourself.",
                  place));
  return ExitCode::machine_cannot;
}

}  // namespace acklab::cli
