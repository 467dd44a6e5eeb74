#pragma once

#include <cstdint>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// What a buffer begins with, unless its limit is lower.
inline constexpr std::uint64_t initial_buffer_bytes = 1U << 20U;

/// How many bandwidth-delay products a receive buffer is to hold: selective repeat in order at 20 %
/// loss needs that many to lose nothing of the rate.
inline constexpr std::uint64_t buffered_delay_products = 8;

/// How much arrives in a round trip: the bandwidth-delay product, as the receiver sees it.
class ArrivalMeter {
 public:
  /// `bytes` arrived. Says once a round trip how many did so in one.
  [[nodiscard]] std::optional<std::uint64_t> on_arrival(Instant now, std::uint64_t bytes,
                                                        Duration round_trip) {
    if (!began_) began_ = now;
    const Duration elapsed = now - *began_;
    if (elapsed < round_trip || elapsed <= Duration::zero()) {
      bytes_ += bytes;
      return std::nullopt;
    }
    __extension__ using Wide = unsigned __int128;
    const Wide in_one = static_cast<Wide>(bytes_) * static_cast<std::uint64_t>(round_trip.count()) /
                        static_cast<std::uint64_t>(elapsed.count());
    began_ = now;
    bytes_ = bytes;
    return static_cast<std::uint64_t>(in_one);
  }

 private:
  std::optional<Instant> began_;
  std::uint64_t bytes_ = 0;
};

}  // namespace acklab::transport
