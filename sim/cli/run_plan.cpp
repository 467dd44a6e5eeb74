#include "sim/cli/run_plan.hpp"

#include <set>

#include <fmt/format.h>

#include "sim/cli/options.hpp"
#include "sim/cli/scenario_places.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::cli {
namespace {

Expected<PlannedRun, std::string> plan_one(const std::string& file, const RunOptions& options) {
  const auto found = scenario_file(file);
  if (!found) return failure(found.error());
  const auto read = scenario::read_scenario_file(*found);
  if (!read) return failure(read.error().sentence);
  auto scenario = with_options(*read, options);
  if (!scenario) return failure(scenario.error());
  PlannedRun planned;
  planned.report_file = options.output.value_or("results/" + scenario->name + ".json");
  planned.scenario = std::move(*scenario);
  if (const auto writable = report::check_writable(planned.report_file); !writable) {
    return failure(writable.error());
  }
  return planned;
}

}  // namespace

Expected<scenario::Scenario, std::string> with_options(scenario::Scenario scenario,
                                                       const RunOptions& options) {
  if (options.path) scenario.path = *options.path;
  if (options.seed) scenario.seed = *options.seed;
  if (options.repeat) scenario.repeat = *options.repeat;
  if (std::holds_alternative<workload::Flows>(scenario.workload)) {
    if (scenario.path == path::PathChoice::automatic) scenario.path = path::PathChoice::simulated;
    if (options.only) {
      return failure(fmt::format(
          "'--only' leaves out contenders, and those of '{}' are flows that share a link; leave "
          "this out.",
          scenario.name));
    }
  }
  if (!options.only) return scenario;

  std::vector<std::string> names;
  names.reserve(scenario.contenders.size());
  for (const contender::Spec& spec : scenario.contenders) names.push_back(spec.name);
  const auto other = [&options](const auto& name) { return name != *options.only; };
  std::erase_if(scenario.contenders, [&other](const auto& spec) { return other(spec.name); });
  std::erase_if(scenario.expectations, [&other](const auto& e) { return other(e.contender); });
  std::erase_if(scenario.theory, [&other](const auto& line) { return other(line.contender); });
  if (scenario.contenders.empty()) {
    const std::vector<std::string_view> views(names.begin(), names.end());
    return failure(fmt::format("'--only' expects a contender of '{}' ({}), found '{}'.{}",
                               scenario.name, fmt::join(names, ", "),
                               report::printable(*options.only, true),
                               did_you_mean(*options.only, views)));
  }
  return scenario;
}

Expected<std::vector<PlannedRun>, std::vector<std::string>> plan_runs(const RunOptions& options) {
  std::vector<PlannedRun> plan;
  std::vector<std::string> errors;
  std::set<std::string> report_files;
  if (options.trace) {
    if (const auto usable = report::check_folder(*options.trace); !usable) {
      errors.push_back(usable.error());
    }
  }
  if (options.html) {
    if (const auto writable = report::check_writable(*options.html); !writable) {
      errors.push_back(writable.error());
    }
  }
  for (const std::string& file : options.files) {
    auto planned = plan_one(file, options);
    if (!planned) {
      errors.push_back(planned.error());
    } else if (!report_files.insert(planned->report_file).second) {
      errors.push_back(fmt::format(
          "Two of the scenarios are called '{}', so both reports would go to '{}'; run them one "
          "by one with -o.",
          planned->scenario.name, planned->report_file));
    } else {
      plan.push_back(std::move(*planned));
    }
  }
  if (!errors.empty()) return failure(std::move(errors));
  return plan;
}

}  // namespace acklab::cli
