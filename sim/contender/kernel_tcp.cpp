#include <utility>

#include "sim/contender/carriers.hpp"
#include "sim/contender/kernel_congestion.hpp"
#include "sim/contender/kernel_tcp_run.hpp"
#include "sim/contender/kernel_tuning.hpp"
#include "sim/contender/real_clockwork.hpp"

namespace acklab::contender {
namespace {

path::PathError no_kernel_in_virtual_time() {
  return {"Virtual time has no kernel: its TCP runs in real time only.", "Run it with --path tun."};
}

Expected<KernelSockets, path::PathError> open_sockets(path::RealPath& path, const Spec& spec) {
  const std::string& congestion = spec.kernel_congestion;
  auto listener = path.listen_tcp();
  if (!listener) return failure(listener.error());
  auto client = path.open_tcp_client();
  if (!client) return failure(client.error());
  for (const auto& pinned :
       {listener->set_congestion_control(congestion), client->set_congestion_control(congestion)}) {
    if (!pinned) return failure(refused_congestion_control(congestion, pinned.error()));
  }
  const socket::TcpTuning tuning = kernel_tuning(spec.tuning);
  for (const auto& told : {listener->tune(tuning), client->tune(tuning)}) {
    if (!told) return failure(refused_tuning(told.error()));
  }
  return KernelSockets{std::move(*listener), std::move(*client), path.server_tcp_address()};
}

}  // namespace

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
  auto sockets = open_sockets(**path, request.contender);
  if (!sockets) return not_run(request, sockets.error());
  KernelTcpRun run{request, hooks, std::move(*sockets)};
  const Stop stop = run.run();
  RunResult result = run.result(stop, (*path)->stop());
  result.kernel_tcp_settings = (*path)->tcp_settings();
  return result;
}

}  // namespace acklab::contender
