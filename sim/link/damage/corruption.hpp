#pragma once

#include <optional>

#include "sim/link/chance.hpp"
#include "sim/link/damage/damage.hpp"
#include "sim/link/packet.hpp"

namespace acklab::link {

/// Damages copies (netem `corrupt`) as CorruptSettings says. A packet that has no place for the
/// damage stays as it is.
class Corruption {
 public:
  Corruption(const DirectionSettings& settings, std::uint64_t seed, Direction direction);
  /// From now on as these settings say.
  void change(const DirectionSettings& settings);

  /// Damages `packet` if this copy is struck, and says how.
  std::optional<Damage> damage(Packet& packet, CopyKey key) const;

 private:
  CorruptSettings settings_;
  Chance chance_;
  RandomStream where_;
};

}  // namespace acklab::link
