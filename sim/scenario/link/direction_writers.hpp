#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/link/settings.hpp"

namespace acklab::scenario {

/// The value of a direction's key, as its reader in direction_readers.hpp reads it back.
[[nodiscard]] nlohmann::ordered_json mtu_json(const link::DirectionSettings& settings);
[[nodiscard]] nlohmann::ordered_json outage_json(const link::DirectionSettings& settings);
[[nodiscard]] nlohmann::ordered_json loss_json(const link::DirectionSettings& settings);

}  // namespace acklab::scenario
