#pragma once

#include <string>
#include <vector>

#include "net/transport/config.hpp"
#include "tests/net/properties/property_dice.hpp"

namespace acklab::properties {

/// Every congestion control there is; does not compile while one is missing.
[[nodiscard]] std::vector<transport::CongestionControl> every_congestion_control();

/// A configuration under which every promise must hold: anything goes that takes no promise back.
[[nodiscard]] transport::ConnectionConfig roll_config(const Dice& dice);

/// What it says, in a line.
[[nodiscard]] std::string to_text(const transport::ConnectionConfig& config);

}  // namespace acklab::properties
