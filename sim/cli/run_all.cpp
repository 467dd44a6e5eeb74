#include "sim/cli/run_all.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include <fmt/format.h>

#include "sim/cli/batch_run.hpp"
#include "sim/cli/interrupt.hpp"
#include "sim/cli/options.hpp"
#include "sim/cli/print.hpp"
#include "sim/cli/run_plan.hpp"
#include "sim/cli/scenario_folder.hpp"
#include "sim/cli/scenario_places.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/report/display_text.hpp"
#include "sim/report/quantity.hpp"
#include "sim/report/report.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/words.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/sweep/plan.hpp"

namespace acklab::cli {
namespace {

/// The scenarios that the folders named on the command line hold; all where none is named.
Expected<std::vector<ScenarioPlace>, std::string> chosen_places(const RunOptions& options) {
  const auto folder = scenario_folder();
  if (!folder) return failure(folder.error());
  std::vector<ScenarioPlace> places = scenario_places(*folder);
  std::erase_if(places,
                [](const auto& place) { return sweep::is_sweep_file(place.file.string()); });
  std::vector<std::string_view> known;
  for (const ScenarioPlace& place : places) {
    if (!place.folder.empty() && (known.empty() || known.back() != place.folder)) {
      known.push_back(place.folder);
    }
  }
  for (const std::string& word : options.files) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    return failure(fmt::format("'--all' expects folders of '{}' ({}), found '{}'.{}",
                               folder->string(), fmt::join(known, ", "),
                               report::printable(word, true), did_you_mean(word, known)));
  }
  if (!options.files.empty()) {
    std::vector<ScenarioPlace> wanted;
    std::copy_if(places.begin(), places.end(), std::back_inserter(wanted), [&](const auto& place) {
      return std::find(options.files.begin(), options.files.end(), place.folder) !=
             options.files.end();
    });
    places = std::move(wanted);
  }
  if (places.empty()) {
    return failure(fmt::format("There are no scenarios in '{}'.", folder->string()));
  }
  return places;
}

/// Runs them one after the other and keeps what the end of the output says.
class AllRuns {
 public:
  AllRuns(const RunOptions& options, std::vector<ScenarioPlace> places)
      : options_(options),
        places_(std::move(places)),
        style_(output_style()),
        words_(report::Words::in(style_.language)) {
    for (const ScenarioPlace& place : places_) {
      place_columns_ = std::max(place_columns_, report::display_width(place.place));
    }
  }

  ExitCode run() {
    const std::atomic<bool>& interrupted = catch_interrupts();
    std::size_t done = 0;
    for (const ScenarioPlace& place : places_) {
      if (interrupted.load()) break;
      if (run_one(place, interrupted)) ++done;
    }
    print_end(done, interrupted.load());
    if (interrupted.load()) return ExitCode::interrupted;
    if (code_ == ExitCode::success && !any_ran_) return ExitCode::machine_cannot;
    return code_;
  }

 private:
  /// Whether it was not interrupted.
  bool run_one(const ScenarioPlace& place, const std::atomic<bool>& interrupted) {
    const auto read = scenario::read_scenario_file(place.file.string());
    if (!read) return fail(place, words_("all.unreadable"), read.error().sentence);
    const auto scenario = with_options(*read, options_);
    if (!scenario) return fail(place, words_("all.unreadable"), scenario.error());
    const std::string file = "results/" + scenario->name + ".json";
    if (!reports_.insert(file).second) {
      return fail(place, words_("all.unreadable"),
                  fmt::format("'{}' is called '{}' as another one is, so both reports would go to "
                              "'{}'; run it by itself with -o.",
                              place.place, scenario->name, file));
    }
    const auto begin = std::chrono::steady_clock::now();
    const run::BatchResult batch = run_with_progress(*scenario, interrupted, options_);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    judge(place, batch, report::duration_text(took.count()));
    const auto written = report::write_whole(file, report::to_json(batch));
    if (!written) fail(place, words_("all.not_written"), written.error());
    for (const std::string& sentence : batch.trace_errors) {
      fail(place, words_("all.not_written"), sentence);
    }
    return !batch.interrupted;
  }

  /// Bad input, or a report that cannot be written: said when it happens.
  bool fail(const ScenarioPlace& place, const std::string& verdict, const std::string& why) {
    print_error(why);
    code_ = worse(code_, ExitCode::bad_input);
    failures_.push_back(place.place + ": " + verdict);
    return true;
  }

  void judge(const ScenarioPlace& place, const run::BatchResult& batch, const std::string& took) {
    const ExitCode code = code_of(batch);
    const report::Glyphs& glyphs = report::glyphs_for(style_.utf8);
    note_not_run(place, batch);
    if (code == ExitCode::machine_cannot) {
      return show(glyphs.unmeasured, report::Paint::quiet, place, words_("all.did_not_run"), "-");
    }
    if (code == ExitCode::interrupted) {
      return show(glyphs.unmeasured, report::Paint::quiet, place, words_("all.interrupted"), took);
    }
    any_ran_ = true;
    const bool failed = code == ExitCode::expectation_failed;
    if (failed) {
      code_ = worse(code_, code);
      note_failures(place, batch);
    }
    show(failed ? glyphs.fails : glyphs.holds, failed ? report::Paint::bad : report::Paint::good,
         place, verdict_of(batch), took);
  }

