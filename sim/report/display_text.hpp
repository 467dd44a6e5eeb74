#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace acklab::report {

/// How many terminal columns `text` (UTF-8) occupies: wide characters take two, combining ones
/// none.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// `text` made safe to print: control characters and bidirectional overrides become spaces, invalid
/// UTF-8 becomes a replacement character; without `utf8`, everything beyond ASCII becomes '?'.
[[nodiscard]] std::string printable(std::string_view text, bool utf8);

/// `text` padded with spaces to `width` columns; left-aligned, or right-aligned.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

/// `text` cut to at most `width` columns, `ellipsis` at its end where something was cut off.
[[nodiscard]] std::string fit(std::string_view text, std::size_t width, std::string_view ellipsis);

/// `text` in lines of at most `columns`, broken between words where possible, each line (the first
/// too) after `indent` spaces and ended by a newline.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t columns, std::size_t indent);

}  // namespace acklab::report
