#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "net/base/byte_ranges.hpp"
#include "sim/link/script/packet_reading.hpp"

namespace acklab::link {

/// What one direction of a connection has sent so far, byte by byte: in which data segment each was
/// first, and how often it has crossed.
///
/// Only the most recent pieces are remembered, and few of what was acknowledged: memory follows
/// what is in flight, and has a bound where nothing is acknowledged. What lies below counts as sent
/// once, in a segment unknown.
class SentBytes {
 public:
  static constexpr std::size_t most_pieces = 32'768;
  /// So many are remembered, acknowledged or not.
  static constexpr std::size_t least_pieces = 2048;

  /// What became of a range that crosses now.
  struct Crossing {
    std::optional<NumberRange> segments;  // nothing when all of it is forgotten
    std::uint32_t times = 1;              // of its first byte, this time included
  };
  /// `range` must not be empty.
  Crossing cross(ByteRange range);

  /// All below `offset` is acknowledged.
  void acknowledged_below(std::uint64_t offset);

  /// Behind the highest byte seen.
  [[nodiscard]] std::uint64_t end() const { return end_; }

 private:
  /// Neighbouring bytes with the same past.
  struct Piece {
    ByteRange bytes;
    std::uint64_t segment = 0;
    std::uint32_t times = 0;
  };

  [[nodiscard]] Crossing append(ByteRange range);
  [[nodiscard]] Crossing cross_again(ByteRange range);
  /// The pieces that `range` touches, [first, last).
  [[nodiscard]] std::pair<std::size_t, std::size_t> touched(ByteRange range) const;
  /// `old` pieces and the gaps between them, after `range` has crossed once more.
  [[nodiscard]] std::vector<Piece> after_crossing(ByteRange range, std::size_t first,
                                                  std::size_t last);
  void forget_oldest();
  void forget_beyond_bound();

  std::deque<Piece> pieces_;  // ascending, disjoint
  std::uint64_t segments_ = 0;
  std::uint64_t end_ = 0;
  std::uint64_t forgotten_below_ = 0;
};

}  // namespace acklab::link
