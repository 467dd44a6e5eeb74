#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/report/report.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::cli {

ExitCode schema_command(const SchemaOptions& options) {
  print(options.of_report ? report::report_schema() : scenario::scenario_schema());
  return ExitCode::success;
}

}  // namespace acklab::cli
