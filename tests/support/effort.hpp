#pragma once

#include <cstdint>

namespace acklab::effort {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

/// How often a test tries something random, or goes on with the same. The plain build does all of
/// it, which shows that the results are right; sanitizers, five to ten times as slow, look for what
/// the same code does to memory, and find that in a part of it.
[[nodiscard]] constexpr std::uint64_t trials(std::uint64_t in_plain_build) {
  constexpr std::uint64_t part = 5;
  return is_sanitized ? (in_plain_build + part - 1) / part : in_plain_build;
}

}  // namespace acklab::effort
