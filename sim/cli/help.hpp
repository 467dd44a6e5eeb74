#pragma once

#include <string_view>

namespace acklab::cli {

/// What `acklab --help` prints; with a command's name, what `acklab COMMAND --help` prints. At most
/// 80 columns of ASCII.
[[nodiscard]] std::string_view help_text(std::string_view command);

}  // namespace acklab::cli
