#include "sim/contender/kernel_clients.hpp"

#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "sim/contender/kernel_congestion.hpp"
#include "sim/contender/kernel_tuning.hpp"

namespace acklab::contender {
namespace {

/// Pins and tunes a socket or a listener.
template <typename Socket>
Expected<Socket, path::PathError> prepared(Expected<Socket, path::PathError> opened,
                                           const Spec& spec) {
  if (!opened) return opened;
  const std::string& congestion = spec.kernel_congestion;
  if (const auto pinned = opened->set_congestion_control(congestion); !pinned) {
    return failure(refused_congestion_control(congestion, pinned.error()));
  }
  // Where our transport meets the kernel's, the tuning is ours.
  if (meets_kernel(spec)) return opened;
  if (const auto told = opened->tune(kernel_tuning(spec.tuning)); !told) {
    return failure(refused_tuning(told.error()));
  }
  return opened;
}

}  // namespace

Expected<KernelSide::SocketSource, path::PathError> kernel_clients(path::RealPath& path,
                                                                   const RunRequest& request) {
  auto first = prepared(path.open_tcp_client(), request.contender);
  if (!first) return failure(first.error());
  auto ready = std::make_shared<std::optional<socket::TcpSocket>>(*std::move(first));
  return [ready, &path, &request] {
    if (*ready) {
      socket::TcpSocket taken = *std::move(*ready);
      ready->reset();
      return taken;
    }
    auto next = prepared(path.open_tcp_client(), request.contender);
    if (!next) {
      throw std::system_error(std::make_error_code(std::errc::too_many_files_open),
                              next.error().reason);
    }
    return *std::move(next);
  };
}

Expected<std::optional<socket::TcpListener>, path::PathError> kernel_listener(
    path::RealPath& path, const RunRequest& request, std::size_t flow) {
  if (!workload::has_server(request.workload)) return std::optional<socket::TcpListener>{};
  auto listener = prepared(path.listen_tcp(flow), request.contender);
  if (!listener) return failure(listener.error());
  return std::optional{*std::move(listener)};
}

}  // namespace acklab::contender
