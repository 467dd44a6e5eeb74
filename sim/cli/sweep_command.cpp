#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "sim/cli/commands.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/progress_line.hpp"
#include "sim/cli/sweep_results.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/quantity.hpp"
#include "sim/sweep/plan.hpp"
#include "sim/sweep/results.hpp"
#include "sim/sweep/run_sweep.hpp"

namespace acklab::cli {
namespace {

run::PathInUse path_for(const sweep::Plan& plan) {
  const bool any_v6 =
      std::any_of(plan.scenarios.begin(), plan.scenarios.end(),
                  [](const auto& scenario) { return scenario.ip_version == path::IpVersion::v6; });
  return run::path_in_use(plan.path, any_v6 ? path::IpVersion::v6 : path::IpVersion::v4);
}

std::string journal_file(const SweepOptions& options, const std::string& base) {
  if (options.journal) return *options.journal;
  if (!options.shard) return base + ".sqlite";
  return fmt::format("{}.shard-{}-of-{}.sqlite", base, options.shard->part, options.shard->parts);
}

/// What will be done, before it is.
void announce(const sweep::Plan& plan, const run::PathInUse& path, unsigned jobs) {
  const std::uint64_t runs = run_count(plan.design);
  std::string words =
      fmt::format("{}: {} point{}, {} run{} on the path {}, ", plan.design.name,
                  plan.design.points.size(), plan.design.points.size() == 1 ? "" : "s", runs,
                  runs == 1 ? "" : "s", path::to_string(path.kind));
  if (path.kind == path::PathKind::simulated) {
    words += fmt::format("{} at a time.", jobs);
  } else {
    words += "one after the other, because side by side they would disturb each other";
    words += path.reason.empty() ? "." : ". " + path.reason;
  }
  print_words(words);
}

Expected<sweep::SweepOutcome, std::string> carry_out(const sweep::Plan& plan,
                                                     const run::PathInUse& path,
                                                     const SweepOptions& options, unsigned jobs,
                                                     journal::Journal& journal) {
  ProgressLine line{!options.quiet && progress_is_visible()};
  sweep::SweepSettings settings;
  settings.jobs = jobs;
  settings.shard = options.shard.value_or(sweep::Shard{});
  settings.interrupted = &catch_interrupts();
  settings.progress = [&line](const sweep::SweepProgress& progress) {
    line.show(sweep_progress_text(progress, progress_columns()));
  };
  return sweep::run_sweep(plan, path, settings, journal);
}

void print_outcome(const sweep::SweepOutcome& outcome, const std::string& journal) {
  std::string words = fmt::format("{} runs made in {}", outcome.made,
                                  report::duration_text(to_milliseconds(outcome.took)));
  if (outcome.found > 0) words += fmt::format(", {} found in the journal", outcome.found);
  print_words(words + ".");
  if (outcome.not_run > 0) {
    print_words(fmt::format("{} of them did not run. {}", outcome.not_run, outcome.reason));
  }
  print_words("journal: " + journal);
}

ExitCode code_of(const sweep::SweepOutcome& outcome) {
  const bool nothing_ran = outcome.made > 0 && outcome.made == outcome.not_run;
  return nothing_ran || outcome.failed > 0 ? ExitCode::machine_cannot : ExitCode::success;
}

ExitCode refuse(const std::string& sentence, ExitCode code = ExitCode::bad_input) {
  print_error(sentence);
  return code;
}

/// The results, when every run is there; else what is still to be done.
ExitCode conclude(const sweep::SweepOutcome& outcome, const SweepOptions& options,
                  const std::string& base, journal::Journal& journal) {
  const std::span<journal::Journal> one{&journal, 1};
  const auto count = sweep::count_runs(one);
  if (!count) return refuse(count.error());
  if (*count < journal.head().runs) {
    if (options.quiet) return code_of(outcome);
    print_words(
        fmt::format("{} of {} runs are in this journal; when the other parts are done, "
                    "'acklab merge' makes the results of all journals.",
                    *count, journal.head().runs));
    return code_of(outcome);
  }
  if (const auto written = write_results(base, one); !written) return refuse(written.error());
  if (!options.quiet) print_results(base);
  return code_of(outcome);
}

}  // namespace

ExitCode sweep_command(const SweepOptions& options) {
  auto plan = sweep::read_sweep_file(options.file);
  if (!plan) return refuse(plan.error().sentence);
  if (options.path) plan->path = *options.path;
  const std::string base = results_base(options.output, plan->design.name);
  if (const auto writable = check_results(base); !writable) return refuse(writable.error());
  const run::PathInUse path = path_for(*plan);
  if (path.missing) {
    return refuse(path.missing->reason + " " + path.missing->remedy, ExitCode::machine_cannot);
  }
  const unsigned jobs = options.jobs.value_or(std::max(std::thread::hardware_concurrency(), 1U));
  auto journal =
      journal::Journal::open_or_begin(journal_file(options, base), head_of(*plan, path.kind));
  if (!journal) return refuse(journal.error());
  if (!options.quiet) announce(*plan, path, jobs);
  const auto outcome = carry_out(*plan, path, options, jobs, *journal);
  if (!outcome) return refuse(outcome.error());
  if (!options.quiet) print_outcome(*outcome, journal->file());
  if (outcome->failed > 0) {
    print_error(fmt::format("{} of the runs failed; the journal keeps why. {}", outcome->failed,
                            outcome->reason));
  }
  if (outcome->interrupted) {
    if (!options.quiet) {
      print_words(
          fmt::format("Interrupted: {} of {} runs are done; the same command goes on from "
                      "there.",
                      outcome->found + outcome->made, outcome->total));
    }
    return ExitCode::interrupted;
  }
  return conclude(*outcome, options, base, *journal);
}

}  // namespace acklab::cli
