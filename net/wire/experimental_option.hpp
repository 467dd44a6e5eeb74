#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/bytes.hpp"
#include "net/wire/segment.hpp"

namespace acklab::wire {

/// acklab's experimental TCP option (RFC 6994): kind 253, length 8, then a 16-bit experiment
/// identifier that tells it from other experiments, then four octets.
///
///     253 | 8 | 0xac1b | maximum ACK delay (16, units of 100 us) | capabilities (16)     on a SYN
///     253 | 8 | 0xac1b | CRC32C of the segment (32)                            on other segments
///
/// Capability bit 0 (the lowest): CRC32C. Bits a receiver does not know mean nothing to it. An
/// option with another identifier or another length is somebody else's and is skipped; so a peer
/// that has never heard of it loses nothing (RFC 9293 MUST-6). The identifier is our own choice,
/// not registered with IANA.
inline constexpr std::uint16_t acklab_experiment = 0xac1b;
inline constexpr std::size_t acklab_option_length = 8;
inline constexpr std::uint16_t crc32c_capability = 0x0001;

/// The four octets behind the identifier, when `body` (all behind the length octet) is ours.
[[nodiscard]] std::optional<ByteView> acklab_content(ByteView body);
/// What those four octets say on a SYN.
[[nodiscard]] AcklabOption read_acklab_option(ByteView content);
[[nodiscard]] std::uint16_t capability_bits(const AcklabOption& option);

/// Where the four octets of the CRC32C stand in an encoded segment that is not a SYN; nothing when
/// it carries none, or when its header is malformed. Of several the last counts.
[[nodiscard]] std::optional<std::size_t> crc32c_position(ByteView segment);

/// The CRC32C that belongs to `position`. It covers the segment from the sequence number on to the
/// last octet of data, the checksum field and its own four octets taken as zero. The ports are left
/// out, which translators on the way rewrite (with the Internet checksum, but not with this one).
[[nodiscard]] std::uint32_t segment_crc32c(ByteView segment, std::size_t position);

/// False when the segment carries a CRC32C that is wrong.
[[nodiscard]] bool crc32c_is_right(ByteView segment);

}  // namespace acklab::wire
