#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// A text as its reader takes it: English alone is a string, several languages are an object; one
/// line is a string, several are an array.
[[nodiscard]] nlohmann::ordered_json text_json(const Text& text);
[[nodiscard]] nlohmann::ordered_json suggestions_json(const std::vector<Suggestion>& suggestions);

}  // namespace acklab::scenario
