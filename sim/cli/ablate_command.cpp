#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/progress_line.hpp"
#include "sim/cli/scenario_places.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/words/words.hpp"
#include "sim/scenario/names.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/takeapart/ablation.hpp"

namespace acklab::cli {
namespace {

struct AblationPlan {
  scenario::Scenario scenario;
  contender::Spec contender;
  std::string folder;
  std::string json_file;
};

/// A switch that there is nothing to switch with on the contender's rung.
std::optional<std::string_view> missing_mechanism(const contender::Spec& spec,
                                                  const std::vector<std::string_view>& switches) {
  if (spec.arq.kind == transport::Arq::tcp) return std::nullopt;
  for (const scenario::SwitchName& mechanism : scenario::switch_names) {
    const bool asked =
        std::find(switches.begin(), switches.end(), mechanism.name) != switches.end();
    if (asked && !mechanism.on_textbook_rungs) return mechanism.name;
  }
  return std::nullopt;
}

Expected<AblationPlan, std::string> plan_ablation(const AblateOptions& options) {
  const auto file = scenario_file(options.file);
  if (!file) return failure(file.error());
  auto scenario = scenario::read_scenario_file(*file);
  if (!scenario) return failure(scenario.error().sentence);
  if (options.seed) scenario->seed = *options.seed;
  const auto contender = contender_to_take(*scenario, options.contender);
  if (!contender) return failure(contender.error());
  if (const auto missing = missing_mechanism(*contender, options.switches)) {
    return failure(
        fmt::format("'--switch' names '{}', which the rung of \"{}\" does not have; leave it out.",
                    *missing, contender->name));
  }
  AblationPlan plan{*scenario, *contender, {}, {}};
  plan.folder = options.folder.value_or("results/" + scenario->name + "-ablation");
  plan.json_file = options.json.value_or(plan.folder + "/ablation.json");
  if (const auto usable = report::check_folder(plan.folder); !usable) {
    return failure(usable.error());
  }
  if (const auto writable = report::check_writable(plan.json_file); !writable) {
    return failure(writable.error());
  }
  return plan;
}

takeapart::Ablation take_apart(const AblationPlan& plan, const AblateOptions& options,
                               const std::atomic<bool>& interrupted) {
  ProgressLine line{!options.quiet && progress_is_visible()};
  takeapart::AblationSettings settings;
  settings.switches = options.switches;
  settings.budget = options.budget;
  settings.workshop = {options.jobs.value_or(std::max(std::thread::hardware_concurrency(), 1U)),
                       &interrupted};
  const report::Words& words = report::Words::in(output_style().language);
  settings.progress = [&](std::uint64_t runs, std::size_t broken, std::size_t explained) {
    line.show(words.say("ablate.progress", runs, explained, broken));
  };
  return takeapart::ablate(plan.scenario, plan.contender, settings);
}

Expected<void, std::string> write_all(const takeapart::Ablation& ablation,
                                      const AblationPlan& plan) {
  for (const takeapart::FoundScript& found : ablation.scripts) {
    const std::string file = plan.folder + "/" + found.scenario.name + ".json";
    const auto written =
        report::write_whole(file, takeapart::concise_json(found.scenario), "scenario");
    if (!written) return failure(written.error());
  }
  return report::write_whole(plan.json_file, takeapart::to_json(ablation), "grid");
}

}  // namespace

ExitCode ablate_command(const AblateOptions& options) {
  const auto plan = plan_ablation(options);
  if (!plan) {
    print_error(plan.error());
    return ExitCode::bad_input;
  }
  const takeapart::Ablation ablation = take_apart(*plan, options, catch_interrupts());
  const auto written = write_all(ablation, *plan);
  if (!options.quiet) {
    const report::TableStyle style = output_style();
    print(takeapart::to_text(ablation, style, plan->folder));
    const report::Words& words = report::Words::in(style.language);
    print(report::wrap(
        report::printable(
            words.say("ablate.json", written ? plan->json_file : words("all.not_written")),
            style.utf8),
        style.columns, 0));
  }
  if (!written) {
    print_error(written.error());
    return ExitCode::bad_input;
  }
  return ablation.interrupted ? ExitCode::interrupted : ExitCode::success;
}

}  // namespace acklab::cli
