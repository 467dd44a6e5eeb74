#pragma once

#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

struct JsonValue;

/// Why a scenario was refused: one sentence that says where (file and JSON path), what was found,
/// what was expected and what to do.
struct ScenarioError {
  std::string sentence;
};

/// Limits on what is read.
inline constexpr std::size_t max_file_bytes = 1U << 20U;
inline constexpr std::size_t max_depth = 16;

[[nodiscard]] Expected<Scenario, ScenarioError> read_scenario_file(const std::string& file);
/// `origin` is what error sentences call the text.
[[nodiscard]] Expected<Scenario, ScenarioError> read_scenario(std::string_view text,
                                                              std::string_view origin);

/// Of JSON that was parsed already.
[[nodiscard]] Expected<Scenario, ScenarioError> read_scenario_document(const JsonValue& document,
                                                                       std::string_view origin);

/// The scenario that a report holds, to tell of it. It was right when it was run, and what the
/// command line changed then it may: what belongs together is not checked again. Files that it
/// names are not opened, so a rate, table or log from a file is not what it was: it cannot be run.
[[nodiscard]] Expected<Scenario, ScenarioError> read_recorded_scenario(std::string_view text,
                                                                       std::string_view origin);

/// The JSON Schema (2020-12) of scenario files.
[[nodiscard]] std::string_view scenario_schema();
/// The scenario as JSON text, all defaults filled in, units as strings.
[[nodiscard]] std::string write_scenario(const Scenario& scenario);

}  // namespace acklab::scenario
