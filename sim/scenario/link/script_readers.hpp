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

/// What changes while the link runs; all that `into` is at the beginning must have been read.
void read_schedule(const Members& link, link::LinkSettings& into);

}  // namespace acklab::scenario
