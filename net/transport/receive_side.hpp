#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "net/base/byte_ranges.hpp"
#include "net/base/bytes.hpp"
#include "net/base/seq32.hpp"
#include "net/transport/byte_ring.hpp"
#include "net/transport/sack_reporter.hpp"
#include "net/wire/segment.hpp"

namespace acklab::transport {

/// The peer's stream: put in order, kept until read. Counts in sequence offsets (SYN 0, first byte
/// 1).
class ReceiveSide {
 public:
  /// What a segment changed.
  struct Outcome {
    std::uint64_t new_bytes = 0;
    bool advanced = false;      // RCV.NXT moved
    bool filled_hole = false;   // and what had arrived earlier now follows on
    bool out_of_order = false;  // kept, but something before it is missing
    bool reached_fin = false;
  };

  /// Takes the bytes and the FIN of a segment as far as they lie below `edge`.
  Outcome accept(std::uint64_t sequence, ByteView payload, bool fin, std::uint64_t edge);

  /// Goes on at `offset` as if everything before it had come: what did not is missing for good.
  Outcome skip_to(std::uint64_t offset);

  std::size_t read(MutableByteView into);
  /// Counts as read all but the last `bytes` that can be read.
  void keep_unread(std::size_t bytes);
  [[nodiscard]] std::size_t readable_bytes() const;
  [[nodiscard]] bool end_of_stream() const { return fin_reached_ && readable_bytes() == 0; }
  [[nodiscard]] bool fin_reached() const { return fin_reached_; }
  /// RCV.NXT.
  [[nodiscard]] std::uint64_t next() const { return next_; }
  /// Everything below has been read.
  [[nodiscard]] std::uint64_t read_until() const { return stream_.begin(); }
  [[nodiscard]] bool has_holes() const { return !ahead_.empty(); }
  [[nodiscard]] std::uint64_t out_of_order_bytes() const { return ahead_.total_bytes(); }
  [[nodiscard]] std::uint64_t bytes_read() const { return read_until() - 1 - missing_bytes_; }

  /// Up to `limit` blocks of what was received beyond RCV.NXT, or twice; see SackReporter.
  [[nodiscard]] wire::SackBlocks take_sack_blocks(Seq32 initial_sequence, std::size_t limit) {
    return report_.take(ahead_, next_, initial_sequence, limit);
  }
  /// Whether there are blocks that no ACK has told yet.
  [[nodiscard]] bool has_unreported_blocks() const { return report_.unreported(next_); }
  [[nodiscard]] bool has_duplicates_to_report() const { return report_.has_duplicates(); }
  /// Octets arrived again that lie outside the window, below RCV.NXT.
  void note_duplicate(ByteRange range) { report_.on_duplicate(range); }

 private:
  void advance(Outcome& outcome);
  void note_duplicates_of(ByteRange arrived);

  ByteRing stream_{1};
  std::uint64_t next_ = 1;
  ByteRangeSet ahead_;                // received beyond next_
  std::optional<std::uint64_t> fin_;  // where the peer's FIN stands
  bool fin_reached_ = false;
  std::uint64_t missing_bytes_ = 0;  // passed over
  SackReporter report_;
};

}  // namespace acklab::transport
