#pragma once

#include <cstdint>

namespace acklab {

/// A 32-bit TCP sequence number (RFC 9293 §3.4): arithmetic modulo 2^32, and no `operator<`,
/// because on a circle "less" has no meaning. Ask `before`, `after` or `distance_to` instead.
class Seq32 {
 public:
  constexpr Seq32() = default;
  constexpr explicit Seq32(std::uint32_t value) : value_(value) {}

  [[nodiscard]] constexpr std::uint32_t value() const { return value_; }

  /// Signed distance from this number to `other`: positive when `other` is ahead by less than 2^31.
  [[nodiscard]] constexpr std::int32_t distance_to(Seq32 other) const {
    return static_cast<std::int32_t>(other.value_ - value_);
  }
  [[nodiscard]] constexpr bool before(Seq32 other) const { return distance_to(other) > 0; }
  [[nodiscard]] constexpr bool after(Seq32 other) const { return distance_to(other) < 0; }

  friend constexpr bool operator==(Seq32, Seq32) = default;
  friend constexpr Seq32 operator+(Seq32 seq, std::uint32_t count) {
    return Seq32{seq.value_ + count};
  }
  friend constexpr Seq32 operator-(Seq32 seq, std::uint32_t count) {
    return Seq32{seq.value_ - count};
  }

  /// The sequence number of a 64-bit offset, when offset 0 has the number `zero`.
  [[nodiscard]] static constexpr Seq32 wrap(std::uint64_t offset, Seq32 zero) {
    return zero + static_cast<std::uint32_t>(offset);
  }

  /// The 64-bit offset nearest to `checkpoint` that wraps to this number; never below 0.
  [[nodiscard]] constexpr std::uint64_t unwrap(Seq32 zero, std::uint64_t checkpoint) const {
    const std::int64_t step = wrap(checkpoint, zero).distance_to(*this);
    if (step < 0 && static_cast<std::uint64_t>(-step) > checkpoint) {
      return checkpoint + static_cast<std::uint64_t>(step + (std::int64_t{1} << 32));
    }
    return checkpoint + static_cast<std::uint64_t>(step);
  }

 private:
  std::uint32_t value_ = 0;
};

}  // namespace acklab
