#pragma once

#include <cstdint>

namespace acklab::link {

__extension__ using WideCount = unsigned __int128;

/// A chance given as a fraction of integers, decided by comparing a uniform 64-bit draw with a
/// threshold: exact to 2^-64, and without a multiplication for each draw.
class Odds {
 public:
  /// Never.
  constexpr Odds() = default;
  /// `part` of `whole`; part ≤ whole, 0 < whole < 2^127.
  [[nodiscard]] static constexpr Odds of(WideCount part, WideCount whole) {
    if (part >= whole) return Odds{0, true};
    std::uint64_t quotient = 0;
    WideCount rest = part;
    for (int bit = 0; bit < 64; ++bit) {
      rest <<= 1U;
      quotient <<= 1U;
      if (rest >= whole) {
        rest -= whole;
        ++quotient;
      }
    }
    if (rest == 0) return Odds{quotient, false};
    return Odds{quotient + 1, quotient + 1 == 0};
  }

  [[nodiscard]] constexpr bool never() const { return threshold_ == 0 && !always_; }
  [[nodiscard]] constexpr bool strikes(std::uint64_t draw) const {
    return draw < threshold_ || always_;
  }

 private:
  constexpr Odds(std::uint64_t threshold, bool always) : threshold_(threshold), always_(always) {}

  std::uint64_t threshold_ = 0;
  bool always_ = false;
};

}  // namespace acklab::link
