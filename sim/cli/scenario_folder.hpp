#pragma once

#include <filesystem>
#include <string>

#include "net/base/expected.hpp"

namespace acklab::cli {

/// The folder with acklab's scenarios: the one that the environment variable ACKLAB_SCENARIOS
/// names; else the nearest 'scenarios' here or above; else the one installed beside the program;
/// else that of the sources which this program was built from. The error is one sentence.
[[nodiscard]] Expected<std::filesystem::path, std::string> scenario_folder();

}  // namespace acklab::cli
