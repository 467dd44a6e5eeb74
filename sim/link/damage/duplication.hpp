#pragma once

#include "sim/link/chance.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// Makes copies of a packet (netem `duplicate`), right behind it at the same instant or spaced. A
/// packet and its copies meet fates of their own from here on; a copy is never copied again.
class Duplication {
 public:
  Duplication(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
      : settings_(settings.duplicate),
        chance_(settings.duplicate.probability, impairment_stream(seed, direction, "duplicate")) {}
  /// From now on as these settings say.
  void change(const DirectionSettings& settings) {
    settings_ = settings.duplicate;
    chance_.change(settings_.probability);
  }

  /// How many copies are made of that packet.
  [[nodiscard]] std::uint32_t copies(std::uint64_t index) const {
    return chance_.strikes({index, 0}) ? settings_.copies : 0;
  }
  /// How long after the packet, or the copy before it, each copy reaches the queue.
  [[nodiscard]] Duration spacing() const { return settings_.spacing; }

 private:
  DuplicateSettings settings_;
  Chance chance_;
};

}  // namespace acklab::link
