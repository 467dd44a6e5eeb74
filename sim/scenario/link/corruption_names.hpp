#pragma once

#include "sim/link/damage/corrupt_settings.hpp"
#include "sim/scenario/names.hpp"

namespace acklab::scenario {

/// The words of "corrupt" in a link description: read and written from these tables alone.
inline constexpr std::array damage_kind_names{
    Name<link::DamageKind>{"bit", link::DamageKind::bit},
    Name<link::DamageKind>{"bits", link::DamageKind::bits},
    Name<link::DamageKind>{"burst", link::DamageKind::burst},
    Name<link::DamageKind>{"byte", link::DamageKind::byte},
    Name<link::DamageKind>{"swapped_words", link::DamageKind::swapped_words},
    Name<link::DamageKind>{"compensating_pair", link::DamageKind::compensating_pair}};

inline constexpr std::array damage_region_names{
    Name<link::DamageRegion>{"anywhere", link::DamageRegion::anywhere},
    Name<link::DamageRegion>{"header", link::DamageRegion::header},
    Name<link::DamageRegion>{"payload", link::DamageRegion::payload}};

inline constexpr std::array damaged_checksum_names{
    Name<link::DamagedChecksum>{"kept", link::DamagedChecksum::kept},
    Name<link::DamagedChecksum>{"repaired", link::DamagedChecksum::repaired}};

}  // namespace acklab::scenario
