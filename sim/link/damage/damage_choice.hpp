#pragma once

#include <optional>

#include "net/base/random.hpp"
#include "sim/link/chance.hpp"
#include "sim/link/damage/corrupt_settings.hpp"
#include "sim/link/damage/damage.hpp"

namespace acklab::link {

/// Which damage befalls a copy that is struck: places uniformly chosen in the region, by the
/// numbers of `stream` that belong to the copy. Nothing when the packet has no place for it.
///
/// `packet` must show its UDP header (show_udp_header) and is not changed.
[[nodiscard]] std::optional<Damage> choose_damage(const CorruptSettings& settings,
                                                  const Packet& packet, const RandomStream& stream,
                                                  CopyKey key);

}  // namespace acklab::link
