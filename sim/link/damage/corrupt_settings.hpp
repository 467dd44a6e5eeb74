#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "net/base/random.hpp"

namespace acklab::link {

/// What damage does to the octets it strikes. Words are the 16-bit words that the Internet checksum
/// adds up, counted from the first octet of the transport's header.
enum class DamageKind : std::uint8_t {
  bit,                // one bit flipped
  bits,               // several different bits flipped
  burst,              // a run of bits: the first and the last flipped, those between at random
  byte,               // one octet replaced by another
  swapped_words,      // two different words change places
  compensating_pair,  // a bit set in one word and the same one cleared in another
};
[[nodiscard]] const char* to_string(DamageKind kind);

/// Which octets damage may strike.
enum class DamageRegion : std::uint8_t {
  anywhere,  // header and payload
  header,    // TCP's with its options; the 8 octets of UDP's
  payload,
};
[[nodiscard]] const char* to_string(DamageRegion region);

/// What becomes of the checksum that covers the damaged octets.
enum class DamagedChecksum : std::uint8_t {
  kept,      // as the sender made it, so that it may see the damage
  repaired,  // made right again for the damaged octets
};
[[nodiscard]] const char* to_string(DamagedChecksum checksum);

/// How often packets are damaged, and how. A plain probability flips one bit anywhere.
struct CorruptSettings {
  Probability probability;
  DamageKind kind = DamageKind::bit;
  std::uint32_t count = 1;        // DamageKind::bits: how many
  std::uint32_t length_bits = 1;  // DamageKind::burst: from the first flipped bit to the last
  DamageRegion region = DamageRegion::anywhere;
  DamagedChecksum checksum = DamagedChecksum::kept;

  constexpr CorruptSettings() = default;
  constexpr CorruptSettings(Probability one_bit) : probability(one_bit) {}

  [[nodiscard]] constexpr bool is_zero() const { return probability.is_zero(); }
  friend constexpr bool operator==(const CorruptSettings&, const CorruptSettings&) = default;
};

/// The most bits of DamageKind::bits, and the longest burst: what a fate record describes.
inline constexpr std::uint32_t max_damaged_bits = 64;
inline constexpr std::uint32_t max_burst_bits = 1024;

/// Their words, in their order.
inline constexpr std::array<std::string_view, 6> damage_kind_words{
    "bit", "bits", "burst", "byte", "swapped_words", "compensating_pair"};
inline constexpr std::array<std::string_view, 3> damage_region_words{"anywhere", "header",
                                                                     "payload"};
inline constexpr std::array<std::string_view, 2> damaged_checksum_words{"kept", "repaired"};

}  // namespace acklab::link
