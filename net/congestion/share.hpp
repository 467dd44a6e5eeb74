#pragma once

#include <cstdint>

#include "net/base/rate.hpp"

namespace acklab::congestion {

/// value · numerator / denominator, rounded down, without overflow on the way.
[[nodiscard]] constexpr std::uint64_t share_of(std::uint64_t value, std::uint64_t numerator,
                                               std::uint64_t denominator) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>(static_cast<Wide>(value) * numerator / denominator);
}

/// So many hundredths of `value`, rounded down.
[[nodiscard]] constexpr std::uint64_t percent_of(std::uint64_t value, std::uint64_t percent) {
  return share_of(value, percent, 100);
}

/// The same of a rate.
[[nodiscard]] constexpr BitRate share_of(BitRate rate, std::uint64_t numerator,
                                         std::uint64_t denominator) {
  const auto bits = static_cast<std::uint64_t>(rate.bits_per_s());
  return BitRate::from_bits_per_s(
      static_cast<std::int64_t>(share_of(bits, numerator, denominator)));
}

}  // namespace acklab::congestion
