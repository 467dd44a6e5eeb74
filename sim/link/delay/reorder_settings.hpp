#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "net/base/random.hpp"
#include "net/base/time.hpp"

namespace acklab::link {

/// How often packets change their place, and how. A plain probability lets them skip the delay.
struct ReorderSettings {
  Probability probability;
  /// Without `by`: of so many packets in a row at most one skips (netem `gap`).
  std::uint32_t gap = 1;
  /// Held back until so many later packets have come out; nothing: the delay is skipped.
  std::optional<std::uint32_t> by;
  /// With `by`: but never longer than that.
  Duration at_most = std::chrono::milliseconds{100};

  constexpr ReorderSettings() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): netem's way is the common case.
  constexpr ReorderSettings(Probability skipping) : probability(skipping) {}

  [[nodiscard]] constexpr bool is_zero() const { return probability.is_zero(); }
  friend constexpr bool operator==(const ReorderSettings&, const ReorderSettings&) = default;
};

inline constexpr std::uint32_t max_reorder_gap = 1'000'000;
inline constexpr std::uint32_t max_displacement = 1000;

}  // namespace acklab::link
