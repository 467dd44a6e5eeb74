#pragma once

#include <string>
#include <vector>

#include "sim/link/settings.hpp"

namespace acklab::report {

/// A part of what comes nearest to a direction in Linux: commands, and where they differ.
struct TcPart {
  std::vector<std::string> commands;
  std::vector<std::string> differences;
};

/// Whether the rate is a token bucket (tbf) of its own behind netem, and not netem's rate: because
/// it has a queue of its own, or because netem's rate would keep packets in order.
[[nodiscard]] bool has_tbf(const link::DirectionSettings& settings);
/// netem's "rate RATE [PACKETOVERHEAD [CELLSIZE [CELLOVERHEAD]]]".
[[nodiscard]] std::string netem_rate(const link::RateModel& rate);
/// The token bucket, below netem's class 1:1 or at the root.
[[nodiscard]] TcPart tc_tbf(const link::DirectionSettings& settings, bool below_netem);
/// The policer, on the way out of the device.
[[nodiscard]] TcPart tc_policer(const link::PolicerSettings& policer);
/// What a line does otherwise, whichever it is.
[[nodiscard]] std::vector<std::string> line_differences(const link::DirectionSettings& settings);

/// A duration as tc reads it.
[[nodiscard]] std::string tc_time(Duration duration);

}  // namespace acklab::report
