#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace acklab::scenario {

/// The offset of the first octet that is not part of well-formed UTF-8 (RFC 3629: no overlong
/// forms, no surrogates, nothing above U+10FFFF); nothing when the text is well-formed.
[[nodiscard]] std::optional<std::size_t> find_bad_utf8(std::string_view text);

/// Whether the text has a control character (U+0000 … U+001F or U+007F … U+009F), which could
/// command a terminal. The text must be well-formed UTF-8.
[[nodiscard]] bool has_control_character(std::string_view text);

/// How many characters (code points) well-formed UTF-8 text has.
[[nodiscard]] std::size_t count_characters(std::string_view text);

}  // namespace acklab::scenario
