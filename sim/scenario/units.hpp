#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/base/expected.hpp"
#include "net/base/random.hpp"
#include "net/base/rate.hpp"
#include "net/base/time.hpp"

namespace acklab::scenario {

/// Quantities as people write them: a decimal number directly followed by its unit. Nothing is
/// rounded and no floating point is involved: what has no exact value in the base unit is refused.
///
/// The error is a clause for a sentence: `expected a duration such as "25ms", found "25": …`.
using UnitProblem = std::string;

/// "25ms": ns, us, ms, s, min, h; exact in nanoseconds.
[[nodiscard]] Expected<Duration, UnitProblem> parse_duration(std::string_view text);
/// "20mbit": bit, kbit, mbit, gbit, tbit (powers of 1000, bits per second), up to 1 Tbit/s, never
/// 0. tc's "bps" words mean bytes per second and are refused with a hint.
[[nodiscard]] Expected<BitRate, UnitProblem> parse_rate(std::string_view text);
/// "125kB": B, kB, MB, GB (powers of 1000), KiB, MiB, GiB (powers of 1024); whole bytes.
[[nodiscard]] Expected<std::uint64_t, UnitProblem> parse_size(std::string_view text);
/// "0.1%": 0% … 100%, exact in parts of 10^12, that is up to ten decimals.
[[nodiscard]] Expected<Probability, UnitProblem> parse_percentage(std::string_view text);

/// The shortest text that parse_duration reads back as the same value; `duration` must not be
/// negative.
[[nodiscard]] std::string format_duration(Duration duration);
/// The shortest text that parse_rate reads back as the same value.
[[nodiscard]] std::string format_rate(BitRate rate);
/// The shortest text that parse_size reads back as the same value; `bytes` below 2^63.
[[nodiscard]] std::string format_size(std::uint64_t bytes);
/// The shortest text that parse_percentage reads back as the same value.
[[nodiscard]] std::string format_percentage(Probability probability);

}  // namespace acklab::scenario
