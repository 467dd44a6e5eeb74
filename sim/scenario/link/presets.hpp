#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/base/expected.hpp"
#include "sim/link/parameter.hpp"
#include "sim/link/settings.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::scenario {

/// A link that descriptions can start from: {"like": NAME}. It comes from scenarios/links/NAME.json
/// and is compiled in.
struct LinkPreset {
  std::string name;
  /// What it is, a paragraph each: what was measured where, or that the values are typical ones.
  std::vector<std::string> about;
  /// Where its numbers are published.
  std::string source;
  link::LinkSettings link;
};

/// The names of all, in the order of the alphabet.
[[nodiscard]] std::span<const std::string_view> preset_names();
/// The preset of that name, which must be one of preset_names.
[[nodiscard]] LinkPreset link_preset(std::string_view name);

/// A file such as scenarios/links/dsl.json: "about", "source" and "link".
[[nodiscard]] Expected<LinkPreset, ScenarioError> read_preset_text(std::string_view text,
                                                                   std::string_view origin);

/// Everything that one direction of a link can be told, the names of presets filled in.
[[nodiscard]] std::vector<link::Parameter> described_direction_parameters();

}  // namespace acklab::scenario
