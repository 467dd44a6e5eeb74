#include "sim/contender/carriers.hpp"
#include "sim/contender/kernel_peer_run.hpp"
#include "sim/contender/kernel_tuning.hpp"
#include "sim/contender/real_clockwork.hpp"

namespace acklab::contender {
namespace {

path::PathError no_kernel_here(path::PathKind kind) {
  if (kind == path::PathKind::simulated) {
    return {"Virtual time has no kernel: its TCP runs in real time only.",
            "Run it with --path tun."};
  }
  return {
      "The relay carries UDP datagrams between two sockets; the packets of the kernel's own TCP "
      "can only be led across the link by a TUN device.",
      "Run `acklab doctor` to see what this machine lacks for TUN, then use --path tun."};
}

}  // namespace

RunResult run_against_kernel(const RunRequest& request, const RunHooks& hooks) {
  if (request.path != path::PathKind::tun) return not_run(request, no_kernel_here(request.path));
  auto path = open_real_path(request, hooks);
  if (!path) return not_run(request, path.error());
  if (const auto set = (*path)->set_tcp(kernel_settings(request.contender)); !set) {
    return not_run(request, set.error());
  }
  KernelPeerRun run{request, hooks, **path};
  if (const auto started = run.start(); !started) return not_run(request, started.error());
  const Stop stop = run.run();
  RunResult result = run.result(stop, (*path)->stop());
  result.kernel_tcp_settings = (*path)->tcp_settings();
  return result;
}

}  // namespace acklab::contender
