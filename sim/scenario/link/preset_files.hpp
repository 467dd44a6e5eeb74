#pragma once

#include <span>
#include <string_view>

namespace acklab::scenario {

/// The names of scenarios/links/*.json, in the order of the alphabet, and their texts.
[[nodiscard]] std::span<const std::string_view> preset_file_names();
[[nodiscard]] std::span<const std::string_view> preset_file_texts();

}  // namespace acklab::scenario
