#pragma once

#include <cstdint>
#include <memory>

#include "net/base/time.hpp"
#include "sim/link/bottleneck/line.hpp"
#include "sim/link/bottleneck/queue_settings.hpp"
#include "sim/link/chance.hpp"

namespace acklab::link {

/// A queue discipline that drops before the queue is full (active queue management, RFC 7567).
///
/// It decides about each copy twice: when it arrives, and when it is at the head of the queue and
/// the line is ready for it. It is asked in the order of time and never looks at a clock.
class Discipline {
 public:
  enum class Verdict : std::uint8_t { pass, mark, drop };

  /// A copy that wants to join the queue.
  struct Arrival {
    Instant now{};
    CopyKey key;
    Backlog ahead;
    bool fits = true;  // the limit has room; without it the copy is dropped whatever the verdict
    bool can_mark = false;
  };
  /// A copy that could leave the queue.
  struct Departure {
    Instant now{};
    Duration waited{};
    Backlog behind;
    bool can_mark = false;
  };

  Discipline() = default;
  Discipline(const Discipline&) = delete;
  Discipline& operator=(const Discipline&) = delete;
  virtual ~Discipline() = default;

  /// `line` tells how fast the queue drains. `mark` only where the copy can be marked.
  [[nodiscard]] virtual Verdict arriving(const Arrival& arrival, const Line& line) = 0;
  /// After `drop` it is asked about the next one, at the same instant.
  [[nodiscard]] virtual Verdict leaving(const Departure& departure) = 0;
  /// Obeys `settings`, if they are of its kind, from its next decision on; false if they are not.
  [[nodiscard]] virtual bool change(const DisciplineSettings& settings) = 0;
};

/// The one that the settings ask for; null for those that drop only what the limit has no room for.
[[nodiscard]] std::unique_ptr<Discipline> make_discipline(const DisciplineSettings& settings,
                                                          std::uint64_t seed, Direction direction);

}  // namespace acklab::link
