#include "sim/contender/kernel_way.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/contender/kernel_clients.hpp"
#include "sim/contender/sentences.hpp"

namespace acklab::contender {
namespace {

bool wants_no_delay(const RunRequest& request) {
  return workload::wants_no_delay(request.workload) || !request.contender.mechanisms.nagle;
}

}  // namespace

Expected<KernelSockets, path::PathError> open_kernel_sockets(path::RealPath& path,
                                                             const RunRequest& request,
                                                             std::size_t flow) {
  auto listener = kernel_listener(path, request, flow);
  if (!listener) return failure(listener.error());
  auto clients = kernel_clients(path, request);
  if (!clients) return failure(clients.error());
  return KernelSockets{std::move(*listener), std::move(*clients), path.server_tcp_address(flow)};
}

KernelWay::KernelWay(const RunRequest& request, socket::EventLoop& loop, workload::Books& books,
                     KernelSockets sockets)
    : sockets_(std::move(sockets)),
      books_(books),
      sides_(workload::make_stream_sides(request.workload, books)),
      client_(loop, std::move(sides_.client), wants_no_delay(request)),
      server_(loop, std::move(sides_.server), wants_no_delay(request)) {}

void KernelWay::start() {
  if (sockets_.listener) server_.listen(*std::move(sockets_.listener));
  client_.connect(std::move(sockets_.client), sockets_.server_address);
}

bool KernelWay::job_finished() const {
  return client_.job_finished() && server_.job_finished();
}

bool KernelWay::at_rest() const {
  if (client_.error() || server_.error()) return true;
  return client_.job_finished() && server_.is_closed();
}

std::optional<std::string> KernelWay::failure() const {
  const auto& error = client_.error() ? client_.error() : server_.error();
  if (job_finished() || !error) return std::nullopt;
  const std::uint64_t total = books_.total_bytes();
  const auto info = client_.info();
  const std::string acknowledged =
      info && client_.connected_at()
          ? fmt::format("; {} of {} were acknowledged",
                        bytes_in_words(std::min(info->data_bytes_acknowledged(), total)),
                        bytes_in_words(total))
          : std::string{};
  return fmt::format("The kernel's TCP ended the connection: {}{}.", to_string(*error),
                     acknowledged);
}

void KernelWay::report(RunResult& result, Instant started) const {
  if (const auto connected = client_.connected_at()) result.timing.connected = *connected - started;
  result.congestion = client_.congestion_control();
  const auto of_client = client_.retransmitted_segments();
  if (!of_client) return;
  result.cost.retransmissions = *of_client + server_.retransmitted_segments().value_or(0);
}

}  // namespace acklab::contender
