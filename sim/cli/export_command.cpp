#include "sim/cli/chosen_run.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/report/report.hpp"
#include "sim/retell/export.hpp"

namespace acklab::cli {
namespace {

Expected<std::string, std::string> table_of(const retell::ReadReport& report,
                                            const ExportOptions& options) {
  switch (options.table) {
    case ExportTable::series:
      return retell::series_csv(report);
    case ExportTable::runs:
      return retell::runs_csv(report);
    case ExportTable::packets:
      break;
  }
  const auto trace = first_trace(report, options.of);
  if (!trace) return failure(trace.error());
  return retell::packets_csv(*trace);
}

}  // namespace

ExitCode export_command(const ExportOptions& options) {
  const auto report = retell::ReadReport::from_file(options.of.report);
  if (!report) {
    print_error(report.error());
    return ExitCode::bad_input;
  }
  const auto table = table_of(*report, options);
  if (!table) {
    print_error(table.error());
    return ExitCode::bad_input;
  }
  if (!options.output) {
    print(*table);
    return ExitCode::success;
  }
  if (const auto written = report::write_whole(*options.output, *table, "table"); !written) {
    print_error(written.error());
    return ExitCode::bad_input;
  }
  return ExitCode::success;
}

}  // namespace acklab::cli
