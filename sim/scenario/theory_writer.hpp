#pragma once

#include <span>

#include <nlohmann/json_fwd.hpp>

#include "sim/scenario/theory_line.hpp"

namespace acklab::scenario {

/// The lines as read_theory reads them.
[[nodiscard]] nlohmann::ordered_json theory_json(std::span<const TheoryLine> lines);

}  // namespace acklab::scenario
