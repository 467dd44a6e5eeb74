#pragma once

#include <cstdint>

#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::wire {

/// What a UDP header says (RFC 768), without what follows from the octets themselves.
struct UdpHeader {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  bool has_checksum = true;  // false: the field is 0, the sender made none
  friend constexpr bool operator==(UdpHeader, UdpHeader) = default;
};

/// A decoded datagram; `payload` looks into the octets that were decoded.
struct UdpDatagram {
  UdpHeader header;
  ByteView payload;
};

/// Why octets are no UDP datagram.
enum class UdpError : std::uint8_t {
  too_short,   // fewer than 8 octets
  bad_length,  // the length field is below 8 or beyond the end
  bad_checksum,
  missing_checksum,  // none, over IPv6, which requires one (RFC 8200 §8.1)
};
[[nodiscard]] const char* to_string(UdpError error);

/// The octets of a datagram, checksum filled in if the header has one. At most 65535 octets.
[[nodiscard]] Bytes encode(const UdpHeader& header, ByteView payload,
                           const PseudoHeader& pseudo_header);

/// The datagram in `octets`. Octets beyond its length are ignored.
[[nodiscard]] Expected<UdpDatagram, UdpError> decode_udp(
    ByteView octets, const PseudoHeader& pseudo_header,
    ChecksumPolicy policy = ChecksumPolicy::verify);

}  // namespace acklab::wire
