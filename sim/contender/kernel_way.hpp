#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "net/socket/event_loop.hpp"
#include "net/socket/tcp_socket.hpp"
#include "sim/contender/contender.hpp"
#include "sim/contender/kernel_side.hpp"
#include "sim/path/real_path.hpp"
#include "sim/workload/applications.hpp"
#include "sim/workload/books.hpp"

namespace acklab::contender {

/// The sockets of a run of the kernel's TCP, its congestion control pinned.
struct KernelSockets {
  std::optional<socket::TcpListener> listener;  // nothing: nobody listens
  KernelSide::SocketSource client;
  SocketAddress server_address;
};

/// Those of one of the flows on a path that the kernel's TCP can cross; both must outlive them.
[[nodiscard]] Expected<KernelSockets, path::PathError> open_kernel_sockets(
    path::RealPath& path, const RunRequest& request, std::size_t flow = 0);

/// The kernel's TCP between two hosts: a client that connects, a server that accepts, an
/// application on each.
class KernelWay {
 public:
  /// All but the sockets must outlive it.
  KernelWay(const RunRequest& request, socket::EventLoop& loop, workload::Books& books,
            KernelSockets sockets);

  void start();
  [[nodiscard]] bool job_finished() const;
  /// As for our transport: until the server's connection is closed, the client's may wait.
  [[nodiscard]] bool at_rest() const;
  /// Why the job was not done although the way is at rest; nothing: it was.
  [[nodiscard]] std::optional<std::string> failure() const;
  /// The client's inner state now, for the series.
  void observe(SeriesPoint& point) const { observe_kernel(client_, point); }
  /// Writes into `result` what only this way knows. Of the kernel's TCP only totals are known.
  void report(RunResult& result, Instant started) const;

 private:
  KernelSockets sockets_;
  const workload::Books& books_;
  workload::Sides<workload::StreamApplication> sides_;
  KernelSide client_;
  KernelSide server_;
};

}  // namespace acklab::contender
