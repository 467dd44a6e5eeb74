#include "sim/advise/advice.hpp"
#include "sim/cli/commands.hpp"
#include "sim/cli/print.hpp"
#include "sim/report/report.hpp"
#include "sim/report/theory/formulas_json.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/sweep/results.hpp"
#include "sim/takeapart/ablation.hpp"

namespace acklab::cli {
namespace {

std::string_view schema_of(SchemaKind kind) {
  switch (kind) {
    case SchemaKind::scenario:
      return scenario::scenario_schema();
    case SchemaKind::report:
      return report::report_schema();
    case SchemaKind::sweep:
      return sweep::sweep_results_schema();
    case SchemaKind::ablation:
      return takeapart::ablation_schema();
    case SchemaKind::advice:
      return advise::advice_schema();
    case SchemaKind::theory:
      return report::formulas_schema();
  }
  return {};
}

}  // namespace

ExitCode schema_command(const SchemaOptions& options) {
  print(schema_of(options.of));
  return ExitCode::success;
}

}  // namespace acklab::cli
