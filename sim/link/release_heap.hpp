#pragma once

#include <array>
#include <cstddef>
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
/// Most come in the order in which they go: of each direction those stand in a queue, and only one
/// that goes before its forerunner needs the heap. Places are reused, so once the link is as full
/// as it gets, nothing is allocated any more.
class ReleaseHeap {
 public:
  void push(UnderWay&& copy);

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Instant next_due() const { return first_.due; }
  /// Takes out the first in order; the heap must not be empty. It can be read and moved from until
  /// the next push.
  [[nodiscard]] UnderWay& take_first();

 private:
  using Place = std::uint32_t;
  struct Entry {
    Instant due;
    std::uint64_t rank = 0;  // direction in the top bit, then the order
    Place place = 0;
    [[nodiscard]] bool is_before(const Entry& other) const {
      return due != other.due ? due < other.due : rank < other.rank;
    }
  };
  struct Later {
    [[nodiscard]] bool operator()(const Entry& a, const Entry& b) const { return b.is_before(a); }
  };
  /// Entries in order, in a ring.
  class Run {
   public:
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] const Entry& front() const { return ring_[begin_]; }
    [[nodiscard]] const Entry& back() const { return ring_[at(size_ - 1)]; }
    void push(const Entry& entry) {
      if (size_ == ring_.size()) grow();
      ring_[at(size_++)] = entry;
    }
    void pop() {
      begin_ = at(1);
      --size_;
    }

   private:
    [[nodiscard]] std::size_t at(std::size_t number) const {
      return (begin_ + number) & (ring_.size() - 1);
    }
    void grow();

    std::vector<Entry> ring_;  // as many as a power of two, or none
    std::size_t begin_ = 0;
    std::size_t size_ = 0;
  };

  [[nodiscard]] Place free_place();
  void remove_first();
  void find_first();

  std::array<Run, 2> runs_;  // forward, reverse
  std::vector<Entry> heap_;  // the others
  std::vector<UnderWay> slots_;
  std::vector<Place> free_;
  std::size_t size_ = 0;
  Entry first_{};  // of all, while there are any
  bool first_is_in_heap_ = false;
};

}  // namespace acklab::link
