#pragma once

#include <compare>
#include <cstdint>

#include "net/base/time.hpp"

namespace acklab {

/// A transmission rate in bits per second, always positive: "no limit" is an absent optional.
class BitRate {
 public:
  /// The largest rate: 1 Tbit/s. Keeps every product below within 128 bits.
  static constexpr std::int64_t max_bits_per_s = 1'000'000'000'000;

  /// Clamps into 1 bit/s … 1 Tbit/s.
  [[nodiscard]] static constexpr BitRate from_bits_per_s(std::int64_t bits_per_s) {
    return BitRate{bits_per_s < 1 ? 1 : bits_per_s > max_bits_per_s ? max_bits_per_s : bits_per_s};
  }

  [[nodiscard]] constexpr std::int64_t bits_per_s() const { return bits_per_s_; }

  /// How long `bytes` occupy a line of this rate, rounded up to a nanosecond.
  [[nodiscard]] constexpr Duration time_for(std::uint64_t bytes) const {
    const auto rate = static_cast<Wide>(bits_per_s_);
    const Wide nanos = (static_cast<Wide>(bytes) * 8U * 1'000'000'000U + rate - 1U) / rate;
    return Duration{static_cast<std::int64_t>(nanos)};
  }

  /// How many whole bytes fit on the line in `span` (0 for a negative one): with a round trip, the
  /// bandwidth-delay product.
  [[nodiscard]] constexpr std::uint64_t bytes_in(Duration span) const {
    if (span.count() <= 0) return 0;
    return static_cast<std::uint64_t>(static_cast<Wide>(bits_per_s_) *
                                      static_cast<Wide>(span.count()) / 8'000'000'000U);
  }

  friend constexpr auto operator<=>(BitRate, BitRate) = default;

 private:
  __extension__ using Wide = unsigned __int128;
  constexpr explicit BitRate(std::int64_t bits_per_s) : bits_per_s_(bits_per_s) {}
  std::int64_t bits_per_s_;
};

}  // namespace acklab
