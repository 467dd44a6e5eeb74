#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace acklab::scenario {

/// How many insertions, deletions, substitutions and swaps of neighbours make `a` into `b`
/// (Damerau–Levenshtein, optimal string alignment); letters of either case are equal.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The name that was probably meant: at most a third of its letters wrong, or one that contains
/// what was written. Nothing when no name is near.
[[nodiscard]] std::optional<std::string_view> nearest_name(std::string_view written,
                                                           std::span<const std::string_view> names);

}  // namespace acklab::scenario
