#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "net/base/time.hpp"
#include "net/socket/timer_queue.hpp"

namespace acklab::socket {

/// What a file descriptor is ready for.
struct Readiness {
  bool readable = false;
  bool writable = false;
  bool error = false;  // error or hang-up
};

/// Waits for file descriptors and instants, and calls who asked. One thread runs it; only wake may
/// be called from another, or from a signal handler.
///
/// A callback may change anything: add and remove watches and timers, its own included, and close
/// file descriptors. What it removes is not called any more, not even for what was already seen.
class EventLoop {
 public:
  /// Throws std::system_error when the system has no more file descriptors.
  EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop();

  /// This machine's monotonic clock (net/socket/clock.hpp), read anew.
  [[nodiscard]] Instant now() const;

  /// Calls `ready` whenever `fd` is readable (and writable, if wanted; level-triggered) until
  /// unwatch. One watch a file descriptor. Throws std::system_error when it cannot be waited for.
  void watch(int fd, bool want_writable, std::function<void(Readiness)> ready);
  /// Changes whether writability is wanted.
  void want_writable(int fd, bool wanted);
  /// Changes whether readability is wanted, which it is at first. The end of a stream makes a
  /// socket readable for ever: whoever has seen it and goes on writing must stop asking.
  void want_readable(int fd, bool wanted);
  /// Before the file descriptor is closed. Without effect when it is not watched.
  void unwatch(int fd);

  /// Calls once at or just after `when`. Timers of the same instant run in the order they were set.
  TimerId call_at(Instant when, std::function<void()> callback);
  /// Without effect when it has run or was cancelled.
  void cancel(TimerId timer);

  /// Runs until `done` says true (asked at first and after each round of events) or `deadline` has
  /// come; true if done. With a deadline in the past: one round of what is ready now. Not to be
  /// called from a callback.
  bool run_until(const std::function<bool()>& done, std::optional<Instant> deadline = std::nullopt);

  /// Makes run_until ask `done` again soon.
  void wake() noexcept;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace acklab::socket
