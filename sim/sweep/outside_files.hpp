#pragma once

#include <map>
#include <string>

#include "sim/link/settings.hpp"
#include "sim/workload/workload.hpp"

namespace acklab::sweep {

/// What stands in the files that a link takes its rate, its delays or all its fates from, and a job
/// its picture, by their names: a scenario only says the names, but the files decide its runs.
using OutsideFiles = std::map<std::string, std::string>;

/// Adds those of `link` that are not there yet.
void add_outside_files(const link::LinkSettings& link, OutsideFiles& files);
/// Adds that of `job`, if it has any.
void add_outside_files(const workload::Workload& job, OutsideFiles& files);

}  // namespace acklab::sweep
