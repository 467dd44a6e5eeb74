#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "sim/link/fate.hpp"
#include "sim/link/release_heap.hpp"

namespace acklab::link {

/// The copies of one direction that are held back at the release until as many later packets as
/// their fate says have come out, or until they have been held as long as is allowed.
///
/// Later is a packet with a higher index; each of its copies that comes out counts. A copy comes
/// out right behind the one that was the last it waited for, at the same instant; of several, in
/// the order in which they were held.
class DisplacedCopies {
 public:
  struct Held {
    UnderWay copy;
    /// Told when it comes out, because only then is its release known; nothing: told already.
    std::optional<FateRecord> fate;
  };

  /// Holds a copy that was due now, until `latest` at most.
  void hold(Held&& held, Instant latest) { waiting_.push_back({std::move(held), latest}); }
  /// Another copy of this direction has come out.
  void released(std::uint64_t index, Instant due) {
    if (!waiting_.empty()) let_pass(index, due);
  }

  [[nodiscard]] bool empty() const { return waiting_.empty() && ready_.empty(); }
  [[nodiscard]] bool has_ready() const { return !ready_.empty(); }
  /// When the next one comes out if nothing else does; there must be one.
  [[nodiscard]] Instant next_due() const;
  /// That one, its release decided; there must be one.
  [[nodiscard]] Held pop();

 private:
  struct Waiting {
    Held held;
    Instant latest;
  };

  void let_pass(std::uint64_t index, Instant due);

  std::vector<Waiting> waiting_;
  std::deque<Held> ready_;
};

}  // namespace acklab::link
