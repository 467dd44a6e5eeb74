#pragma once

#include "sim/link/chance.hpp"

namespace acklab::link {

/// Lets a copy skip delay and jitter (netem `reorder`), so that it overtakes all that wait in the
/// delay line. Without delay and jitter there is nothing to skip and it has no effect.
class Reordering {
 public:
  Reordering(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
      : chance_(settings.reorder, impairment_stream(seed, direction, "reorder")) {}

  /// From now on as these settings say.
  void change(const DirectionSettings& settings) { chance_.change(settings.reorder); }

  /// Whether any copy may.
  [[nodiscard]] bool may_skip() const { return chance_.possible(); }
  [[nodiscard]] bool skips_delay(CopyKey key) const { return chance_.strikes(key); }

 private:
  Chance chance_;
};

}  // namespace acklab::link
