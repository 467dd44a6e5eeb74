#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/base/random.hpp"
#include "net/base/rate.hpp"
#include "net/base/time.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// Quantities with their units (units.hpp) out of a scenario; a bare number is refused with the way
/// to write it.
[[nodiscard]] std::optional<Duration> read_duration(const Cursor& cursor, Duration min,
                                                    Duration max);
[[nodiscard]] std::optional<BitRate> read_rate(const Cursor& cursor);
[[nodiscard]] std::optional<std::uint64_t> read_size(const Cursor& cursor, std::uint64_t min,
                                                     std::uint64_t max);
/// A size that may be negative: "-14B".
[[nodiscard]] std::optional<std::int32_t> read_signed_size(const Cursor& cursor, std::int32_t min,
                                                           std::int32_t max);
[[nodiscard]] std::string format_signed_size(std::int32_t bytes);
[[nodiscard]] std::optional<Probability> read_percentage(const Cursor& cursor);

/// Whether the text says that there is no limit, where that is allowed.
[[nodiscard]] bool says_unlimited(const Cursor& cursor);
inline constexpr std::string_view unlimited = "unlimited";
/// Whether the text says that there is no such thing.
[[nodiscard]] bool says_none(const Cursor& cursor);
inline constexpr std::string_view none = "none";

}  // namespace acklab::scenario
