#pragma once

#include <string>
#include <vector>

#include "sim/link/settings.hpp"
#include "sim/report/words/words.hpp"

namespace acklab::report {

/// "1 % loss", "1 % loss in bursts of 4", "5 of every 100 packets lost".
[[nodiscard]] std::string loss_text(const link::LossSettings& loss,
                                    const Words& words = Words::english());
/// "down for 2 s at 5 s", "down for 1 s every 10 s", "3 outages"; `outages` must not be empty.
[[nodiscard]] std::string outage_text(const std::vector<link::OutageWindow>& outages,
                                      const Words& words = Words::english());

}  // namespace acklab::report
