#pragma once

#include <string>
#include <string_view>

namespace acklab::link {

/// A text as a JSON string, in its quotation marks (RFC 8259 §7).
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace acklab::link
