#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"

namespace acklab::report {
namespace {

using contender::Outcome;
using contender::RunResult;

const RunResult* first_with(const run::ContenderRuns& contender, auto predicate) {
  const auto found = std::find_if(contender.runs.begin(), contender.runs.end(), predicate);
  return found == contender.runs.end() ? nullptr : &*found;
}

std::string reason_of(const run::ContenderRuns& contender) {
  if (contender.runs.empty()) return {};
  const RunResult& run = contender.runs.front();
  std::string text;
  if (!run.reason.empty()) text += " " + run.reason;
  if (!run.remedy.empty()) text += " " + run.remedy;
  return text;
}

/// Those that did not run, all with one reason, in one paragraph.
std::string not_run_text(const std::vector<std::string>& names, const std::string& reason) {
  if (names.size() == 1) return names.front() + " did not run." + reason;
  const auto last = names.end() - 1;
  return fmt::format("{} and {} did not run.{}", fmt::join(names.begin(), last, ", "), *last,
                     reason);
}

/// "39 missing, 2 twice": what is wrong with a delivery, nothing left out.
std::string damage_text(const run::ContenderRuns& contender) {
  struct Damage {
    const char* metric;
    const char* words;
  };
  static constexpr Damage damages[] = {{"integrity.missing", "missing"},
                                       {"integrity.corrupted", "corrupted"},
                                       {"integrity.duplicated", "twice"},
                                       {"integrity.out_of_order", "out of order"}};
  std::string text;
  for (const Damage& damage : damages) {
    const double count = median_of(contender, damage.metric).value_or(0);
    if (count > 0) text += fmt::format(", {} {}", count_text(count), damage.words);
  }
  return text;
}

std::string delivery_text(const run::ContenderRuns& contender) {
  const double sent = median_of(contender, "integrity.sent").value_or(0);
  const double intact = median_of(contender, "integrity.intact_records").value_or(0);
  const std::string damage = damage_text(contender);
  if (sent == 0) return "nothing was sent";
  if (damage.empty() && intact == sent) {
    return fmt::format("all {} records arrived intact, once and in order", count_text(sent));
  }
  return fmt::format("{} of {} records arrived intact{}", count_text(intact), count_text(sent),
                     damage);
}

/// What the link itself took on the way to the server: the cause of what is missing or sent again.
std::string losses_text(const run::ContenderRuns& contender) {
  struct Cause {
    std::string_view metric;
    std::string_view said;
  };
  constexpr std::array causes{
      Cause{"link.forward.dropped_by_mtu", "the link refused {} packets for their size"},
      Cause{"link.forward.dropped_by_rule", "rules dropped {}"},
      Cause{"link.forward.dropped_by_outage", "the link was down for {} packets"},
      Cause{"link.forward.dropped_by_loss", "the link lost {} packets"},
      Cause{"link.forward.dropped_by_policer", "its policer dropped {}"},
      Cause{"link.forward.dropped_by_queue", "its full queue refused {}"},
      Cause{"link.forward.dropped_by_aqm", "its queue dropped {} early"}};
  std::vector<std::string> parts;
  for (const Cause& cause : causes) {
    const double count = median_of(contender, cause.metric).value_or(0);
    if (count > 0) parts.push_back(fmt::format(fmt::runtime(cause.said), count_text(count)));
  }
  if (parts.empty()) return "";
  std::string text = "; " + parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    text += (i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return text + " on the way there";
}

/// Why runs ended before the job was done, in the words of the first of them.
std::string unfinished_text(const run::ContenderRuns& contender) {
  const auto unfinished = [](const RunResult& run) { return run.outcome != Outcome::completed; };
  const RunResult* first = first_with(contender, unfinished);
  if (first == nullptr) return "";
  const auto count = std::count_if(contender.runs.begin(), contender.runs.end(), unfinished);
  std::string text;
  if (contender.runs.size() > 1) {
    text = fmt::format(" {} of {} runs did not finish.", count, contender.runs.size());
  }
  if (!first->reason.empty()) text += " " + first->reason;
  if (!first->remedy.empty()) text += " " + first->remedy;
  return text;
}

std::string run_text(const run::ContenderRuns& contender) {
  std::string text = fmt::format("{}: {}{}", contender.spec.name, delivery_text(contender),
                                 losses_text(contender));
  if (const auto share = median_of(contender, "share_of_limit")) {
    text += fmt::format("; {} of what the link allows", share_text(*share));
  }
  return text + "." + unfinished_text(contender);
}

}  // namespace

std::vector<std::string> run_texts(const run::BatchResult& batch) {
  std::vector<std::string> texts;
  std::vector<std::string> told;  // reasons why some did not run
  for (const run::ContenderRuns& contender : batch.contenders) {
    if (did_run(contender)) {
      texts.push_back(run_text(contender));
      continue;
    }
    const std::string reason = reason_of(contender);
    if (std::find(told.begin(), told.end(), reason) != told.end()) continue;
    told.push_back(reason);
    std::vector<std::string> names;
    for (const run::ContenderRuns& other : batch.contenders) {
      if (!did_run(other) && reason_of(other) == reason) names.push_back(other.spec.name);
    }
    texts.push_back(not_run_text(names, reason));
  }
  return texts;
}

}  // namespace acklab::report
