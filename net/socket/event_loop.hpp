#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "net/base/time.hpp"

namespace acklab::socket {

/// What a file descriptor is ready for.
struct Readiness {
  bool readable = false;
  bool writable = false;
  bool error = false;  // error or hang-up
};

enum class TimerId : std::uint64_t {};

/// Waits for file descriptors and instants, and calls who asked. One thread runs it; only wake may
/// be called from another, or from a signal handler.
class EventLoop {
 public:
  EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop();

  [[nodiscard]] Instant now() const;

  /// Calls `ready` whenever `fd` is readable (and writable, if wanted; level-triggered) until
  /// unwatch.
  void watch(int fd, bool want_writable, std::function<void(Readiness)> ready);
  /// Changes whether writability is wanted.
  void want_writable(int fd, bool wanted);
  void unwatch(int fd);

  /// Calls once at or just after `when`. Timers of the same instant run in the order they were set.
  TimerId call_at(Instant when, std::function<void()> callback);
  void cancel(TimerId timer);

  /// Runs until `done` says true (asked after each round of events) or `deadline` has come; true if
  /// done.
  bool run_until(const std::function<bool()>& done, std::optional<Instant> deadline);

  /// Makes run_until ask `done` again soon.
  void wake() noexcept;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace acklab::socket
