#pragma once

#include <string_view>

namespace acklab::cli {

/// The help of a command that tells of reports again; empty for any other.
[[nodiscard]] std::string_view help_on_reports(std::string_view command);

}  // namespace acklab::cli
