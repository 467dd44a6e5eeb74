#pragma once

#include <vector>

#include "sim/link/settings.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// The rules at the link that are for `direction`.
[[nodiscard]] std::vector<link::Rule> read_link_rules(const Members& link,
                                                      link::Direction direction);
/// Appends the rules of a direction: they are asked behind those of the link.
void read_direction_rules(const Members& direction, std::vector<link::Rule>& into);

}  // namespace acklab::scenario
