#pragma once

#include <array>
#include <string_view>

#include "sim/link/settings.hpp"
#include "sim/scenario/cursor.hpp"

namespace acklab::scenario {

/// What one direction of a link can be told; each key is read by one of the functions below.
inline constexpr std::array<std::string_view, 11> direction_keys{
    "rate",    "delay",   "loss",   "policer", "queue", "duplicate",
    "corrupt", "reorder", "jitter", "mtu",     "outage"};

/// Each overwrites those settings in `into` that `members` has something to say about, and leaves
/// the others as they are. What is wrong goes to the cursor's FirstRefusal.
void read_mtu(const Members& members, link::DirectionSettings& into);
void read_outage(const Members& members, link::DirectionSettings& into);
void read_loss(const Members& members, link::DirectionSettings& into);
void read_copies(const Members& members, link::DirectionSettings& into);
void read_corruption(const Members& members, link::DirectionSettings& into);
void read_bottleneck(const Members& members, link::DirectionSettings& into);
void read_delay(const Members& members, link::DirectionSettings& into);
void read_reorder(const Members& members, link::DirectionSettings& into);

/// What "like" says: the settings of that direction of the preset, in place of all in `into`. It
/// comes before the others.
void read_like(const Members& members, link::Direction direction, link::DirectionSettings& into);

/// What damage does, without its probability: kind, count, length, region and checksum.
[[nodiscard]] link::CorruptSettings read_damage(const Members& members);

/// Refuses settings that make no sense together. `here` is the object that said the last word about
/// them.
void check_direction(const link::DirectionSettings& settings, const Cursor& here);

/// All of them.
void read_direction(const Members& members, link::DirectionSettings& into);

}  // namespace acklab::scenario
