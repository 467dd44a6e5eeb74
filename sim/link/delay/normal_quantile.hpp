#pragma once

#include <cstdint>

namespace acklab::link {

/// One standard deviation in the fixed-point numbers of normal_quantile.
inline constexpr std::int64_t normal_one = std::int64_t{1} << 24U;

/// A number of the standard normal distribution, in 1/2^24, from the uniform number `draw`.
///
/// Integers only, so every build decides alike: the quantile function, interpolated linearly in a
/// table whose steps become finer towards the tail (32 in each halving of the tail's probability).
/// The error is below 0.0001, the standard deviation 1.00001; the draws with and without the top
/// bit mirror each other; cut off at ±7.14, beyond which lies a share of 10^-12.
[[nodiscard]] std::int64_t normal_quantile(std::uint64_t draw);

}  // namespace acklab::link
