#pragma once

#include <string>
#include <vector>

#include "sim/link/settings.hpp"

namespace acklab::report {

/// The commands of Linux' traffic control that come nearest to one direction of a link, for the
/// device DEV through which that direction's packets leave their host, and where they would differ,
/// a sentence each. By what net/sched/sch_netem.c and sch_tbf.c of Linux 6.18 do and tc of
/// iproute2 reads.
struct NearestTc {
  std::vector<std::string> commands;  // none when the direction does nothing
  std::vector<std::string> differences;
};

[[nodiscard]] NearestTc nearest_tc(const link::DirectionSettings& settings);

}  // namespace acklab::report
