#include <utility>

#include "sim/contender/carriers.hpp"
#include "sim/contender/kernel_tcp_run.hpp"
#include "sim/contender/kernel_tuning.hpp"
#include "sim/contender/real_clockwork.hpp"

namespace acklab::contender {

path::PathError no_kernel_in_virtual_time() {
  return {"Virtual time has no kernel: its TCP runs in real time only.", "Run it with --path tun."};
}

RunResult run_kernel_tcp(const RunRequest& request, const RunHooks& hooks) {
  if (request.path == path::PathKind::simulated) {
    return not_run(request, no_kernel_in_virtual_time());
  }
  auto path = open_real_path(request, hooks);
  if (!path) return not_run(request, path.error());
  if (const auto refused = (*path)->refuses_tcp()) return not_run(request, *refused);
  if (const auto set = (*path)->set_tcp(kernel_settings(request.contender)); !set) {
    return not_run(request, set.error());
  }
  auto sockets = open_kernel_sockets(**path, request);
  if (!sockets) return not_run(request, sockets.error());
  KernelTcpRun run{request, hooks, std::move(*sockets)};
  const Stop stop = run.run();
  RunResult result = run.result(stop, (*path)->stop());
  result.kernel_tcp_settings = (*path)->tcp_settings();
  return result;
}

}  // namespace acklab::contender
