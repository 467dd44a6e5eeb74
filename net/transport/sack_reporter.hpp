#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "net/base/byte_ranges.hpp"
#include "net/base/seq32.hpp"
#include "net/wire/segment.hpp"

namespace acklab::transport {

/// Which blocks the next ACK reports: what changed last comes first (RFC 2018 §4), what arrived
/// twice before everything else (RFC 2883).
///
/// Segments may be handled in a batch before the first ACK can be sent. Then one ACK has no room
/// for all that changed, and unreported() asks for more until each change was told at least once.
/// Where there is room, blocks are told again that have been told fewer than three times: ACKs get
/// lost too.
class SackReporter {
 public:
  /// Data arrived beyond `next` (RCV.NXT) at `offset`; `ahead` holds it already.
  void on_change(const ByteRangeSet& ahead, std::uint64_t next, std::uint64_t offset);
  /// Octets that had arrived before arrived again.
  void on_duplicate(ByteRange range);

  /// Up to `limit` blocks; they count as reported.
  [[nodiscard]] wire::SackBlocks take(const ByteRangeSet& ahead, std::uint64_t next,
                                      Seq32 initial_sequence, std::size_t limit);
  /// Whether something has changed, or arrived twice, that no ACK has told.
  [[nodiscard]] bool unreported(std::uint64_t next) const;
  [[nodiscard]] bool has_duplicates() const { return !duplicates_.empty(); }

 private:
  static constexpr std::size_t most_changes = 256;  // more than any driver hands over at once
  static constexpr std::size_t most_duplicates = 8;
  static constexpr std::uint8_t often_enough = 3;  // RFC 2018 §4: three ACKs repeat a block

  struct Change {
    std::uint64_t offset = 0;  // of an octet in the block
    std::uint8_t reports = 0;
  };
  void add_told(const ByteRangeSet& ahead, std::uint64_t next, std::uint8_t fewest,
                std::uint8_t most, std::size_t limit, Seq32 initial_sequence,
                wire::SackBlocks& blocks);

  std::deque<Change> changes_;  // the last changed first, one for each block
  std::deque<ByteRange> duplicates_;
};

}  // namespace acklab::transport
