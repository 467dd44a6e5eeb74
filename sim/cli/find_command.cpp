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
#include "sim/scenario/read_scenario.hpp"
#include "sim/takeapart/scenario_file.hpp"

namespace acklab::cli {
namespace {

using report::Words;

struct FindPlan {
  scenario::Scenario scenario;
  contender::Spec contender;
  std::string file;
};

Expected<FindPlan, std::string> plan_find(const FindOptions& options) {
  const auto file = scenario_file(options.file);
  if (!file) return failure(file.error());
  const auto scenario = scenario::read_scenario_file(*file);
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
  const report::Words& words = report::Words::in(output_style().language);
  settings.search.progress = [&](std::uint64_t runs, std::size_t length) {
    line.show(length == 0 ? words.say("find.trying_seeds", runs)
                          : words.say("find.trying_scripts", runs, length));
  };
  return takeapart::hunt(plan.scenario, plan.contender, settings, budget);
}

/// "1 run", "2 runs".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many,
                    const Words& words) {
  return count == 1 ? words(one) : words.say(many, count);
}

void say(const std::string& text, std::size_t indent = 0) {
  const report::TableStyle style = output_style();
  print(report::wrap(report::printable(text, style.utf8), style.columns, indent));
}

/// How far the search went, so that nothing found can be believed as far as it goes.
std::string extent(const takeapart::HuntResult& result, const takeapart::Budget& budget,
                   const Words& words) {
  std::string text =
      words.say("find.made", counted(budget.spent, "takeapart.run", "takeapart.runs", words));
  if (result.search.exhausted) {
    text += words("find.every_script");
  } else if (const auto longest = result.search.searched_length; longest > 0) {
    text += words.say("find.every_script_up_to",
                      counted(longest, "takeapart.event", "takeapart.events", words));
  }
  if (result.seeds > 0) {
    text += counted(result.seeds, "find.one_seed", "find.some_seeds", words);
  }
  return text + words("run.stop");
}

/// What came of it, for people.
void tell(const FindPlan& plan, const FindOptions& options, const takeapart::HuntResult& result,
          const takeapart::Budget& budget) {
  const Words& words = Words::in(output_style().language);
  if (const auto& found = result.found) {
    say(words.say("find.breaks", plan.contender.name, to_string(options.promise),
                  counted(found->script.size(), "takeapart.event", "takeapart.events", words)));
    say(words.say("find.when", takeapart::in_words(found->script, words),
                  takeapart::consequence_of(found->promise, found->run, words)),
        4);
  } else {
    say(words.say("find.nothing", to_string(options.promise), plan.contender.name));
  }
  say(extent(result, budget, words));
  if (result.found && result.seed) say(words.say("find.with_seed", *result.seed));
}

Expected<void, std::string> write_found(const FindPlan& plan,
                                        const takeapart::Counterexample& found) {
  const std::vector<takeapart::Witness> broken{{found.subject.spec, found.run}};
  const std::string name =
      takeapart::file_name(plan.scenario.name, std::string{takeapart::lie_of(found.promise)});
  const auto what = [&plan](const Words& words) {
    return words.say("find.with_contender", plan.contender.name);
  };
  const scenario::Scenario scenario =
      takeapart::scenario_of(found, name, what, broken, std::nullopt);
  return report::write_whole(plan.file, takeapart::concise_json(scenario), "scenario");
}

}  // namespace

ExitCode find_command(const FindOptions& options) {
  const auto plan = plan_find(options);
  if (!plan) {
    print_error(plan.error());
    return ExitCode::bad_input;
  }
  const std::atomic<bool>& interrupted = catch_interrupts();
  takeapart::Budget budget{options.budget, 0, &interrupted};
  const takeapart::HuntResult result = hunt(*plan, options, interrupted, budget);
  const ExitCode ending = interrupted.load() ? ExitCode::interrupted
                          : result.found     ? ExitCode::success
                                             : ExitCode::expectation_failed;
  if (!options.quiet) tell(*plan, options, result, budget);
  const Words& words = Words::in(output_style().language);
  if (!options.quiet && interrupted.load()) say(words("find.interrupted"));
  if (!result.found) return ending;
  if (const auto written = write_found(*plan, *result.found); !written) {
    print_error(written.error());
    return ExitCode::bad_input;
  }
  if (!options.quiet) say(words.say("find.scenario", plan->file));
  return ending;
}

}  // namespace acklab::cli
