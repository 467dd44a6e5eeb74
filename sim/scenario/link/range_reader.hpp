#pragma once

#include <optional>
#include <string>

#include "sim/link/script/rule.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// 3, "3", "3-5" (both included) or "3-" (without end), from `min` up.
[[nodiscard]] std::optional<link::CountRange> read_count_range(const Cursor& cursor,
                                                               std::uint64_t min);
/// The same of sizes with their unit: "1kB-", "40B-100B".
[[nodiscard]] std::optional<link::CountRange> read_size_range(const Cursor& cursor);
/// "1s-2s" (the end no longer included) or "1s-".
[[nodiscard]] std::optional<link::TimeRange> read_time_range(const Cursor& cursor);

/// As the readers read them back.
[[nodiscard]] std::string format_count_range(const link::CountRange& range);
[[nodiscard]] std::string format_size_range(const link::CountRange& range);
[[nodiscard]] std::string format_time_range(const link::TimeRange& range);

}  // namespace acklab::scenario
