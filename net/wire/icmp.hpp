#pragma once

#include <cstdint>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/expected.hpp"
#include "net/base/seq32.hpp"

namespace acklab::wire {

inline constexpr std::uint8_t icmp_protocol = 1;

/// What an ICMP message (RFC 792) says about a packet that did not arrive.
enum class IcmpKind : std::uint8_t {
  net_unreachable,           // destination unreachable, code 0; also 6, 8, 11
  host_unreachable,          // code 1; also 7, 12
  protocol_unreachable,      // code 2
  port_unreachable,          // code 3
  fragmentation_needed,      // code 4: DF was set and the packet did not fit
  source_route_failed,       // code 5
  administratively_refused,  // codes 9, 10, 13 and later
  source_quench,             // type 4, which says nothing any more (RFC 6633)
  time_exceeded,             // type 11
  parameter_problem,         // type 12
};
[[nodiscard]] const char* to_string(IcmpKind kind);

/// The packet that a message is about, as far as the message quotes it: the addresses of its IP
/// header and the first eight octets of its TCP header.
struct QuotedSegment {
  IpAddress source;
  IpAddress destination;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  Seq32 sequence;
  friend bool operator==(const QuotedSegment&, const QuotedSegment&) = default;
};

/// An error message about a TCP segment.
struct IcmpMessage {
  IcmpKind kind = IcmpKind::net_unreachable;
  /// Of fragmentation_needed: the MTU of the link that was too small; nothing from routers that do
  /// not say (RFC 1191 §5).
  std::optional<std::uint16_t> next_hop_mtu;
  QuotedSegment quoted;
  friend bool operator==(const IcmpMessage&, const IcmpMessage&) = default;
};

/// Why octets are no message about a TCP segment.
enum class IcmpError : std::uint8_t {
  too_short,
  bad_checksum,
  no_error,         // an echo, say: about no packet
  no_such_segment,  // what it quotes is no IPv4 packet, not TCP, or not its first fragment
};
[[nodiscard]] const char* to_string(IcmpError error);

/// The message in `octets`, the payload of an IPv4 packet. Never reads past their end.
[[nodiscard]] Expected<IcmpMessage, IcmpError> decode_icmpv4(ByteView octets);

}  // namespace acklab::wire
