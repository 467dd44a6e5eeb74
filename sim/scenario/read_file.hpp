#pragma once

#include <string>

#include "net/base/expected.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::scenario {

/// The octets of a regular file of at most max_file_bytes. Anything else (missing, a directory, a
/// device, too large, unreadable) is refused at once, without opening what could block.
[[nodiscard]] Expected<std::string, ScenarioError> read_file(const std::string& file);

}  // namespace acklab::scenario
