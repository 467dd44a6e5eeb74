#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::scenario {

/// The octets of a regular file of at most `max_bytes`; the error is a clause for a sentence.
/// `noun` says what the file should be: "scenario".
[[nodiscard]] Expected<std::string, std::string> read_octets(const std::string& file,
                                                             std::string_view noun,
                                                             std::size_t max_bytes);

/// The file that a scenario names: relative to the folder of the scenario's own file. `origin` is
/// that file, or what stands for it.
[[nodiscard]] std::string beside(std::string_view origin, std::string_view file);

/// The octets of a regular file of at most max_file_bytes. Anything else (missing, a directory, a
/// device, too large, unreadable) is refused at once, without opening what could block.
[[nodiscard]] Expected<std::string, ScenarioError> read_file(const std::string& file);

}  // namespace acklab::scenario
