#include "sim/link/damage/corrupt_settings.hpp"

namespace acklab::link {

const char* to_string(DamageKind kind) {
  return damage_kind_words[static_cast<std::size_t>(kind)].data();
}

const char* to_string(DamageRegion region) {
  return damage_region_words[static_cast<std::size_t>(region)].data();
}

const char* to_string(DamagedChecksum checksum) {
  return damaged_checksum_words[static_cast<std::size_t>(checksum)].data();
}

}  // namespace acklab::link