  [[nodiscard]] std::string verdict_of(const run::BatchResult& batch) const {
    const auto holding =
        std::count_if(batch.expectations.begin(), batch.expectations.end(),
                      [](const auto& result) { return result.verdict == run::Verdict::holds; });
    const std::string text = words_.say("all.holds", holding, batch.expectations.size());
    const auto missing =
        std::count_if(batch.contenders.begin(), batch.contenders.end(),
                      [](const auto& contender) { return !report::did_run(contender); });
    return missing == 0 ? text : text + words_.say("all.without", missing);
  }

  void note_failures(const ScenarioPlace& place, const run::BatchResult& batch) {
    const report::Glyphs& glyphs = report::glyphs_for(style_.utf8);
    for (const run::ExpectationResult& result : batch.expectations) {
      if (!report::is_broken(batch, result)) continue;
      failures_.push_back(place.place + ": " + report::expectation_text(result, glyphs, words_));
    }
    for (const run::TheoryResult& result : batch.theory) {
      if (!report::is_broken(batch, result)) continue;
      failures_.push_back(place.place + ": " +
                          words_.say("all.theory", result.line.contender, result.line.metric,
                                     result.line.formula->name));
    }
    if (failures_.empty() || !failures_.back().starts_with(place.place + ": ")) {
      failures_.push_back(place.place + ": " + words_("all.see_report"));
    }
  }

  void note_not_run(const ScenarioPlace& place, const run::BatchResult& batch) {
    for (const run::ContenderRuns& contender : batch.contenders) {
      if (report::did_run(contender) || contender.runs.empty()) continue;
      const contender::RunResult& run = contender.runs.front();
      const std::string why = run.reason + (run.remedy.empty() ? "" : " ") + run.remedy;
      std::string& where = not_run_[why];
      where +=
          fmt::format("{}{} ({})", where.empty() ? "" : ", ", place.place, contender.spec.name);
    }
  }

  void show(std::string_view mark, report::Paint paint, const ScenarioPlace& place,
            const std::string& verdict, const std::string& took) const {
    if (options_.quiet) return;
    const std::size_t clock_columns = std::max<std::size_t>(9, report::display_width(took));
    const std::size_t taken =
        report::display_width(mark) + 1 + place_columns_ + 2 + 2 + clock_columns;
    const std::size_t room = style_.columns > taken + 10 ? style_.columns - taken : 10;
    const std::string_view ellipsis = report::glyphs_for(style_.utf8).ellipsis;
    print(report::painted(mark, paint, style_.colour) + ' ' +
          report::pad_right(report::printable(place.place, style_.utf8), place_columns_) + "  " +
          report::pad_right(report::fit(report::printable(verdict, style_.utf8), room, ellipsis),
                            room) +
          "  " + report::pad_left(took, clock_columns) + '\n');
  }

  void print_paragraphs(const std::string& heading, const std::vector<std::string>& texts) const {
    print('\n' + report::painted(heading, report::Paint::strong, style_.colour) + '\n');
    for (const std::string& text : texts) {
      print(report::wrap(report::printable(text, style_.utf8), style_.columns, 2));
    }
  }

  void print_end(std::size_t done, bool interrupted) const {
    if (options_.quiet) return;
    if (!failures_.empty()) print_paragraphs(words_("all.failed"), failures_);
    if (!not_run_.empty()) {
      std::vector<std::string> texts;
      texts.reserve(not_run_.size());
      for (const auto& [why, places] : not_run_)
        texts.push_back(fmt::format("{} {}.", why, places));
      print_paragraphs(words_("all.not_run"), texts);
    }
    const std::string end = interrupted
                                ? words_.say("all.stopped", done, places_.size())
                                : words_.say(failures_.empty() ? "all.fine" : "all.done", done);
    print('\n' + report::wrap(end, style_.columns, 0));
  }

  const RunOptions& options_;
  std::vector<ScenarioPlace> places_;
  report::TableStyle style_;
  const report::Words& words_;
  std::size_t place_columns_ = 0;
  std::set<std::string> reports_;
  ExitCode code_ = ExitCode::success;
  bool any_ran_ = false;
  std::vector<std::string> failures_;           // "PLACE: what"
  std::map<std::string, std::string> not_run_;  // by reason: the places and contenders
};

}  // namespace

ExitCode run_all(const RunOptions& options) {
  auto places = chosen_places(options);
  if (!places) {
    print_error(places.error());
    return ExitCode::bad_input;
  }
  return AllRuns{options, std::move(*places)}.run();
}

}  // namespace acklab::cli
