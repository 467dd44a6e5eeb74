#pragma once

#include <cstdint>
#include <vector>

#include "sim/link/script/rule.hpp"
#include "tests/support/link_dice.hpp"

namespace acklab::link::test {

[[nodiscard]] inline RuleCondition invent_condition(LinkDice& dice) {
  RuleCondition when;
  switch (dice.below(4)) {
    case 0: {
      const std::uint64_t first = dice.below(80);
      when.packets = CountRange{first, first + dice.below(40)};
      break;
    }
    case 1: {
      const Duration from = dice.up_to(std::chrono::milliseconds{300});
      when.time = TimeRange{from, from + dice.up_to(std::chrono::milliseconds{100})};
      break;
    }
    case 2:
      when.size = CountRange{dice.below(1500), std::nullopt};
      break;
    default:
      when.protocol = Protocol::udp;  // all that the tests send, but it asks for a reading
  }
  return when;
}

/// Anything that a rule can do. What waits for later packets may wait for ever.
[[nodiscard]] inline RuleActions invent_actions(LinkDice& dice) {
  RuleActions act;
  const auto number = [&dice](std::uint64_t most) {
    return static_cast<std::uint32_t>(1 + dice.below(most));
  };
  if (dice.one_in(5)) {
    act.drop = true;
    return act;
  }
  if (dice.one_in(3)) act.delay = dice.up_to(std::chrono::milliseconds{60});
  if (dice.one_in(3)) act.duplicate = number(3);
  if (dice.one_in(3)) act.reorder_after = number(6);
  if (dice.one_in(4)) act.mark_ce = true;
  if (dice.one_in(4)) {
    act.corrupt.emplace();
    act.corrupt->kind = static_cast<DamageKind>(dice.below(6));
    act.corrupt->count = number(4);
    act.corrupt->length_bits = number(20);
  }
  switch (dice.below(6)) {
    case 0:
      act.hold_until = UntilTime{dice.up_to(std::chrono::milliseconds{400})};
      break;
    case 1:
      act.hold_until = UntilPackets{number(8)};
      break;
    case 2:
      act.hold_until = UntilOppositePackets{number(8)};
      break;
    default:
      break;
  }
  return act;
}

[[nodiscard]] inline std::vector<Rule> invent_rules(LinkDice& dice) {
  std::vector<Rule> rules;
  for (std::uint64_t count = 1 + dice.below(4); count > 0; --count) {
    Rule rule;
    rule.when = invent_condition(dice);
    rule.skip = dice.below(10);
    if (dice.one_in(2)) rule.times = 1 + dice.below(10);
    rule.act = invent_actions(dice);
    rules.push_back(rule);
  }
  return rules;
}

}  // namespace acklab::link::test
