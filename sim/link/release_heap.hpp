#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "net/base/time.hpp"
#include "sim/link/copy_book.hpp"
#include "sim/link/packet.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// A copy on its way out of the link.
struct UnderWay {
  Packet packet;
  std::uint64_t index = 0;
  std::uint32_t copy = 0;
  Direction direction = Direction::forward;
  std::uint64_t order = 0;  // below 2^63, and each only once in a direction
  Instant due{};
  bool corrupted = false;
  bool skipped_delay = false;
  std::uint32_t waits_for = 0;  // so many later ones, held back at the release
  /// Of a displaced copy that is replayed: then, not before, whoever has overtaken it.
  std::optional<Instant> comes_out{};
  std::optional<CopyBook::Family> family;
};

/// The copies behind the line, ordered by (due, direction, order): at one instant the forward ones
/// come out first, and those of one direction in the order that they were given.
///
/// Places are reused, so once the link is as full as it gets, nothing is allocated any more.
class ReleaseHeap {
 public:
  void push(UnderWay&& copy);

  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] Instant next_due() const { return heap_.front().due; }
  /// Takes out the first in order; the heap must not be empty. It can be read and moved from until
  /// the next push.
  [[nodiscard]] UnderWay& take_first();

 private:
  using Place = std::uint32_t;
  struct Entry {
    Instant due;
    std::uint64_t rank;  // direction in the top bit, then the order
    Place place;
  };
  struct Later {
    [[nodiscard]] bool operator()(const Entry& a, const Entry& b) const {
      return a.due != b.due ? a.due > b.due : a.rank > b.rank;
    }
  };
  [[nodiscard]] Place free_place();

  std::vector<Entry> heap_;
  std::vector<UnderWay> slots_;
  std::vector<Place> free_;
};

}  // namespace acklab::link
