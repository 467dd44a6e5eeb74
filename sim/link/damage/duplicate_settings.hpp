#pragma once

#include <cstdint>

#include "net/base/random.hpp"
#include "net/base/time.hpp"

namespace acklab::link {

/// How often packets are copied, and how. A plain probability makes one copy at once.
struct DuplicateSettings {
  Probability probability;
  std::uint32_t copies = 1;  // of each packet that is struck, besides itself
  Duration spacing{};        // copy k reaches the queue k times that later than the packet

  constexpr DuplicateSettings() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): one copy at once is the common case.
  constexpr DuplicateSettings(Probability one_copy) : probability(one_copy) {}

  [[nodiscard]] constexpr bool is_zero() const { return probability.is_zero(); }
  friend constexpr bool operator==(const DuplicateSettings&, const DuplicateSettings&) = default;
};

inline constexpr std::uint32_t max_duplicate_copies = 16;

}  // namespace acklab::link
