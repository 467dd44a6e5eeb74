#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/contender/tuning.hpp"

namespace acklab::scenario {

/// Adds what was said, key by key.
void add_tuning(nlohmann::ordered_json& json, const contender::Tuning& tuning);

}  // namespace acklab::scenario
