#pragma once

#include <string>
#include <vector>

#include "sim/link/settings.hpp"

namespace acklab::report {

/// One step of a direction: its word in link descriptions, and what it does to packets.
struct LinkStep {
  std::string name;
  std::string text;
};

/// What a direction does to a packet, in the order of its steps; those that do nothing are left
/// out.
[[nodiscard]] std::vector<LinkStep> link_steps(const link::DirectionSettings& settings);

}  // namespace acklab::report
