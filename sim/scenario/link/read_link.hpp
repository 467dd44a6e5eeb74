#pragma once

#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "sim/link/settings.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace acklab::scenario {

/// A link description by itself, as a scenario has it under "link". `origin` is what error
/// sentences call the text.
[[nodiscard]] Expected<link::LinkSettings, ScenarioError> read_link_text(std::string_view text,
                                                                         std::string_view origin);

/// The link of a file that holds a scenario, a link with its source (scenarios/links) or a link
/// description by itself, which has no key "link".
[[nodiscard]] Expected<link::LinkSettings, ScenarioError> read_link_file(const std::string& file);

}  // namespace acklab::scenario
