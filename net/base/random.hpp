#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace acklab {

/// Mixes 64 bits so that every input bit changes about half of the output bits (SplitMix64's
/// finaliser).
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

/// A chance between 0 and 1 as an integer, so that a decision never depends on floating point.
class Probability {
 public:
  static constexpr std::uint64_t parts_in_one =
      1'000'000'000'000;  // 10^12: "0.0000000001%" is exact

  constexpr Probability() = default;

  /// Clamps into 0 … 1.
  [[nodiscard]] static constexpr Probability from_parts(std::uint64_t parts) {
    return Probability{parts > parts_in_one ? parts_in_one : parts};
  }
  [[nodiscard]] static constexpr Probability from_percent(std::uint64_t percent) {
    return from_parts(percent > 100 ? parts_in_one : percent * (parts_in_one / 100));
  }

  [[nodiscard]] constexpr std::uint64_t parts() const { return parts_; }
  [[nodiscard]] constexpr bool is_zero() const { return parts_ == 0; }
  [[nodiscard]] constexpr double as_double() const {
    return static_cast<double>(parts_) / static_cast<double>(parts_in_one);
  }

  /// Whether an event of this chance happens for the uniform 64-bit number `draw`.
  [[nodiscard]] bool happens(std::uint64_t draw) const;

  friend constexpr auto operator<=>(Probability, Probability) = default;

 private:
  constexpr explicit Probability(std::uint64_t parts) : parts_(parts) {}
  std::uint64_t parts_ = 0;
};

/// Random numbers that are counted, not drawn: number `counter` of a stream is a hash, so asking
/// for one never shifts another, in any order and on any machine.
class RandomStream {
 public:
  /// Streams of one seed with different names are independent of each other.
  RandomStream(std::uint64_t seed, std::string_view name);

  /// A child stream, for example one a direction or one a repetition.
  [[nodiscard]] RandomStream substream(std::uint64_t index) const;

  /// The uniform 64-bit number at `counter`; `lane` tells apart several numbers wanted for one
  /// counter.
  [[nodiscard]] std::uint64_t at(std::uint64_t counter, std::uint64_t lane = 0) const;

  /// A uniform integer in [0, bound), free of modulo bias to within 2^-64; `bound` must not be 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound, std::uint64_t counter,
                                    std::uint64_t lane = 0) const;

 private:
  explicit RandomStream(std::uint64_t key) : key_(key) {}
  std::uint64_t key_;
};

}  // namespace acklab
