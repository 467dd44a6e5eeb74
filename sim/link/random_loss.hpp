#pragma once

#include "sim/link/chance.hpp"

namespace acklab::link {

/// Loses each packet independently (netem `loss random`), before it could be duplicated: a lost
/// packet leaves nothing behind.
class RandomLoss {
 public:
  RandomLoss(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
      : chance_(settings.loss, impairment_stream(seed, direction, "loss")) {}

  /// From now on as these settings say.
  void change(const DirectionSettings& settings) { chance_.change(settings.loss); }

  [[nodiscard]] bool loses(std::uint64_t index) const { return chance_.strikes({index, 0}); }

 private:
  Chance chance_;
};

}  // namespace acklab::link
