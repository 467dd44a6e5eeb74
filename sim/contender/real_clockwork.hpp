#pragma once

#include <functional>

#include "net/socket/event_loop.hpp"
#include "sim/contender/run_book.hpp"
#include "sim/path/real_path.hpp"

namespace acklab::contender {

/// Runs an event loop until a run is over, and meanwhile takes samples and reports progress.
class RealClockwork {
 public:
  RealClockwork(socket::EventLoop& loop, RunBook& book) : loop_(loop), book_(book) {}

  /// `at_rest` is asked after each round of events, and at least every few milliseconds.
  [[nodiscard]] Stop run(const std::function<bool(Instant now)>& at_rest);

 private:
  void tick();
  void set_timer();

  socket::EventLoop& loop_;
  RunBook& book_;
  Instant next_progress_{};
  std::optional<socket::TimerId> timer_;
};

/// What a host's device cuts IP packets to on TUN.
[[nodiscard]] std::uint32_t device_mtu(const RunRequest& request);

/// The path that a request asks for.
[[nodiscard]] Expected<std::unique_ptr<path::RealPath>, path::PathError> open_real_path(
    const RunRequest& request, const RunHooks& hooks);

}  // namespace acklab::contender
