#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/progress_line.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/takeapart/scenario_file.hpp"

namespace acklab::cli {
namespace {

struct FindPlan {
  scenario::Scenario scenario;
  contender::Spec contender;
  std::string file;
};

Expected<FindPlan, std::string> plan_find(const FindOptions& options) {
  const auto scenario = scenario::read_scenario_file(options.file);
  if (!scenario) return failure(scenario.error().sentence);
  const auto contender = contender_to_take(*scenario, options.contender);
  if (!contender) return failure(contender.error());
  FindPlan plan{*scenario, *contender, {}};
  plan.file = options.output.value_or(
      fmt::format("results/{}-{}.json", scenario->name, to_string(options.promise)));
  if (const auto writable = report::check_writable(plan.file); !writable) {
    return failure(writable.error());
  }
  return plan;
}

takeapart::HuntResult hunt(const FindPlan& plan, const FindOptions& options,
                           const std::atomic<bool>& interrupted, takeapart::Budget& budget) {
  ProgressLine line{!options.quiet && progress_is_visible()};
  takeapart::HuntSettings settings;
  settings.seeds = options.seeds;
  settings.search.promise = options.promise;
  settings.search.deeds = options.deeds;
  settings.search.longest = options.longest;
  settings.search.workshop = {
      options.jobs.value_or(std::max(std::thread::hardware_concurrency(), 1U)), &interrupted};
  settings.search.progress = [&line](std::uint64_t runs, std::size_t length) {
    line.show(length == 0 ? fmt::format("{} runs, trying seeds", runs)
                          : fmt::format("{} runs, trying scripts of {}", runs, length));
  };
  return takeapart::hunt(plan.scenario, plan.contender, settings, budget);
}

std::string plural_of(std::uint64_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

void say(const std::string& text) {
  const report::TableStyle style = output_style();
  print(report::wrap(report::printable(text, style.utf8), style.columns, 0));
}

/// How far the search went, so that nothing found can be believed as far as it goes.
std::string extent(const takeapart::HuntResult& result, const takeapart::Budget& budget) {
  std::string text = fmt::format("{} made", plural_of(budget.spent, "run"));
  if (result.search.exhausted) {
    text += "; every script was tried";
  } else if (result.search.searched_length > 0) {
    text += fmt::format("; every script of up to {} was tried",
                        plural_of(result.search.searched_length, "event"));
  }
  if (result.seeds > 0) text += fmt::format("; {} tried", plural_of(result.seeds, "seed"));
  return text + ".";
}

Expected<void, std::string> write_found(const FindPlan& plan,
                                        const takeapart::Counterexample& found) {
  const std::vector<takeapart::Witness> broken{{found.subject.spec, found.run}};
  const std::string name =
      takeapart::file_name(plan.scenario.name, std::string{takeapart::lie_of(found.promise)});
  const scenario::Scenario scenario = takeapart::scenario_of(
      found, name, fmt::format("with \"{}\"", plan.contender.name), broken, std::nullopt);
  return report::write_whole(plan.file, takeapart::concise_json(scenario), "scenario");
}

}  // namespace

ExitCode find_command(const FindOptions& options) {
  const auto plan = plan_find(options);
  if (!plan) {
    print_error(plan.error());
    return ExitCode::bad_input;
  }
  takeapart::Budget budget{options.budget, 0};
  const std::atomic<bool>& interrupted = catch_interrupts();
  const takeapart::HuntResult result = hunt(*plan, options, interrupted, budget);
  if (!result.found) {
    if (!options.quiet) {
      say(fmt::format("Nothing found that breaks the promise '{}' of \"{}\".",
                      to_string(options.promise), plan->contender.name));
      say(extent(result, budget));
    }
    return interrupted.load() ? ExitCode::interrupted : ExitCode::expectation_failed;
  }
  const auto written = write_found(*plan, *result.found);
  if (!options.quiet) {
    const takeapart::Counterexample& found = *result.found;
    say(fmt::format("\"{}\" breaks the promise '{}' by {}:", plan->contender.name,
                    to_string(options.promise), plural_of(found.script.size(), "event")));
    print(report::wrap(fmt::format("when {}, {}.", takeapart::in_words(found.script),
                                   takeapart::consequence_of(found.promise, found.run)),
                       output_style().columns, 4));
    say(extent(result, budget));
    if (result.seed) say(fmt::format("Found with seed {}.", *result.seed));
    if (written) say("scenario: " + plan->file);
  }
  if (!written) {
    print_error(written.error());
    return ExitCode::bad_input;
  }
  return ExitCode::success;
}

}  // namespace acklab::cli
