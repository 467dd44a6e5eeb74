#pragma once

#include <cstdint>

namespace acklab::link {

/// Numbers of distributions with a long upper tail, from the uniform number `draw`; each has mean 0
/// and standard deviation 1 (to within 0.0002) in the fixed-point numbers of normal_quantile.
///
/// Integers only, so every build decides alike: the quantile functions, interpolated linearly in
/// tables whose steps become finer towards the tail (32 in each halving of its probability), to
/// within 0.0003 of the value. A small `draw` is far out in the tail; that is cut off where a share
/// of 2^-40 (one in 10^12) would lie beyond.

/// Pareto with shape 3, as netem's table: (u^(-1/3) - 1.5) / √0.75 for a u in (0, 1]. Between
/// -0.577 and 11918.
[[nodiscard]] std::int64_t pareto_quantile(std::uint64_t draw);

/// Exponential: -ln u - 1. Between -1 and 26.7.
[[nodiscard]] std::int64_t exponential_quantile(std::uint64_t draw);

/// A quarter of the normal and three quarters of netem's Pareto (which is 4/3 (u^(-1/3) - 1.5)) of
/// the same rank, and that by its standard deviation, 1.0517. Between -2.17 and 9815.
[[nodiscard]] std::int64_t pareto_normal_quantile(std::uint64_t draw);

}  // namespace acklab::link
