#include "sim/report/repeatability.hpp"

#include <fmt/format.h>

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

std::string drops_in_words(std::uint64_t count) {
  return count == 1 ? "1 drop" : fmt::format("{} drops", count);
}

/// "All 12 drops", "The one drop", "12 of 15 drops".
std::string part_in_words(std::uint64_t part, std::uint64_t all) {
  if (part < all) return fmt::format("{} of {}", part, drops_in_words(all));
  return all == 1 ? "The one drop" : fmt::format("All {}", drops_in_words(all));
}

/// What made the drops that repeat.
const char* repeating_cause(const LabelCounts& drops) {
  if (drops.scripted == 0) return "due to the seed and will hit the same packets again";
  if (drops.random == 0) return "written down beforehand and will hit the same packets again";
  return "due to the seed or written down beforehand and will hit the same packets again";
}

const char* be(std::uint64_t count) {
  return count == 1 ? "is" : "are";
}

std::string in_real_time(const LabelCounts& drops) {
  const std::uint64_t repeating = drops.scripted + drops.random;
  const std::uint64_t all = repeating + drops.time_driven;
  const char* const timing = "timing differs from run to run";
  if (all == 0) return fmt::format("The link dropped nothing; {}.", timing);
  if (drops.time_driven == 0) {
    return fmt::format("{} {} {}; {}.", part_in_words(repeating, all), be(all),
                       repeating_cause(drops), timing);
  }
  if (repeating == 0) {
    return fmt::format("{} {} on when packets came: {}.", part_in_words(all, all),
                       all == 1 ? "depends" : "depend", timing);
  }
  return fmt::format("{} {} {}; {} {} on when packets came, and {}.", part_in_words(repeating, all),
                     be(repeating), repeating_cause(drops), drops.time_driven,
                     drops.time_driven == 1 ? "depends" : "depend", timing);
}

}  // namespace

bool repeats_whole(const RunResult& run) {
  return run.path == path::PathKind::simulated;
}

std::string repeatability_of(const RunResult& run) {
  if (run.outcome == Outcome::not_run) return {};
  if (repeats_whole(run)) return "Virtual time: all of this run repeats with its seed.";
  return in_real_time(drops_of(run));
}

std::string repeatability_of(const run::BatchResult& batch) {
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
    return fmt::format("Virtual time: all of this repeats with seed {}.", batch.scenario.seed);
  }
  return in_real_time(drops);
}

}  // namespace acklab::report
