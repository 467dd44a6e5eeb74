#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/report_page.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/report/words/words.hpp"
#include "sim/scenario/read_file.hpp"

namespace acklab::cli {
namespace {

/// A report may hold the series of thousands of runs.
constexpr std::size_t max_report_bytes = std::size_t{1} << 30U;

}  // namespace

ExitCode report_command(const ReportOptions& options) {
  if (!report::can_make_pages()) {
    print_error(no_pages());
    return ExitCode::machine_cannot;
  }
  std::vector<report::PageReport> reports;
  reports.reserve(options.reports.size());
  for (const ReportFile& named : options.reports) {
    auto text = scenario::read_octets(named.file, "report", max_report_bytes);
    if (!text) {
      print_error(fmt::format("'{}' {}.", report::printable(named.file, true), text.error()));
      return ExitCode::bad_input;
    }
    reports.push_back({named.file, std::move(*text), named.trace});
  }
  const ExitCode code = write_page(reports, options.output);
  if (code != ExitCode::success) return code;
  const report::TableStyle style = output_style();
  const std::string line = report::Words::in(style.language).say("run.page", options.output);
  print(report::wrap(report::printable(line, style.utf8), style.columns, 0));
  return options.open ? open_page(options.output) : ExitCode::success;
}

}  // namespace acklab::cli
