#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/base/time.hpp"
#include "sim/link/bottleneck/discipline.hpp"
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
  /// Who is told what becomes of the copies, in the order of decision.
  class Outlet {
   public:
    Outlet() = default;
    Outlet(const Outlet&) = delete;
    Outlet& operator=(const Outlet&) = delete;
    /// Its last bit is out at `sent`.
    virtual void left(Waiting&& copy, Instant sent) = 0;
    /// fate.dropped says why.
    virtual void dropped(Waiting&& copy) = 0;

   protected:
    ~Outlet() = default;
  };

  Bottleneck(const DirectionSettings& settings, std::uint64_t seed, Direction direction);

  /// Time in the link begins at `origin`.
  void begin(Instant origin);

  /// Takes in a copy that arrives at `now`, after advance(now).
  void enqueue(Instant now, Waiting&& copy, Outlet& outlet);

  /// Does all that happens at the head of the queue by `now`.
  void advance(Instant now, Outlet& outlet) {
    while (head_start_ && *head_start_ <= now) serve_head(outlet);
  }

  /// When the line is ready for the head of the queue, unless something is changed before; nothing
  /// when nothing waits.
  [[nodiscard]] const std::optional<Instant>& next_start() const { return head_start_; }

  [[nodiscard]] const Backlog& backlog() const { return waiting_.backlog(); }
  /// How many copies wait, fragments of one counted together.
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

  /// Obeys `settings` from `now` on, after advance(now). What waits goes on waiting, even where the
  /// new limit would not have let it in.
  void change(Instant now, const DirectionSettings& settings);

 private:
  using Verdict = Discipline::Verdict;

  [[nodiscard]] bool limit_allows(Instant now, const Backlog& ahead, const Packet& packet) const;
  [[nodiscard]] bool idle(Instant now, std::uint64_t bytes) const;
  [[nodiscard]] Verdict verdict_on_arrival(Instant now, const Waiting& copy, bool fits);
  [[nodiscard]] bool make_room(Instant now, const Packet& packet, Outlet& outlet);
  void serve_head(Outlet& outlet);
  /// The copy is at the head at `start` and `behind` waits behind it.
  void serve(Waiting&& copy, Instant start, const Backlog& behind, Outlet& outlet);
  /// Sends all fragments of the copy one behind the other; when the last one's last bit is out.
  [[nodiscard]] Instant send_fragments(const Waiting& copy, Instant start);
  void look_at_head();

  std::uint64_t seed_;
  Direction direction_;
  QueueSettings queue_;
  std::unique_ptr<Discipline> discipline_;  // null: drops only what the limit has no room for
  std::unique_ptr<Line> line_;
  Instant origin_ = timeline_origin;
  WaitingLine waiting_;
  std::optional<Instant> head_start_;
  Instant changed_at_ = Instant::min();
  Instant head_since_ = Instant::min();  // when the one before it left: it could not before
};

}  // namespace acklab::link
