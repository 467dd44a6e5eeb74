#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/link/settings.hpp"

namespace acklab::scenario {

/// The link as a scenario says it, all defaults filled in, units as strings.
[[nodiscard]] nlohmann::ordered_json link_json(const link::LinkSettings& settings);

/// Parts of it, each next to its reader.
[[nodiscard]] nlohmann::ordered_json jitter_json(const link::Jitter& jitter);
[[nodiscard]] nlohmann::ordered_json reorder_json(const link::ReorderSettings& settings);
[[nodiscard]] nlohmann::ordered_json duplicate_json(const link::DuplicateSettings& settings);
[[nodiscard]] nlohmann::ordered_json corrupt_json(const link::CorruptSettings& settings);
/// The same without the probability.
[[nodiscard]] nlohmann::ordered_json damage_json(const link::CorruptSettings& settings);
/// One direction, without what changes in it later.
[[nodiscard]] nlohmann::ordered_json direction_json(const link::DirectionSettings& settings);
/// What changes in either direction.
[[nodiscard]] nlohmann::ordered_json schedule_json(const link::LinkSettings& settings);

}  // namespace acklab::scenario
