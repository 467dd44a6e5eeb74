#pragma once

#include <string_view>

namespace acklab::cli {

/// What `acklab --help` prints; with a command's name, what `acklab COMMAND --help` prints. At most
/// 80 columns of ASCII.
[[nodiscard]] std::string_view help_text(std::string_view command);

/// That of `acklab advise`, which is long.
[[nodiscard]] std::string_view advise_help();

}  // namespace acklab::cli
