#pragma once

#include <cstdint>
#include <span>

#include "net/base/bytes.hpp"

namespace acklab::wire {

/// The Internet checksum (RFC 1071) of octets that come in parts of any length.
///
/// Parts are summed as if they stood one behind the other: after an odd number of octets the next
/// part continues in the middle of a 16-bit word.
class InternetChecksum {
 public:
  InternetChecksum& add(ByteView octets);

  /// The same of an address, without the ado that a length of any size takes.
  InternetChecksum& add_sixteen(std::span<const std::uint8_t, 16> octets);

  /// The octets that another sum has seen follow the ones seen so far.
  InternetChecksum& add(const InternetChecksum& following);

  /// A number in network order follows.
  InternetChecksum& add_u16(std::uint16_t number);
  InternetChecksum& add_u32(std::uint32_t number);

  /// The ones' complement sum, not yet complemented: 0xffff over octets that contain their own
  /// right checksum.
  [[nodiscard]] std::uint16_t sum() const;

  /// What goes into the checksum field when it counted as zero in the sum.
  [[nodiscard]] std::uint16_t checksum() const { return static_cast<std::uint16_t>(~sum()); }

 private:
  void add_folded(std::uint16_t part_sum);

  std::uint64_t sum_ = 0;  // of 16-bit numbers, carries not yet folded back in
  bool odd_ = false;       // the octets so far end in the middle of a word
};

/// The checksum field after a 16-bit word that it covers changed from `before` to `after`
/// (RFC 1624 equation 3).
///
/// A right checksum stays right. A wrong one stays wrong by exactly as much, so damage is neither
/// hidden nor added.
[[nodiscard]] std::uint16_t checksum_after_change_u16(std::uint16_t checksum, std::uint16_t before,
                                                      std::uint16_t after);

/// The same for a 32-bit word, such as an IPv4 address.
[[nodiscard]] std::uint16_t checksum_after_change_u32(std::uint16_t checksum, std::uint32_t before,
                                                      std::uint32_t after);

/// The same for any octets that stand at an even offset, given their sums: a pseudo-header, say.
[[nodiscard]] std::uint16_t checksum_after_change(std::uint16_t checksum,
                                                  const InternetChecksum& before,
                                                  const InternetChecksum& after);

}  // namespace acklab::wire
