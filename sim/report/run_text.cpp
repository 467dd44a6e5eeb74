#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/report/quantity.hpp"
#include "sim/report/text_parts.hpp"
#include "sim/report/words/retold.hpp"

namespace acklab::report {
namespace {

using contender::Outcome;
using contender::RunResult;

const RunResult* first_with(const run::ContenderRuns& contender, auto predicate) {
  const auto found = std::find_if(contender.runs.begin(), contender.runs.end(), predicate);
  return found == contender.runs.end() ? nullptr : &*found;
}

std::string reason_of(const run::ContenderRuns& contender, const Words& words) {
  if (contender.runs.empty()) return {};
  const RunResult& run = contender.runs.front();
  std::string text;
  if (!run.reason.empty()) text += words("run.gap") + retold(run.reason, words);
  if (!run.remedy.empty()) text += words("run.gap") + retold(run.remedy, words);
  return text;
}

/// Those that did not run, all with one reason, in one paragraph.
std::string not_run_text(const std::vector<std::string>& names, const std::string& reason,
                         const Words& words) {
  if (names.size() == 1) return words.say("run.one_not_run", names.front()) + reason;
  const auto last = names.end() - 1;
  const std::string others = fmt::format("{}", fmt::join(names.begin(), last, ", "));
  return words.say("run.some_not_run", others, *last) + reason;
}

/// "39 missing, 2 twice": what is wrong with a delivery, nothing left out.
std::string damage_text(const run::ContenderRuns& contender, const Words& words) {
  struct Damage {
    const char* metric;
    const char* words;
  };
  static constexpr Damage damages[] = {{"integrity.missing", "run.missing"},
                                       {"integrity.corrupted", "run.corrupted"},
                                       {"integrity.duplicated", "run.twice"},
                                       {"integrity.out_of_order", "run.out_of_order"}};
  std::string text;
  for (const Damage& damage : damages) {
    const double count = median_of(contender, damage.metric).value_or(0);
    if (count > 0) text += words("run.comma") + words.say(damage.words, count_text(count));
  }
  return text;
}

std::string delivery_text(const run::ContenderRuns& contender, const Words& words) {
  const double sent = median_of(contender, "integrity.sent").value_or(0);
  const double intact = median_of(contender, "integrity.intact_records").value_or(0);
  const std::string damage = damage_text(contender, words);
  if (sent == 0) return words("run.nothing_sent");
  if (damage.empty() && intact == sent) {
    return words.say("run.all_intact", count_text(sent));
  }
  return words.say("run.some_intact", count_text(intact), count_text(sent)) + damage;
}

/// What the link itself took on the way to the server: the cause of what is missing or sent again.
std::string losses_text(const run::ContenderRuns& contender, const Words& words) {
  struct Cause {
    std::string_view metric;
    std::string_view said;
  };
  constexpr std::array causes{Cause{"link.forward.dropped_by_mtu", "run.by_mtu"},
                              Cause{"link.forward.dropped_by_rule", "run.by_rule"},
                              Cause{"link.forward.dropped_by_outage", "run.by_outage"},
                              Cause{"link.forward.dropped_by_loss", "run.by_loss"},
                              Cause{"link.forward.dropped_by_policer", "run.by_policer"},
                              Cause{"link.forward.dropped_by_queue", "run.by_queue"},
                              Cause{"link.forward.dropped_by_aqm", "run.by_aqm"}};
  std::vector<std::string> parts;
  for (const Cause& cause : causes) {
    const double count = median_of(contender, cause.metric).value_or(0);
    if (count > 0) parts.push_back(words.say(cause.said, count_text(count)));
  }
  if (parts.empty()) return "";
  std::string text = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    text += words(i + 1 == parts.size() ? "run.and" : "run.comma") + parts[i];
  }
  return words.say("run.on_the_way", text);
}

/// What was lost or refused beside the link, by the hosts themselves.
std::string hosts_text(const run::ContenderRuns& contender, const Words& words) {
  struct Cause {
    std::string_view metric;
    std::string_view said;
  };
  constexpr std::array causes{Cause{"workload.sends.refused_for_size", "run.too_large"},
                              Cause{"workload.sends.refused_by_peer", "run.nobody_listens"},
                              Cause{"link.forward.dropped_by_receiver", "run.by_receiver"}};
  std::string text;
  for (const Cause& cause : causes) {
    const double count = median_of(contender, cause.metric).value_or(0);
    if (count > 0) text += words.say(cause.said, count_text(count));
  }
  return text;
}

/// Why runs ended before the job was done, in the words of the first of them.
std::string unfinished_text(const run::ContenderRuns& contender, const Words& words) {
  const auto unfinished = [](const RunResult& run) { return run.outcome != Outcome::completed; };
  const RunResult* first = first_with(contender, unfinished);
  if (first == nullptr) return "";
  const auto count = std::count_if(contender.runs.begin(), contender.runs.end(), unfinished);
  std::string text;
  if (contender.runs.size() > 1) {
    text = words.say("run.unfinished", count, contender.runs.size());
  }
  if (!first->reason.empty()) text += words("run.gap") + retold(first->reason, words);
  if (!first->remedy.empty()) text += words("run.gap") + retold(first->remedy, words);
  return text;
}

std::string run_text(const run::ContenderRuns& contender, const Words& words) {
  std::string text = words.say("run.told", contender.spec.name, delivery_text(contender, words));
  // Of flows, what the link took is of all of them, and nobody can have all that it allows.
  if (!median_of(contender, "workload.flows.count")) {
    text += losses_text(contender, words) + hosts_text(contender, words);
    if (const auto share = median_of(contender, "share_of_limit")) {
      text += words.say("run.share", share_text(*share));
    }
  }
  return text + words("run.stop") + unfinished_text(contender, words);
}

}  // namespace

std::vector<std::string> run_texts(const run::BatchResult& batch, const Words& words) {
  std::vector<std::string> texts;
  std::vector<std::string> told;  // reasons why some did not run
  for (const run::ContenderRuns& contender : batch.contenders) {
    if (did_run(contender)) {
      texts.push_back(run_text(contender, words));
      continue;
    }
    const std::string reason = reason_of(contender, words);
    if (std::find(told.begin(), told.end(), reason) != told.end()) continue;
    told.push_back(reason);
    std::vector<std::string> names;
    for (const run::ContenderRuns& other : batch.contenders) {
      if (!did_run(other) && reason_of(other, words) == reason) names.push_back(other.spec.name);
    }
    texts.push_back(not_run_text(names, reason, words));
  }
  return texts;
}

}  // namespace acklab::report
