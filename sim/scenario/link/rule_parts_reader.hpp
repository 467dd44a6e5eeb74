#pragma once

#include "sim/link/script/rule.hpp"
#include "sim/scenario/cursor.hpp"
#include "sim/scenario/link/rule_names.hpp"

namespace acklab::scenario {

/// "when" of a rule; `directions` null: where it stands, a rule cannot name any.
[[nodiscard]] link::RuleCondition read_rule_condition(const Cursor& cursor,
                                                      RuleDirections* directions);
/// "do" of a rule.
[[nodiscard]] link::RuleActions read_rule_actions(const Cursor& cursor);

}  // namespace acklab::scenario
