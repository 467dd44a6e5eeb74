#pragma once

#include <string_view>

namespace acklab::report {

/// acklab's version, "major.minor.patch".
[[nodiscard]] std::string_view version();

/// The version of the report's schema: raised whenever a reader of the former would be misled.
inline constexpr int schema_version = 1;

}  // namespace acklab::report
