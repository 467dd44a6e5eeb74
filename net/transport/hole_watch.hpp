#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::transport {

/// When to stop waiting for what nobody will send again.
///
/// Positions are stream offsets, or numbers of segments where those count. A hole is noticed when
/// something behind it arrives; what is merely late has `patience` from then on.
class HoleWatch {
 public:
  /// Something stands at `position` while `next` is expected.
  void note(Instant now, std::uint64_t position, std::uint64_t next) {
    settle(next);
    if (position <= next || (!noticed_.empty() && position <= noticed_.back().position)) return;
    // Holes of one instant share an entry; so do the last of too many.
    const bool shared =
        !noticed_.empty() && (noticed_.back().at == now || noticed_.size() == most_noticed);
    if (shared) {
      noticed_.back().position = position;
    } else {
      noticed_.push_back({position, now});
    }
  }
  /// Nothing is missing below `next`.
  void settle(std::uint64_t next) {
    while (!noticed_.empty() && noticed_.front().position <= next) noticed_.pop_front();
  }

  /// The position up to which patience is at an end; nothing: nowhere.
  [[nodiscard]] std::optional<std::uint64_t> overdue(Instant now, Duration patience) const {
    std::optional<std::uint64_t> until;
    for (const Noticed& hole : noticed_) {
      if (hole.at + patience > now) break;
      until = hole.position;
    }
    return until;
  }
  [[nodiscard]] std::optional<Instant> deadline(Duration patience) const {
    if (noticed_.empty()) return std::nullopt;
    return noticed_.front().at + patience;
  }

 private:
  static constexpr std::size_t most_noticed = 32'768;
  struct Noticed {
    std::uint64_t position = 0;  // everything missing below it was noticed at
    Instant at;
  };
  std::deque<Noticed> noticed_;  // both ascend
};

}  // namespace acklab::transport
