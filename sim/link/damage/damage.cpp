#include "sim/link/damage/damage.hpp"

#include <utility>

#include "sim/link/damage/transport_octets.hpp"

namespace acklab::link {
namespace {

void swap_words(MutableByteView octets, Damage::Swap swap) {
  for (std::size_t i = 0; i < 2; ++i) {
    if (swap.first + i >= octets.size() || swap.second + i >= octets.size()) return;
  }
  for (std::size_t i = 0; i < 2; ++i) std::swap(octets[swap.first + i], octets[swap.second + i]);
}

}  // namespace

void apply(Packet& packet, const Damage& damage) {
  show_udp_header(packet);
  std::optional<Packet> before;
  if (damage.repaired) before = packet;
  const MutableByteView octets =
      MutableByteView(packet.octets).subspan(transport_octets(packet).begin);
  for (const Damage::Flip flip : damage.flips) {
    if (flip.octet < octets.size()) octets[flip.octet] ^= flip.bits;
  }
  if (damage.swap) swap_words(octets, *damage.swap);
  if (before) repair_checksum(packet, *before);
}

}  // namespace acklab::link
