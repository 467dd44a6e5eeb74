#pragma once

#include <algorithm>
#include <cstdint>

#include "net/base/seq32.hpp"

namespace acklab::transport {

/// The sequence numbers of a textbook rung: they count segments (the SYN is 0) and wrap after
/// 2^bits.
///
/// So few bits that an old number looks like one still to come are no mistake here: that they must
/// not be so few is what the rungs teach.
class SegmentNumbers {
 public:
  /// `bits` is taken into 1 … 32.
  constexpr explicit SegmentNumbers(std::uint8_t bits)
      : mask_(0xffff'ffffU >> (32U - std::clamp<std::uint32_t>(bits, 1, 32))) {}

  /// The header field for segment `number`, when `initial` was the SYN's.
  [[nodiscard]] constexpr Seq32 wrap(std::uint64_t number, Seq32 initial) const {
    return Seq32{Seq32::wrap(number, initial).value() & mask_};
  }
  /// How far the segment that `field` names lies ahead of segment `from`: 0 … 2^bits − 1. What lies
  /// behind looks as if it were far ahead.
  [[nodiscard]] constexpr std::uint64_t ahead(Seq32 field, Seq32 initial,
                                              std::uint64_t from) const {
    return (field.value() - wrap(from, initial).value()) & mask_;
  }
  /// Half of all numbers: what is no further ahead is taken for ahead.
  [[nodiscard]] constexpr std::uint64_t half() const { return (std::uint64_t{mask_} + 1) / 2; }

 private:
  std::uint32_t mask_;
};

}  // namespace acklab::transport
