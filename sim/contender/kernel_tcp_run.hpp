#pragma once

#include <optional>
#include <string>

#include "net/socket/event_loop.hpp"
#include "net/socket/tcp_socket.hpp"
#include "sim/contender/kernel_side.hpp"
#include "sim/contender/run_book.hpp"
#include "sim/workload/applications.hpp"

namespace acklab::contender {

/// The sockets of a run of the kernel's TCP, its congestion control pinned.
struct KernelSockets {
  std::optional<socket::TcpListener> listener;  // nothing: nobody listens
  KernelSide::SocketSource client;
  SocketAddress server_address;
};

/// One run of the kernel's TCP: a client that connects, a server that accepts, an application on
/// each.
class KernelTcpRun {
 public:
  KernelTcpRun(const RunRequest& request, const RunHooks& hooks, KernelSockets sockets);

  /// Until it is at rest, the time limit comes, or the user interrupts.
  [[nodiscard]] Stop run();
  [[nodiscard]] RunResult result(Stop stop, const path::PathTruth& truth);

 private:
  [[nodiscard]] std::optional<std::string> failure() const;
  [[nodiscard]] bool at_rest() const;
  [[nodiscard]] bool job_finished() const;
  void observe(SeriesPoint& point) const;
  void note_counts(RunResult& result) const;

  KernelSockets sockets_;
  RunBook book_;
  workload::Sides<workload::StreamApplication> sides_;
  socket::EventLoop loop_;
  KernelSide client_;
  KernelSide server_;
};

}  // namespace acklab::contender
