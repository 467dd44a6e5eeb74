#pragma once

#include <string>
#include <vector>

#include "sim/scenario/cursor.hpp"
#include "sim/scenario/scenario.hpp"

namespace acklab::scenario {

/// On which topics a report says what the kernel's TCP does beside what the book says
/// (path::honesty_topics). The contenders of `scenario` have been read: one of them must run the
/// kernel's TCP.
[[nodiscard]] std::vector<std::string> read_honesty(const Cursor& cursor, const Scenario& scenario);

}  // namespace acklab::scenario
