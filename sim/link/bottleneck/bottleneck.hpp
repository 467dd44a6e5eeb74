#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/base/time.hpp"
#include "sim/link/bottleneck/line.hpp"
#include "sim/link/bottleneck/queue_settings.hpp"
#include "sim/link/bottleneck/waiting.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// The queue and the line behind it.
///
/// First in, first out. The packet being sent has left the queue: the limit is on what waits behind
/// it. A packet that finds the line idle never waits, so it passes even if it is larger than the
/// whole limit; and a limit of 0 bytes means "sent at once or not at all".
///
/// It is lazy: whoever drives it may come late. Everything that happens at the head of the queue is
/// decided for the instant at which it happens, so how often and how late one asks changes nothing.
class Bottleneck {
 public:
  explicit Bottleneck(const DirectionSettings& settings);

  /// Time in the link begins at `origin`.
  void begin(Instant origin);

  /// What became of a copy: fate.dropped says whether it was dropped, else when its last bit is
  /// out.
  struct Decided {
    Waiting copy;
    Instant sent{};
  };

  /// Takes in a copy that arrives at `now`. All that is decided by then must have been polled;
  /// what becomes of this one, and of others because of it, is there to be polled next.
  void enqueue(Instant now, Waiting&& copy);

  /// The next decision taken at or before `now`.
  [[nodiscard]] std::optional<Decided> poll(Instant now);

  /// When the head of the queue leaves it, unless something is changed before; nothing when nothing
  /// waits.
  [[nodiscard]] std::optional<Instant> next_start() const;

  [[nodiscard]] const Backlog& backlog() const { return waiting_.backlog(); }

  /// Obeys `settings` from `now` on, with all that waits. What is decided by then must have been
  /// polled.
  void change(Instant now, const DirectionSettings& settings);

 private:
  [[nodiscard]] bool fits(Instant now, std::uint64_t bytes) const;
  void look_at_head();

  QueueSettings queue_;
  std::unique_ptr<Line> line_;
  Instant origin_ = timeline_origin;
  WaitingLine waiting_;
  std::optional<Instant> head_start_;
  std::optional<Waiting> refused_;
  Instant changed_at_ = Instant::min();
};

}  // namespace acklab::link
