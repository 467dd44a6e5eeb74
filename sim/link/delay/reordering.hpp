#pragma once

#include <algorithm>

#include "sim/link/chance.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Lets a copy skip delay and jitter (netem `reorder`), so that it overtakes all that wait in the
/// delay line, or has it held back at the release until later ones have come out (DisplacedCopies).
class Reordering {
 public:
  Reordering(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
      : settings_(settings.reorder),
        chance_(settings.reorder.probability, impairment_stream(seed, direction, "reorder")) {}
  /// From now on as these settings say; how long ago one skipped is remembered.
  void change(const DirectionSettings& settings) {
    settings_ = settings.reorder;
    chance_.change(settings_.probability);
  }

  /// Whether any copy may.
  [[nodiscard]] bool may_skip() const { return chance_.possible() && !settings_.by; }
  /// Once for each copy, in the order in which they leave the line.
  [[nodiscard]] bool skips_delay(CopyKey key) {
    if (settings_.by) return false;
    if (in_order_ + 1 < settings_.gap || !chance_.strikes(key)) {
      in_order_ = std::min(in_order_ + 1, max_reorder_gap);
      return false;
    }
    in_order_ = 0;
    return true;
  }

  /// How many later ones this copy waits for at the release; 0: none.
  [[nodiscard]] std::uint32_t displacement(CopyKey key) const {
    return settings_.by && chance_.strikes(key) ? *settings_.by : 0;
  }
  [[nodiscard]] Duration longest_hold() const { return settings_.at_most; }

 private:
  ReorderSettings settings_;
  Chance chance_;
  std::uint32_t in_order_ = 0;  // since one skipped
};

}  // namespace acklab::link
