#pragma once

#include <cstdint>

#include "net/base/random.hpp"
#include "net/base/rate.hpp"
#include "net/base/time.hpp"

namespace acklab::link::test {

/// Numbers of one seed, one after the other.
class LinkDice {
 public:
  explicit LinkDice(const RandomStream& random) : random_(random) {}

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound, next_++); }
  bool one_in(std::uint64_t chances) { return below(chances) == 0; }
  Duration up_to(Duration longest) {
    return Duration{
        static_cast<std::int64_t>(below(static_cast<std::uint64_t>(longest.count()) + 1))};
  }
  /// Never, always, seldom, or anything.
  Probability chance() {
    switch (below(5)) {
      case 0:
        return Probability{};
      case 1:
        return Probability::from_percent(100);
      case 2:
        return Probability::from_parts(below(Probability::parts_in_one / 100));
      default:
        return Probability::from_parts(below(Probability::parts_in_one));
    }
  }
  BitRate rate() {
    return BitRate::from_bits_per_s(static_cast<std::int64_t>(100'000 + below(40'000'000)));
  }

 private:
  RandomStream random_;
  std::uint64_t next_ = 0;
};

}  // namespace acklab::link::test
