#pragma once

#include <cstdint>
#include <memory>

#include "net/base/time.hpp"
#include "sim/link/settings.hpp"

namespace acklab::link {

/// What waits before a line.
struct Backlog {
  std::uint64_t packets = 0;  // fragments singly
  std::uint64_t bytes = 0;
};

/// The line behind the queue: says when the packet at the head of the queue may leave it, and when
/// that packet's last bit is out.
///
/// Nothing runs in it and it never looks at a clock: it is asked with instants, and the answers
/// depend only on what it was told to send. Sizes are IP bytes; what a line adds to them (overhead,
/// cells) is its own affair.
class Line {
 public:
  Line() = default;
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  virtual ~Line() = default;

  /// Time in the link begins at `origin`: what goes by a clock of its own counts from there.
  virtual void begin(Instant /*origin*/) {}

  /// When a packet of `bytes` at the head of the queue, which arrived there at `arrival`, may leave
  /// it, if nothing else is sent before; never before it arrived. The end of time: never, as things
  /// stand. Asking changes nothing.
  ///
  /// It must be asked with the arrival, not with the moment at which the packet came to the head:
  /// an opportunity of a trace serves who was there before it.
  [[nodiscard]] virtual Instant ready(Instant arrival, std::uint64_t bytes) const = 0;

  /// Sends the packet that arrived at `arrival` and leaves the queue at `start`, as ready() said;
  /// returns when its last bit is out, `start` at the earliest. A packet with `arrival` before
  /// `start` has waited, so it follows the one before it without a gap: what rounding `start` cut
  /// off must not be lost. Starts never go backwards.
  [[nodiscard]] virtual Instant send(Instant arrival, Instant start, std::uint64_t bytes) = 0;

  /// How long a packet that arrives at `now` would wait behind `ahead`, at the rate of now. It
  /// measures the limit of a queue in time.
  [[nodiscard]] virtual Duration waiting_time(Instant now, const Backlog& ahead) const = 0;

  /// When all that was sent so far is out.
  [[nodiscard]] virtual Instant free_at() const = 0;

  /// Obeys `settings` from `now` on; false, and nothing happens, if they ask for a line of another
  /// kind. What is being sent goes on as it began.
  [[nodiscard]] virtual bool change(Instant now, const DirectionSettings& settings) = 0;
};

/// Since when a line counts time, and from when on it may send.
struct LineStart {
  Instant origin = timeline_origin;
  Instant free_from = Instant::min();
};

/// The line that the settings ask for.
[[nodiscard]] std::unique_ptr<Line> make_line(const DirectionSettings& settings,
                                              const LineStart& start = {});

/// Makes `line` obey the settings from `now` on. What is being sent goes on as it began, at the old
/// rate; what waits goes at the new one, also on a line of another kind. `origin` as in LineStart.
void change_line(std::unique_ptr<Line>& line, Instant now, const DirectionSettings& settings,
                 Instant origin = timeline_origin);

}  // namespace acklab::link
