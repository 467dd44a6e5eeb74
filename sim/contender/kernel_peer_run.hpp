#pragma once

#include <memory>
#include <optional>
#include <string>

#include "net/socket/actor_driver.hpp"
#include "net/transport/ip_layer.hpp"
#include "sim/contender/kernel_side.hpp"
#include "sim/contender/reliable_host.hpp"
#include "sim/contender/run_book.hpp"
#include "sim/workload/applications.hpp"

namespace acklab::contender {

/// One run of our transport, directly on IP, against the kernel's TCP: one is the client, the other
/// the server.
class KernelPeerRun {
 public:
  /// `path` has one host in user space and one that is a kernel, and must outlive the run.
  KernelPeerRun(const RunRequest& request, const RunHooks& hooks, path::RealPath& path);

  /// Opens and pins the kernel's socket, and begins; an error when the system refuses.
  [[nodiscard]] Expected<void, path::PathError> start();
  /// Until it is at rest, the time limit comes, or the user interrupts.
  [[nodiscard]] Stop run();
  [[nodiscard]] RunResult result(Stop stop, const path::PathTruth& truth);

 private:
  [[nodiscard]] Expected<void, path::PathError> start_kernel();
  [[nodiscard]] std::optional<Instant> connected_at() const;
  [[nodiscard]] bool own_is_closed() const;
  [[nodiscard]] bool at_rest() const;
  [[nodiscard]] bool job_finished() const;
  [[nodiscard]] std::optional<std::string> why_unfinished() const;
  void observe(SeriesPoint& point) const;
  void note_counts(RunResult& result) const;

  const RunRequest& request_;
  path::RealPath& path_;
  bool own_is_client_;
  RunBook book_;
  socket::EventLoop loop_;
  std::unique_ptr<ReliableHost> own_;
  std::optional<transport::IpLayer> ip_layer_;
  std::unique_ptr<socket::DatagramPort> packets_;
  std::optional<socket::ActorDriver> driver_;
  std::optional<KernelSide> kernel_;
};

}  // namespace acklab::contender
