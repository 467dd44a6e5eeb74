#pragma once

#include "sim/contender/contender.hpp"
#include "sim/link/settings.hpp"

namespace acklab::contender {

/// The link of the scenario, told what the packets of this contender hold.
[[nodiscard]] link::LinkSettings link_settings(const RunRequest& request);

}  // namespace acklab::contender
