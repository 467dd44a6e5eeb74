#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/byte_ranges.hpp"

namespace acklab::link {

/// What the transport header of a packet is. TCP in UDP datagrams (our transport's carriage) is
/// tcp.
enum class Protocol : std::uint8_t { tcp, udp, icmp, other };
[[nodiscard]] const char* to_string(Protocol protocol);

/// The flags of a TCP header (RFC 9293 §3.1, RFC 3168), as they lie in its 14th octet.
struct TcpFlags {
  static constexpr std::uint8_t fin = 0x01;
  static constexpr std::uint8_t syn = 0x02;
  static constexpr std::uint8_t rst = 0x04;
  static constexpr std::uint8_t psh = 0x08;
  static constexpr std::uint8_t ack = 0x10;
  static constexpr std::uint8_t urg = 0x20;
  static constexpr std::uint8_t ece = 0x40;
  static constexpr std::uint8_t cwr = 0x80;

  std::uint8_t bits = 0;

  /// Whether all of `flags` are set.
  [[nodiscard]] constexpr bool has(std::uint8_t flags) const { return (bits & flags) == flags; }
  [[nodiscard]] constexpr bool has_any(std::uint8_t flags) const { return (bits & flags) != 0; }
  friend constexpr bool operator==(TcpFlags, TcpFlags) = default;
};

/// Consecutive numbers, both ends included.
struct NumberRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  friend constexpr bool operator==(NumberRange, NumberRange) = default;
};

/// Up to four ranges of sequence numbers, the most recent first.
class SackRanges {
 public:
  static constexpr std::size_t capacity = 4;

  /// A fifth is left out.
  constexpr void push_back(ByteRange range) {
    if (size_ < capacity) ranges_[size_++] = range;
  }
  [[nodiscard]] constexpr const ByteRange* begin() const { return ranges_.data(); }
  [[nodiscard]] constexpr const ByteRange* end() const { return ranges_.data() + size_; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
  friend constexpr bool operator==(const SackRanges&, const SackRanges&) = default;

 private:
  std::array<ByteRange, capacity> ranges_{};
  std::uint8_t size_ = 0;
};

/// What a packet of the link is, as far as its octets and those before it tell: the same on every
/// carrier. "This direction" is that of its connection, which a pair of ports makes (plain
/// datagrams: always the first one where the link does not see ports).
struct PacketReading {
  Protocol protocol = Protocol::other;
  /// Which connection (or pair of ports of plain datagrams) this is, counted from 1 in the order of
  /// first appearance; 0 without ports.
  std::uint32_t connection = 0;
  /// Of tcp.
  TcpFlags flags;
  /// Of tcp: the sequence number, counted from this direction's first SYN, which is 0; never wraps.
  /// On textbook rungs it counts segments.
  std::uint64_t sequence = 0;
  /// Of tcp with ACK: the same of the opposite direction; nothing when nothing of that was seen.
  std::optional<std::uint64_t> acknowledgment;
  /// Of tcp with ACK: what has come behind a hole, counted as acknowledgment is (RFC 2018).
  SackRanges sack = {};
  /// Of tcp: how much more its sender takes, in bytes, scaled as both SYNs agreed (RFC 7323).
  /// Nothing of a reset, and where a SYN was not seen.
  std::optional<std::uint64_t> window = {};
  /// Of tcp and udp: octets behind that header.
  std::uint32_t payload_bytes = 0;
  /// Of tcp with payload: which bytes of the stream these are, the first one being byte 0.
  std::optional<ByteRange> bytes;
  /// Of payload: which new data of this direction it is, counted from 1. A retransmission has the
  /// number of its first transmission, or several when it joins what was sent apart; a udp datagram
  /// is always new. Nothing for what lies too far back to be remembered.
  std::optional<NumberRange> data_segments;
  /// How often the first octet, SYN or FIN of this packet has crossed, this time included: 1 is the
  /// first transmission, 2 the first retransmission (for what lies too far back to be remembered
  /// always 2). What occupies no sequence space is always a first transmission.
  std::uint32_t transmission = 1;
  /// Of a segment that does nothing but acknowledge: which one of this direction, counted from 1.
  std::optional<std::uint64_t> ack_only;
  /// Of such a segment: how many in a row before it had the same acknowledgment number.
  std::uint32_t ack_repeats = 0;
  /// Where fates are keyed by content: what the packet is, as one number (ContentKeys).
  std::optional<std::uint64_t> content_key = {};

  friend bool operator==(const PacketReading&, const PacketReading&) = default;
};

}  // namespace acklab::link
