#include <fmt/format.h>

#include "sim/scenario/limits.hpp"
#include "sim/scenario/link/direction_readers.hpp"
#include "sim/scenario/link/rule_parts_reader.hpp"
#include "sim/scenario/quantity_reader.hpp"

namespace acklab::scenario {
namespace {

using link::HoldUntil;
using link::RuleActions;

constexpr std::array<std::string_view, 7> action_keys{
    "mark", "drop", "delay", "hold_until", "duplicate", "corrupt", "reorder_after"};

HoldUntil read_hold(const Cursor& cursor) {
  const Members members{cursor,
                        "an object with one of \"time\", \"packets\" and \"opposite_packets\"",
                        {"time", "packets", "opposite_packets"}};
  const auto time = members.find("time");
  const auto own = members.find("packets");
  const auto opposite = members.find("opposite_packets");
  if ((time ? 1 : 0) + (own ? 1 : 0) + (opposite ? 1 : 0) != 1) {
    cursor.refuse("expected exactly one of \"time\", \"packets\" and \"opposite_packets\"");
    return link::UntilTime{};
  }
  if (time) {
    return link::UntilTime{
        read_duration(*time, Duration{1}, max_scheduled_time).value_or(Duration{})};
  }
  if (own) return link::UntilPackets{own->whole_number(1, max_held_for_packets).value_or(1)};
  return link::UntilOppositePackets{opposite->whole_number(1, max_held_for_packets).value_or(1)};
}

void check_actions(const RuleActions& actions, const Cursor& here) {
  RuleActions nothing_else;
  nothing_else.drop = actions.drop;
  if (actions == RuleActions{}) {
    here.refuse(
        "a rule must do something: drop, delay, hold_until, duplicate, corrupt, mark or "
        "reorder_after");
  } else if (actions.drop && !(actions == nothing_else)) {
    here.refuse("what is dropped cannot be treated in another way too");
  }
}

}  // namespace

RuleActions read_rule_actions(const Cursor& cursor) {
  RuleActions actions;
  const Members members{cursor, "an object such as {\"drop\": true}", action_keys};
  if (const auto drop = members.find("drop")) {
    actions.drop = drop->boolean("true").value_or(false);
    if (!actions.drop)
      drop->refuse("expected true: leave \"drop\" out if nothing is to be dropped");
  }
  if (const auto delay = members.find("delay")) {
    actions.delay = read_duration(*delay, Duration{1}, max_delay).value_or(Duration{});
  }
  if (const auto hold = members.find("hold_until")) actions.hold_until = read_hold(*hold);
  if (const auto copies = members.find("duplicate")) {
    actions.duplicate =
        static_cast<std::uint32_t>(copies->whole_number(1, max_rule_copies).value_or(1));
  }
  if (const auto corrupt = members.find("corrupt")) {
    actions.corrupt = read_damage(Members{*corrupt,
                                          "an object such as {\"kind\": \"swapped_words\"}",
                                          {"kind", "count", "length", "region", "checksum"}});
  }
  if (const auto mark = members.find("mark")) {
    actions.mark_ce = mark->choice<bool>(mark_names).value_or(false);
  }
  if (const auto behind = members.find("reorder_after")) {
    actions.reorder_after =
        static_cast<std::uint32_t>(behind->whole_number(1, max_held_for_packets).value_or(1));
  }
  check_actions(actions, cursor);
  return actions;
}

}  // namespace acklab::scenario
