#pragma once

#include <map>
#include <string>

#include "sim/link/settings.hpp"

namespace acklab::sweep {

/// What stands in the files that a link takes its rate, its delays or all its fates from, by their
/// names: a scenario only says the names, but the files decide its runs.
using OutsideFiles = std::map<std::string, std::string>;

/// Adds those of `link` that are not there yet.
void add_outside_files(const link::LinkSettings& link, OutsideFiles& files);

}  // namespace acklab::sweep
