#pragma once

#include <cstdint>

#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "net/wire/icmp.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::wire {

inline constexpr std::uint8_t icmpv6_protocol = 58;

/// The message in `octets`, the payload of an IPv6 packet between the addresses of `pseudo_header`
/// (RFC 4443), told in ICMPv4's words: packet too big is fragmentation_needed. Only a quoted packet
/// without extension headers is read, as this host sends no others. Never reads past the end.
[[nodiscard]] Expected<IcmpMessage, IcmpError> decode_icmpv6(ByteView octets,
                                                             const PseudoHeader& pseudo_header);

}  // namespace acklab::wire
