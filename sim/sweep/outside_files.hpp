#pragma once

#include <map>
#include <string>

#include "sim/link/settings.hpp"

namespace acklab::sweep {

/// The content of files that a link takes its rate from, by their names: a scenario only says the
/// names, but what stands in the files decides its runs.
using OutsideFiles = std::map<std::string, std::string>;

/// Adds those of `link` that are not there yet.
void add_outside_files(const link::LinkSettings& link, OutsideFiles& files);

}  // namespace acklab::sweep
