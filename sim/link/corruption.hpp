#pragma once

#include <cstdint>
#include <optional>

#include "sim/link/chance.hpp"
#include "sim/link/packet.hpp"

namespace acklab::link {

/// Flips exactly one bit of a copy (netem `corrupt`), uniformly chosen among the bits from
/// Packet::corruptible_from on. A packet without octets there stays as it is.
class Corruption {
 public:
  Corruption(const DirectionSettings& settings, std::uint64_t seed, Direction direction);

  /// Damages `packet` if this copy is struck and returns which bit was flipped: bit 0 is the most
  /// significant one of the first corruptible octet.
  std::optional<std::uint64_t> damage(Packet& packet, CopyKey key) const;

 private:
  Chance chance_;
  RandomStream which_bit_;
};

}  // namespace acklab::link
