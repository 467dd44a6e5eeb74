#include <filesystem>

#include <fmt/format.h>

#include "sim/cli/chosen_run.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/retell/export.hpp"
#include "sim/scenario/read_file.hpp"

namespace acklab::cli {
namespace {

constexpr std::size_t max_record_log_bytes = std::size_t{1} << 30U;

/// The record log of the first chosen contender that has one, with the run before each line.
Expected<std::string, std::string> records_of_run(const retell::ReadReport& report,
                                                  const RunChoice& choice) {
  const auto trace = first_trace(report, choice);
  if (!trace) return failure(trace.error());
  const std::string file =
      (std::filesystem::path{fate_file_of(report, choice, trace->contender)}.parent_path() /
       "records.csv")
          .string();
  const auto text = scenario::read_octets(file, "record log", max_record_log_bytes);
  if (!text) return failure(fmt::format("'{}' {}.", report::printable(file, true), text.error()));
  return retell::records_csv(*trace, *text);
}

Expected<std::string, std::string> table_of(const retell::ReadReport& report,
                                            const ExportOptions& options) {
  switch (options.table) {
    case ExportTable::series:
      return retell::series_csv(report);
    case ExportTable::runs:
      return retell::runs_csv(report);
    case ExportTable::records:
      return records_of_run(report, options.of);
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
