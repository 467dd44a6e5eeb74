#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/base/expected.hpp"

namespace acklab::scenario {

/// Why a decimal number could not be taken exactly.
enum class DecimalProblem : std::uint8_t {
  malformed,        // not digits, or digits with a point between digits; or a leading zero
  too_many_digits,  // more than max_decimal_digits before or after the point
  too_fine,         // the scaled number has a fraction
  too_large,        // the scaled number exceeds 63 bits
};

inline constexpr std::size_t max_decimal_digits = 19;

/// `text` ("1.5") times `scale` as an integer, without floating point: nothing is rounded.
/// `scale` is 1 … 10^13.
[[nodiscard]] Expected<std::uint64_t, DecimalProblem> parse_scaled(std::string_view text,
                                                                   std::uint64_t scale);

/// `value` divided by `scale` as the shortest decimal number; nothing when its digits do not end
/// after max_decimal_digits.
[[nodiscard]] std::optional<std::string> format_scaled(std::uint64_t value, std::uint64_t scale);

}  // namespace acklab::scenario
