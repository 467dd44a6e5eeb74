#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "sim/link/bottleneck/policer_settings.hpp"
#include "sim/link/bottleneck/rate_model.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// The value of "rate" in a link; nothing: unlimited, or refused.
[[nodiscard]] std::optional<link::RateModel> read_rate_model(const Cursor& cursor);
/// What read_rate_model reads back as the same.
[[nodiscard]] nlohmann::ordered_json rate_json(const std::optional<link::RateModel>& rate);

/// The same of "policer"; nothing: none, or refused.
[[nodiscard]] std::optional<link::PolicerSettings> read_policer(const Cursor& cursor);
[[nodiscard]] nlohmann::ordered_json policer_json(
    const std::optional<link::PolicerSettings>& policer);

}  // namespace acklab::scenario
