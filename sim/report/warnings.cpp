#include <algorithm>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

/// Releases later than this blur what the link is said to do.
constexpr Duration late_release = std::chrono::milliseconds{1};

std::uint64_t dropped_by_system(const run::ContenderRuns& contender) {
  std::uint64_t dropped = 0;
  for (const contender::RunResult& run : contender.runs) {
    dropped += run.link.forward.dropped_by_system + run.link.reverse.dropped_by_system;
    // Where the job is to overrun it, that is told as its outcome.
    if (run.workload.slow_reader) dropped -= run.link.forward.dropped_by_receiver;
  }
  return dropped;
}

Duration worst_percentile_99(const run::ContenderRuns& contender) {
  Duration worst{};
  for (const contender::RunResult& run : contender.runs) {
    for (const path::DirectionTruth& truth : {run.link.forward, run.link.reverse}) {
      worst = std::max({worst, truth.lateness.percentile_99, truth.intake.percentile_99});
    }
  }
  return worst;
}

/// One sentence for all contenders whose packets left the link too late; empty when there is none.
std::string late_text(const run::BatchResult& batch, const Words& words) {
  std::string list;
  for (const run::ContenderRuns& contender : batch.contenders) {
    const Duration late = worst_percentile_99(contender);
    if (late <= late_release) continue;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", contender.spec.name,
                        duration_text(to_milliseconds(late)));
  }
  if (list.empty()) return list;
  return words.say("warning.late", list);
}

bool was_overloaded(const run::ContenderRuns& contender) {
  return std::ranges::any_of(contender.runs, [](const contender::RunResult& run) {
    return run.link.forward.overloaded || run.link.reverse.overloaded;
  });
}

}  // namespace

std::vector<std::string> warnings(const run::BatchResult& batch, const Words& words) {
  std::vector<std::string> sentences;
  for (const run::ContenderRuns& contender : batch.contenders) {
    if (const std::uint64_t dropped = dropped_by_system(contender); dropped > 0) {
      sentences.push_back(dropped == 1
                              ? words.say("warning.system_dropped_one", contender.spec.name)
                              : words.say("warning.system_dropped", contender.spec.name, dropped));
    }
    if (was_overloaded(contender)) {
      sentences.push_back(words.say("warning.overloaded", contender.spec.name));
    }
  }
  if (const std::string late = late_text(batch, words); !late.empty()) sentences.push_back(late);
  for (const std::string& unmet : unmet_rules(batch, words)) sentences.push_back(unmet);
  if (batch.interrupted) {
    sentences.push_back(words("warning.interrupted"));
  }
  return sentences;
}

}  // namespace acklab::report
