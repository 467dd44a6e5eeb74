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
  }
  return dropped;
}

Duration worst_percentile_99(const run::ContenderRuns& contender) {
  Duration worst{};
  for (const contender::RunResult& run : contender.runs) {
    worst = std::max(
        {worst, run.link.forward.lateness.percentile_99, run.link.reverse.lateness.percentile_99});
  }
  return worst;
}

/// One sentence for all contenders whose packets left the link too late; empty when there is none.
std::string late_text(const run::BatchResult& batch) {
  std::string list;
  for (const run::ContenderRuns& contender : batch.contenders) {
    const Duration late = worst_percentile_99(contender);
    if (late <= late_release) continue;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", contender.spec.name,
                        duration_text(to_milliseconds(late)));
  }
  if (list.empty()) return list;
  return fmt::format(
      "1 packet in 100 left the link late by at least this: {}. So delays were longer than "
      "configured; perhaps other programs keep this machine busy.",
      list);
}

}  // namespace

std::vector<std::string> warnings(const run::BatchResult& batch) {
  std::vector<std::string> sentences;
  for (const run::ContenderRuns& contender : batch.contenders) {
    if (const std::uint64_t dropped = dropped_by_system(contender); dropped > 0) {
      sentences.push_back(fmt::format(
          "{}: this machine dropped {} beside the link's own losses, so the numbers are worse than "
          "the link.",
          contender.spec.name, dropped == 1 ? "1 packet" : fmt::format("{} packets", dropped)));
    }
  }
  if (const std::string late = late_text(batch); !late.empty()) sentences.push_back(late);
  if (batch.interrupted) {
    sentences.emplace_back("Interrupted: only the runs that had begun are in the report.");
  }
  return sentences;
}

}  // namespace acklab::report
