#pragma once

#include "net/socket/event_loop.hpp"
#include "sim/contender/kernel_way.hpp"
#include "sim/contender/run_book.hpp"

namespace acklab::contender {

/// One run of the kernel's TCP by itself.
class KernelTcpRun {
 public:
  KernelTcpRun(const RunRequest& request, const RunHooks& hooks, KernelSockets sockets);

  /// Until it is at rest, the time limit comes, or the user interrupts.
  [[nodiscard]] Stop run();
  [[nodiscard]] RunResult result(Stop stop, const path::PathTruth& truth);

 private:
  RunBook book_;
  socket::EventLoop loop_;
  KernelWay way_;
};

}  // namespace acklab::contender
