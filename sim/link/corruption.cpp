#include "sim/link/corruption.hpp"

namespace acklab::link {

Corruption::Corruption(const DirectionSettings& settings, std::uint64_t seed, Direction direction)
    : chance_(settings.corrupt, impairment_stream(seed, direction, "corrupt")),
      which_bit_(impairment_stream(seed, direction, "corrupt bit")) {}

std::optional<std::uint64_t> Corruption::damage(Packet& packet, CopyKey key) const {
  if (packet.octets.size() <= packet.corruptible_from || !chance_.strikes(key)) return std::nullopt;
  const std::uint64_t bits = (packet.octets.size() - packet.corruptible_from) * 8U;
  const std::uint64_t bit = which_bit_.below(bits, key.index, key.copy);
  packet.octets[packet.corruptible_from + bit / 8U] ^=
      static_cast<std::uint8_t>(0x80U >> (bit % 8U));
  return bit;
}

}  // namespace acklab::link
