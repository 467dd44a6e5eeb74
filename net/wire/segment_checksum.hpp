#pragma once

#include <cstddef>
#include <cstdint>

#include "net/base/bytes.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::wire {

/// Protocol numbers of the IP header that pseudo-headers carry too.
inline constexpr std::uint8_t tcp_protocol = 6;
inline constexpr std::uint8_t udp_protocol = 17;

/// The sum over the pseudo-header of `octets` octets of `protocol`: RFC 9293 §3.1 for IPv4, RFC
/// 8200 §8.1 for IPv6. Both sum the same numbers, only laid out differently.
[[nodiscard]] InternetChecksum pseudo_header_sum(const PseudoHeader& pseudo_header,
                                                 std::uint8_t protocol, std::size_t octets);

/// Whether the checksum field of a segment (header, options and payload) is right.
[[nodiscard]] bool checksum_is_right(ByteView segment, const PseudoHeader& pseudo_header);

/// Rewrites the checksum field of a segment that moves from one pseudo-header to another, from UDP
/// carriage into an IP packet, say (RFC 1624). A wrong checksum stays exactly as wrong. Octets too
/// short to have a checksum field stay as they are.
void convert_checksum(MutableByteView segment, const PseudoHeader& from, const PseudoHeader& to);

}  // namespace acklab::wire
