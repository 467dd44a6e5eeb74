#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "sim/link/bottleneck/queue_settings.hpp"

namespace acklab::scenario {

/// How much may wait: "125kB", "100packets", "50ms", "unlimited".
[[nodiscard]] std::string queue_limit_text(const link::QueueSettings& queue);

/// "drop-tail", "codel", …
[[nodiscard]] std::string queue_discipline_text(const link::QueueSettings& queue);

/// The queue as a scenario says it: the limit alone where nothing else is special.
[[nodiscard]] nlohmann::ordered_json queue_json(const link::QueueSettings& queue);

}  // namespace acklab::scenario
