#pragma once

#include <cstdint>
#include <string_view>

#include "net/base/random.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Which copy of which packet of a direction: what every random decision is counted by.
struct CopyKey {
  std::uint64_t index = 0;  // in its direction; with FateKey::content, what the packet is
  std::uint32_t copy = 0;
};

/// The random numbers of one impairment in one direction. They depend on nothing else, so that
/// turning one impairment on or off never shifts what another decides.
[[nodiscard]] inline RandomStream impairment_stream(std::uint64_t seed, Direction direction,
                                                    std::string_view impairment) {
  return RandomStream{seed, impairment}.substream(static_cast<std::uint64_t>(direction));
}

/// An event that strikes each copy independently with one probability.
class Chance {
 public:
  Chance(Probability probability, RandomStream stream)
      : probability_(probability), stream_(stream) {}

  [[nodiscard]] bool possible() const { return !probability_.is_zero(); }
  /// From now on with this probability.
  void change(Probability probability) { probability_ = probability; }

  [[nodiscard]] bool strikes(CopyKey key) const {
    return !probability_.is_zero() && probability_.happens(stream_.at(key.index, key.copy));
  }

 private:
  Probability probability_;
  RandomStream stream_;
};

}  // namespace acklab::link
