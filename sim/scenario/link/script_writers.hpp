#pragma once

#include <span>

#include <nlohmann/json_fwd.hpp>

#include "sim/link/settings.hpp"

namespace acklab::scenario {

/// As the readers in script_readers.hpp read it back.
[[nodiscard]] nlohmann::ordered_json rules_json(std::span<const link::Rule> rules);

}  // namespace acklab::scenario
