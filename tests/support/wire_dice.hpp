#pragma once

#include <cstddef>
#include <cstdint>

#include "net/base/bytes.hpp"
#include "net/base/random.hpp"

namespace acklab::test {

/// Random numbers drawn one after the other for a test: the same seed and round, the same numbers.
class Dice {
 public:
  explicit Dice(std::uint64_t seed, std::uint64_t round = 0)
      : stream_(RandomStream{seed, "test"}.substream(round)) {}

  std::uint64_t u64() { return stream_.at(counter_++); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(u64()); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(u64()); }
  std::uint8_t u8() { return static_cast<std::uint8_t>(u64()); }
  bool coin() { return below(2) == 0; }

  /// A uniform number in [0, bound).
  std::size_t below(std::size_t bound) { return stream_.below(bound, counter_++); }

  Bytes bytes(std::size_t count) {
    Bytes octets(count);
    for (std::uint8_t& octet : octets) octet = u8();
    return octets;
  }

 private:
  RandomStream stream_;
  std::uint64_t counter_ = 0;
};

}  // namespace acklab::test
