#pragma once

#include <string>
#include <vector>

#include "sim/link/settings.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::report {

/// One step of a direction: its word in link descriptions, and what it does to packets.
struct LinkStep {
  std::string name;
  std::string text;
};

/// What a direction does to a packet, in the order of its steps; those that do nothing are left
/// out. In English but for settings, which are in the language of `words`: see retold.
[[nodiscard]] std::vector<LinkStep> link_steps(const link::DirectionSettings& settings,
                                               const Words& words = Words::english());

}  // namespace acklab::report
