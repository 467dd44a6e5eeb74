#pragma once

#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "net/wire/segment_codec.hpp"

namespace acklab::wire {

/// What an IPv6 header says (RFC 8200 §3), without what follows from the octets themselves.
struct Ipv6Header {
  IpAddress source;
  IpAddress destination;
  std::uint8_t protocol = 0;  // of the payload: the next header behind the last extension header
  std::uint8_t hop_limit = 64;
  std::uint8_t differentiated_services = 0;  // six bits (RFC 2474)
  std::uint8_t congestion_notification = 0;  // two bits (RFC 3168)
  std::uint32_t flow_label = 0;              // 20 bits (RFC 6437)

  [[nodiscard]] PseudoHeader pseudo_header() const { return {source, destination}; }
  friend bool operator==(const Ipv6Header&, const Ipv6Header&) = default;
};

/// What a fragment header says (RFC 8200 §4.5).
struct Ipv6Fragment {
  std::uint16_t offset = 0;  // in units of eight octets, 13 bits
  bool more_fragments = false;
  std::uint32_t identification = 0;
  /// An atomic fragment is a whole packet (RFC 6946).
  [[nodiscard]] bool is_whole() const { return offset == 0 && !more_fragments; }
  friend constexpr bool operator==(Ipv6Fragment, Ipv6Fragment) = default;
};

/// A decoded packet; `payload` looks into the octets that were decoded, behind all extension
/// headers.
struct Ipv6Packet {
  Ipv6Header header;
  std::optional<Ipv6Fragment> fragment;
  ByteView payload;

  [[nodiscard]] bool is_fragment() const { return fragment && !fragment->is_whole(); }
};

/// Why octets are no IPv6 packet that can be read.
enum class Ipv6Error : std::uint8_t {
  too_short,           // fewer than 40 octets
  bad_version,         // not 6
  bad_payload_length,  // beyond the end, or 0 as jumbograms have it
  bad_extension,       // an extension header beyond the end, or hop-by-hop options not first
  refused_option,      // one that says that who does not know it shall discard (RFC 8200 §4.2)
  refused_routing,     // segments left to visit: this is not the destination (RFC 8200 §4.4)
};
[[nodiscard]] const char* to_string(Ipv6Error error);

/// The octets of a packet without extension headers. Both addresses must be IPv6 and the payload at
/// most 65535 octets.
[[nodiscard]] Bytes encode(const Ipv6Header& header, ByteView payload);

/// The packet in `octets`. Octets beyond its length are ignored. Hop-by-hop options, destination
/// options and exhausted routing headers are skipped, behind a first fragment's header too (RFC
/// 7112: it holds them all). There is no checksum to verify.
[[nodiscard]] Expected<Ipv6Packet, Ipv6Error> decode_ipv6(ByteView octets);

}  // namespace acklab::wire
