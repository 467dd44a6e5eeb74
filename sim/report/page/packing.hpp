#pragma once

#include <string>
#include <string_view>

namespace acklab::report {

/// Compressed as zlib does (RFC 1950, what browsers call "deflate") and written in base64 (RFC
/// 4648).
[[nodiscard]] std::string packed(std::string_view text);

/// JSON that may stand in an HTML script element: no `<` in it, so nothing can end the element or
/// begin another.
[[nodiscard]] std::string within_html(std::string_view json);

/// Text that may stand in HTML.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace acklab::report
