#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/report/link/link_manual.hpp"
#include "sim/scenario/link/link_schema.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::cli {

ExitCode link_command(const LinkOptions& options) {
  print(options.schema ? scenario::with_link_schema(scenario::scenario_schema())
                       : report::link_manual());
  return ExitCode::success;
}

}  // namespace acklab::cli
