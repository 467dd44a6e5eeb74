#pragma once

#include <cstdint>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::wire {

/// What an IPv4 header says (RFC 791 §3.1), without what follows from the octets themselves:
/// version, lengths and checksum.
struct Ipv4Header {
  IpAddress source;
  IpAddress destination;
  std::uint8_t protocol = 0;
  std::uint8_t time_to_live = 64;
  std::uint8_t differentiated_services = 0;  // six bits (RFC 2474)
  std::uint8_t congestion_notification = 0;  // two bits (RFC 3168)
  std::uint16_t identification = 0;
  bool dont_fragment = false;
  bool more_fragments = false;
  std::uint16_t fragment_offset = 0;  // in units of eight octets, 13 bits
  Bytes options;                      // unread; a multiple of 4 octets, at most 40

  [[nodiscard]] bool is_fragment() const { return more_fragments || fragment_offset != 0; }
  [[nodiscard]] PseudoHeader pseudo_header() const { return {source, destination}; }
  friend bool operator==(const Ipv4Header&, const Ipv4Header&) = default;
};

/// A decoded packet; `payload` looks into the octets that were decoded.
struct Ipv4Packet {
  Ipv4Header header;
  ByteView payload;
};

/// Why octets are no IPv4 packet.
enum class Ipv4Error : std::uint8_t {
  too_short,          // fewer than 20 octets
  bad_version,        // not 4
  bad_header_length,  // below 20 or beyond the end
  bad_checksum,       // of the header
  bad_total_length,   // below the header length or beyond the end
};
[[nodiscard]] const char* to_string(Ipv4Error error);

/// The octets of a packet, header checksum filled in. Both addresses must be IPv4 and the whole
/// packet at most 65535 octets.
[[nodiscard]] Bytes encode(const Ipv4Header& header, ByteView payload);

/// The packet in `octets`. Octets beyond its total length are ignored, as a link may have padded
/// it.
[[nodiscard]] Expected<Ipv4Packet, Ipv4Error> decode_ipv4(
    ByteView octets, ChecksumPolicy policy = ChecksumPolicy::verify);

}  // namespace acklab::wire
