#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "net/base/byte_ranges.hpp"
#include "net/base/seq32.hpp"
#include "sim/link/script/packet_contents.hpp"
#include "sim/link/script/packet_reading.hpp"
#include "sim/link/script/sent_bytes.hpp"
#include "sim/link/script/transport_fields.hpp"

namespace acklab::link {

/// What one direction of one TCP connection has sent: turns the numbers on the wire into those that
/// count from its first SYN and never wrap.
class SentStream {
 public:
  explicit SentStream(const PacketContents& contents);

  /// Whether a SYN with this sequence number begins another connection than the one seen so far.
  [[nodiscard]] bool is_another(Seq32 initial) const { return initial_ && !(*initial_ == initial); }
  /// Fills in what the sender of data says in a segment of this direction.
  void note(const TransportFields& fields, PacketReading& reading);
  /// The number that `acknowledgment`, sent in the opposite direction, means here.
  [[nodiscard]] std::optional<std::uint64_t> acknowledged(Seq32 acknowledgment) const;
  /// All numbers below `number` are acknowledged.
  void acknowledged_below(std::uint64_t number);
  /// Fills in which acknowledgment of this direction it is, one that does nothing else.
  void note_ack_only(PacketReading& reading);

 private:
  [[nodiscard]] std::uint64_t unwrap(Seq32 field) const;
  [[nodiscard]] std::optional<ByteRange> bytes_of(const TransportFields& fields,
                                                  std::uint64_t sequence);
  [[nodiscard]] std::optional<ByteRange> bytes_of_segment(std::uint64_t sequence,
                                                          std::uint32_t payload_bytes);

  PacketContents contents_;
  std::uint32_t mask_;
  std::optional<Seq32> initial_;
  std::uint64_t next_ = 0;  // behind the highest number seen
  SentBytes sent_;
  // Textbook rungs: the bytes of the segments from number first_kept_ on.
  std::deque<ByteRange> segments_;
  std::uint64_t first_kept_ = 0;
  std::uint32_t syns_ = 0;
  std::uint32_t fins_ = 0;
  std::uint64_t acks_only_ = 0;
  std::optional<std::uint64_t> last_acknowledgment_;
  std::uint32_t ack_repeats_ = 0;
};

}  // namespace acklab::link
