#include "sim/report/repeatability.hpp"

#include <array>

#include "sim/report/words/retold.hpp"

namespace acklab::report {
namespace {

using contender::Outcome;
using contender::RunResult;
using link::LabelCounts;

void add(LabelCounts& sum, const LabelCounts& part) {
  sum.scripted += part.scripted;
  sum.random += part.random;
  sum.time_driven += part.time_driven;
}

LabelCounts drops_of(const RunResult& run) {
  LabelCounts drops = run.link.forward.counters.dropped_by_label;
  add(drops, run.link.reverse.counters.dropped_by_label);
  return drops;
}

/// "All 12 drops", "The one drop", "12 of 15 drops", and whether they are one.
std::string repeating_text(std::uint64_t part, std::uint64_t all, std::string_view cause,
                           const Words& words) {
  const std::string& why = words(cause);
  if (part == 1 && all == 1) return words.say("repeat.the_one", why);
  if (part == all) return words.say("repeat.all", all, why);
  return words.say(part == 1 ? "repeat.one_of" : "repeat.some", part, all, why);
}

/// What made the drops that repeat.
std::string_view repeating_cause(const LabelCounts& drops) {
  if (drops.scripted == 0) return "repeat.seed";
  if (drops.random == 0) return "repeat.script";
  return "repeat.seed_or_script";
}

std::string in_real_time(const LabelCounts& drops, const Words& words) {
  const std::uint64_t repeating = drops.scripted + drops.random;
  const std::uint64_t all = repeating + drops.time_driven;
  if (all == 0) return words("repeat.none");
  if (repeating == 0) {
    return all == 1 ? words("repeat.timing_one") : words.say("repeat.timing_all", all);
  }
  const std::string text = repeating_text(repeating, all, repeating_cause(drops), words);
  if (drops.time_driven == 0) return text + words("repeat.but_timing");
  if (drops.time_driven == 1) return text + words("repeat.and_one_timed");
  return text + words.say("repeat.and_some_timed", drops.time_driven);
}

constexpr std::array<std::string_view, 4> repeating_sentences{
    "repeat.run_in_virtual_time", "repeat.none", "repeat.timing_one", "repeat.timing_all"};
constexpr std::array<std::string_view, 4> repeating_beginnings{"repeat.the_one", "repeat.all",
                                                               "repeat.one_of", "repeat.some"};
constexpr std::array<std::string_view, 3> repeating_causes{"repeat.seed", "repeat.script",
                                                           "repeat.seed_or_script"};
constexpr std::array<std::string_view, 3> repeating_endings{
    "repeat.but_timing", "repeat.and_one_timed", "repeat.and_some_timed"};

/// A sentence of three parts with its blanks, the cause in the last blank of the beginning.
std::string sentence_of(std::string_view beginning, std::string_view cause, std::string_view ending,
                        const Words& words) {
  constexpr std::string_view blank = "{}";
  std::string text = words(beginning);
  text.replace(text.rfind(blank), blank.size(), words(cause));
  return text + words(ending);
}

}  // namespace

std::string repeatability_retold(std::string_view english, const Words& words) {
  const Words& theirs = Words::english();
  for (const std::string_view whole : repeating_sentences) {
    if (auto told = retold_by(english, theirs(whole), words(whole), words)) return *told;
  }
  for (const std::string_view beginning : repeating_beginnings) {
    for (const std::string_view cause : repeating_causes) {
      for (const std::string_view ending : repeating_endings) {
        const std::string pattern = sentence_of(beginning, cause, ending, theirs);
        const std::string told = sentence_of(beginning, cause, ending, words);
        if (auto sentence = retold_by(english, pattern, told, words)) return *sentence;
      }
    }
  }
  return std::string{english};
}

bool repeats_whole(const RunResult& run) {
  return run.path == path::PathKind::simulated;
}

std::string repeatability_of(const RunResult& run) {
  if (run.outcome == Outcome::not_run) return {};
  if (repeats_whole(run)) return Words::english()("repeat.run_in_virtual_time");
  return in_real_time(drops_of(run), Words::english());
}

std::string repeatability_of(const run::BatchResult& batch, const Words& words) {
  LabelCounts drops;
  bool any = false;
  for (const run::ContenderRuns& contender : batch.contenders) {
    for (const RunResult& run : contender.runs) {
      if (run.outcome == Outcome::not_run) continue;
      any = true;
      add(drops, drops_of(run));
    }
  }
  if (!any) return {};
  if (batch.path == path::PathKind::simulated) {
    return words.say("repeat.virtual_time", batch.scenario.seed);
  }
  return in_real_time(drops, words);
}

}  // namespace acklab::report
