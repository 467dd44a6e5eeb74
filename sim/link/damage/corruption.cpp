#include "sim/link/damage/corruption.hpp"

#include "sim/link/damage/damage_choice.hpp"
#include "sim/link/damage/transport_octets.hpp"

namespace acklab::link {

Corruption::Corruption(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
    : settings_(settings.corrupt),
      chance_(settings.corrupt.probability, impairment_stream(seed, direction, "corrupt")),
      where_(impairment_stream(seed, direction, "corrupt bit")) {}

void Corruption::change(const DirectionSettings& settings) {
  settings_ = settings.corrupt;
  chance_.change(settings_.probability);
}

std::optional<Damage> Corruption::damage(Packet& packet, CopyKey key) const {
  if (!chance_.strikes(key)) return std::nullopt;
  show_udp_header(packet);
  auto damage = choose_damage(settings_, packet, where_, key);
  if (damage) apply(packet, *damage);
  return damage;
}

}  // namespace acklab::link
