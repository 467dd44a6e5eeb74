#pragma once

#include "sim/link/chance.hpp"

namespace acklab::link {

/// Makes one copy of a packet (netem `duplicate`), right behind it at the same instant. From here
/// on both meet fates of their own; a copy is never copied again.
class Duplication {
 public:
  Duplication(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
      : chance_(settings.duplicate, impairment_stream(seed, direction, "duplicate")) {}

  /// From now on as these settings say.
  void change(const DirectionSettings& settings) { chance_.change(settings.duplicate); }

  [[nodiscard]] bool copies(std::uint64_t index) const { return chance_.strikes({index, 0}); }

 private:
  Chance chance_;
};

}  // namespace acklab::link
