#pragma once

#include <string>

#include "sim/path/real_path.hpp"

namespace acklab::path {

/// Whether this error of the system means that there is no IPv6 here.
[[nodiscard]] bool is_lack_of_ipv6(int error_number);
/// Why `what` (as the subject of a sentence) cannot be had over IPv6, and what to do.
[[nodiscard]] PathError lack_of_ipv6(const std::string& what, int error_number);

}  // namespace acklab::path
