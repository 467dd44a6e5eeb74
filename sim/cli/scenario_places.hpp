#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "net/base/expected.hpp"

namespace acklab::cli {

/// A scenario file below the folder of scenarios, not yet read.
struct ScenarioPlace {
  std::string place;   // "reliability/01-stop-and-wait"
  std::string folder;  // "reliability"; empty: in no folder
  std::string number;  // "01"; empty: the file has none
  std::string name;    // "stop-and-wait"
  std::filesystem::path file;
};

/// All in teaching order: those in no folder, then folder by folder, sweeps last.
[[nodiscard]] std::vector<ScenarioPlace> scenario_places(const std::filesystem::path& scenarios);

/// Which of them a word means: a place, a folder and a number ("reliability/01", "reliability/1"),
/// or a name that only one has. The error is one sentence with the nearest.
[[nodiscard]] Expected<ScenarioPlace, std::string> find_place(std::span<const ScenarioPlace> places,
                                                              const std::string& word);

/// The file that a word of the command line means: a path as given, or a scenario of the folder of
/// scenarios. What looks like a path and is none is given back, for its reader to say so.
[[nodiscard]] Expected<std::string, std::string> scenario_file(const std::string& word);

}  // namespace acklab::cli
