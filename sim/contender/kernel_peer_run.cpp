#include "sim/contender/kernel_peer_run.hpp"

#include <utility>

#include <fmt/format.h>

#include "sim/contender/kernel_clients.hpp"
#include "sim/contender/real_clockwork.hpp"
#include "sim/contender/reliable_setup.hpp"
#include "sim/contender/sentences.hpp"
#include "sim/path/host_addresses.hpp"

namespace acklab::contender {
namespace {

constexpr std::uint64_t client_number = 0;
constexpr std::uint64_t server_number = 1;

SocketAddress peer_of_ours(const RunRequest& request) {
  const path::HostAddresses addresses = path::host_addresses(request.ip_version);
  return request.contender.hosts.client == path::HostKind::user_space ? addresses.server
                                                                      : addresses.client;
}

}  // namespace

KernelPeerRun::KernelPeerRun(const RunRequest& request, const RunHooks& hooks, path::RealPath& path)
    : request_(request),
      path_(path),
      own_is_client_(request.contender.hosts.client == path::HostKind::user_space),
      book_(request, hooks, [this](SeriesPoint& point) { observe(point); }) {
  auto sides = workload::make_stream_sides(request.workload, book_.books());
  const std::uint64_t number = own_is_client_ ? client_number : server_number;
  own_ = std::make_unique<ReliableHost>(endpoint_config(request, number),
                                        std::move(own_is_client_ ? sides.client : sides.server));
  ip_layer_.emplace(ip_layer_config(request, number), *own_);
  own_->listen_to(*ip_layer_);
  own_->tell(own_is_client_ ? path::Host::client : path::Host::server, hooks.transport);
  kernel_.emplace(loop_, std::move(own_is_client_ ? sides.server : sides.client),
                  workload::wants_no_delay(request.workload));
}

Expected<void, path::PathError> KernelPeerRun::start() {
  auto packets = path_.open_packets(own_is_client_ ? path::Host::client : path::Host::server);
  if (!packets) return failure(packets.error());
  packets_ = *std::move(packets);
  driver_.emplace(loop_, *packets_, *ip_layer_);
  const Instant started = loop_.now();
  book_.start(started);
  if (!own_is_client_ && workload::has_server(request_.workload)) own_->listen(transport_port);
  if (auto begun = start_kernel(); !begun) return begun;
  if (own_is_client_) {
    own_->connect(started, {peer_of_ours(request_).ip, 0}, transport_port,
                  connection_config(request_));
  }
  driver_->poke();
  return {};
}

Expected<void, path::PathError> KernelPeerRun::start_kernel() {
  if (own_is_client_) {
    auto listener = kernel_listener(path_, request_);
    if (!listener) return failure(listener.error());
    if (*listener) kernel_->listen(**std::move(listener));
    return {};
  }
  auto clients = kernel_clients(path_, request_);
  if (!clients) return failure(clients.error());
  kernel_->connect(*std::move(clients), path_.server_tcp_address());
  return {};
}

Stop KernelPeerRun::run() {
  const Stop stop = RealClockwork{loop_, book_}.run([this](Instant) { return at_rest(); });
  // What was delivered counts, also when the last of the closing was not waited for.
  return stop == Stop::time_limit && job_finished() ? Stop::at_rest : stop;
}

std::optional<Instant> KernelPeerRun::connected_at() const {
  return own_is_client_ ? own_->connected_at() : kernel_->connected_at();
}

/// TIME-WAIT is not waited out.
bool KernelPeerRun::own_is_closed() const {
  return own_->close_report() || in_time_wait(*own_);
}

bool KernelPeerRun::job_finished() const {
  return own_->job_finished() && kernel_->job_finished();
}

bool KernelPeerRun::at_rest() const {
  if (kernel_->error()) return true;
  const auto& report = own_->close_report();
  if (report && report->reason != transport::CloseReason::finished) return true;
  return job_finished() && own_is_closed() && kernel_->is_closed();
}

std::optional<std::string> KernelPeerRun::why_unfinished() const {
  if (job_finished()) return std::nullopt;
  if (kernel_->error()) {
    return fmt::format("The kernel's TCP ended the connection: {}.", to_string(*kernel_->error()));
  }
  if (const auto& report = own_->close_report()) {
    const std::uint64_t job_bytes = book_.books().total_bytes();
    if (own_is_client_) return sentence_for(*report, connected_at().has_value(), job_bytes);
    return fmt::format("Our side of the connection ended: {}.",
                       transport::to_string(report->reason));
  }
  return std::nullopt;
}

void KernelPeerRun::observe(SeriesPoint& point) const {
  if (own_is_client_) return observe_connection(*own_, point);
  observe_kernel(*kernel_, point);
}

RunResult KernelPeerRun::result(Stop stop, const path::PathTruth& truth) {
  RunResult result = book_.result(loop_.now(), stop, why_unfinished(), truth);
  if (const auto connected = connected_at()) result.timing.connected = *connected - book_.started();
  result.close_report = close_report_of(*own_);
  // Of the side that sends the data.
  result.congestion = own_is_client_ ? congestion_name(request_.contender.congestion)
                                     : kernel_->congestion_control();
  note_counts(result);
  add_system_discards(result);
  return result;
}

/// Both sides' together; the causes are our side's alone.
void KernelPeerRun::note_counts(RunResult& result) const {
  add_counts(result.cost, *own_);
  if (const auto of_kernel = kernel_->retransmitted_segments()) {
    result.cost.retransmissions = result.cost.retransmissions.value_or(0) + *of_kernel;
  }
}

}  // namespace acklab::contender
