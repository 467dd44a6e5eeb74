#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/rule_parts_reader.hpp"
#include "sim/scenario/link/script_readers.hpp"

namespace acklab::scenario {
namespace {

using link::Rule;

Rule read_rule(const Cursor& cursor, RuleDirections* directions) {
  Rule rule;
  const Members members{
      cursor, "a rule: an object with \"when\" and \"do\"", {"when", "skip", "times", "do"}};
  if (const auto when = members.find("when")) rule.when = read_rule_condition(*when, directions);
  if (const auto skip = members.find("skip")) {
    rule.skip = skip->whole_number(0, max_rule_count).value_or(0);
  }
  if (const auto times = members.find("times")) {
    rule.times = times->whole_number(1, max_rule_count).value_or(1);
  }
  if (const auto act = members.require("do")) rule.act = read_rule_actions(*act);
  return rule;
}

std::vector<Cursor> rules_at(const Cursor& cursor) {
  return cursor.elements("an array of rules", 0, max_rules);
}

/// What was read, unless there would be too many together.
void append(const Rule& rule, const Cursor& cursor, std::vector<Rule>& into) {
  if (into.size() < max_rules) {
    into.push_back(rule);
  } else {
    cursor.refuse("there are more rules for this direction than the 64 it can have");
  }
}

bool is_for(RuleDirections directions, link::Direction direction) {
  switch (directions) {
    case RuleDirections::both:
      return true;
    case RuleDirections::forward:
      return direction == link::Direction::forward;
    case RuleDirections::reverse:
      return direction == link::Direction::reverse;
  }
  return false;
}

}  // namespace

std::vector<Rule> read_link_rules(const Members& link, link::Direction direction) {
  std::vector<Rule> rules;
  const auto list = link.find("rules");
  if (!list) return rules;
  for (const Cursor& element : rules_at(*list)) {
    RuleDirections directions = RuleDirections::both;
    const Rule rule = read_rule(element, &directions);
    if (is_for(directions, direction)) append(rule, element, rules);
  }
  return rules;
}

void read_direction_rules(const Members& direction, std::vector<Rule>& into) {
  const auto list = direction.find("rules");
  if (!list) return;
  for (const Cursor& element : rules_at(*list)) append(read_rule(element, nullptr), element, into);
}

}  // namespace acklab::scenario
