#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "sim/link/record/recording.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// A fate log by name, or an object that names one; the log is read at once.
[[nodiscard]] std::optional<link::ReplaySettings> read_replay(const Cursor& cursor);

/// Of `keys`, refuses those in `members` that have no effect beside a replay.
void check_beside_replay(const Members& members, std::span<const std::string_view> keys);

/// As a scenario says it, all defaults filled in.
[[nodiscard]] nlohmann::ordered_json replay_json(const link::ReplaySettings& replay);

}  // namespace acklab::scenario
