#pragma once

#include <vector>

#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// A text of one line: in English, or an object with a line for each language, English among them.
[[nodiscard]] Text read_line(const Cursor& cursor, std::size_t max_characters);
/// The same of several lines, each language's as a string or an array of lines.
[[nodiscard]] Text read_lines(const Cursor& cursor);
/// Which scenarios to go on with, and why.
[[nodiscard]] std::vector<Suggestion> read_suggestions(const Cursor& cursor);

}  // namespace acklab::scenario
