#include <algorithm>

#include <fmt/format.h>

#include "sim/report/text_parts.hpp"
#include "sim/scenario/link/rule_text.hpp"

namespace acklab::report {
namespace {

using link::Direction;

bool was_met(const run::ContenderRuns& contender, Direction direction, std::size_t rule) {
  return std::ranges::any_of(contender.runs, [&](const contender::RunResult& run) {
    const path::DirectionTruth& truth =
        direction == Direction::forward ? run.link.forward : run.link.reverse;
    const auto& rules = truth.counters.rules;
    return rule < rules.size() && rules[rule].matched > 0;
  });
}

/// Of the contenders that ran, the names of those whose packets never met a rule.
std::string strangers_to(const run::BatchResult& batch, Direction direction, std::size_t rule) {
  std::string names;
  for (const run::ContenderRuns& contender : batch.contenders) {
    if (!did_run(contender) || was_met(contender, direction, rule)) continue;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", contender.spec.name);
  }
  return names;
}

}  // namespace

std::vector<std::string> unmet_rules(const run::BatchResult& batch, const Words& words) {
  std::vector<std::string> sentences;
  for (const Direction direction : {Direction::forward, Direction::reverse}) {
    const auto& rules = batch.scenario.link.of(direction).rules;
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
      const std::string names = strangers_to(batch, direction, rule);
      if (names.empty()) continue;
      sentences.push_back(words.say("warning.unmet_rule", to_string(direction), names, rule + 1,
                                    scenario::rule_text(rules[rule])));
    }
  }
  return sentences;
}

}  // namespace acklab::report
