#pragma once

#include <cstdint>

namespace acklab::link {

/// What the octets of a packet begin with. The carrier says so.
enum class PacketLayout : std::uint8_t {
  udp_payload,  // what stands behind a UDP header
  ip_packet,    // an IP header
};

/// What UDP datagrams carry.
enum class DatagramContent : std::uint8_t {
  plain,    // data of an application
  segment,  // a TCP segment each: our transport in UDP carriage
};

/// What its sequence numbers count.
enum class SequenceUnit : std::uint8_t {
  bytes,     // as TCP
  segments,  // as the textbook rungs
};

/// Explicit congestion notification: the two bits of the IP header (RFC 3168 §5).
enum class Ecn : std::uint8_t { not_ect = 0, ect_1 = 1, ect_0 = 2, ce = 3 };

/// What cannot be seen from the octets and must be told to whoever reads them: it follows from the
/// contender, not from the scenario's link.
struct PacketContents {
  DatagramContent datagrams = DatagramContent::plain;
  SequenceUnit sequence_unit = SequenceUnit::bytes;
  /// How many bits of a sequence number count, 1 to 32; less than 32 for segments only.
  std::uint8_t sequence_bits = 32;

  friend constexpr bool operator==(const PacketContents&, const PacketContents&) = default;
};

}  // namespace acklab::link
