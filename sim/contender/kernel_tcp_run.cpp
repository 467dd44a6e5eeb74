#include "sim/contender/kernel_tcp_run.hpp"

#include <utility>

#include <fmt/format.h>

#include "sim/contender/real_clockwork.hpp"
#include "sim/contender/sentences.hpp"

namespace acklab::contender {
namespace {

constexpr std::uint8_t tcp_state_close = 7;  // TCP_CLOSE in Linux's tcp_states.h

}  // namespace

KernelTcpRun::KernelTcpRun(const RunRequest& request, const RunHooks& hooks, KernelSockets sockets)
    : sockets_(std::move(sockets)),
      book_(request, hooks, [this](SeriesPoint& point) { observe(point); }),
      sides_(workload::make_stream_sides(request.workload, book_.ledger())),
      client_stream_(sockets_.client) {}

Stop KernelTcpRun::run() {
  book_.start(loop_.now());
  connect();
  const Stop stop = RealClockwork{loop_, book_}.run([this](Instant) { return at_rest(); });
  // What was delivered counts, also when the last of the closing was not waited for.
  return stop == Stop::time_limit && job_finished() ? Stop::at_rest : stop;
}

void KernelTcpRun::connect() {
  loop_.watch(sockets_.listener.fd(), false, [this](socket::Readiness) { on_client_waiting(); });
  if (const auto begun = sockets_.client.connect(sockets_.server_address); !begun) {
    note_failure(begun.error());
    return;
  }
  loop_.watch(sockets_.client.fd(), true, [this](socket::Readiness) { on_client_ready(); });
}

void KernelTcpRun::check_connected(Instant now) {
  const auto connected = sockets_.client.connect_result();
  if (connected) {
    connected_at_ = now;
  } else if (connected.error().code != std::errc::not_connected) {
    note_failure(connected.error());
  }
}

void KernelTcpRun::on_client_ready() {
  const Instant now = loop_.now();
  if (!connected_at_) check_connected(now);
  if (!connected_at_) return;
  sides_.client->progress(now, client_stream_);
  if (client_stream_.error()) note_failure(*client_stream_.error());
  if (failure_ || sides_.client->finished()) {
    loop_.unwatch(sockets_.client.fd());
    return;
  }
  loop_.want_writable(sockets_.client.fd(), client_stream_.wants_to_write());
}

void KernelTcpRun::on_client_waiting() {
  auto accepted = sockets_.listener.accept();
  if (!accepted) return note_failure(accepted.error());
  if (!accepted->has_value() || server_) return;
  server_.emplace(std::move(**accepted));
  server_stream_.emplace(*server_);
  loop_.watch(server_->fd(), false, [this](socket::Readiness) { on_server_ready(); });
}

void KernelTcpRun::on_server_ready() {
  sides_.server->progress(loop_.now(), *server_stream_);
  if (server_stream_->error()) note_failure(*server_stream_->error());
  if (failure_ || sides_.server->finished()) loop_.unwatch(server_->fd());
}

void KernelTcpRun::note_failure(const socket::SocketError& error) {
  if (failure_) return;
  const std::uint64_t total = book_.ledger().records().total_bytes();
  const auto info = sockets_.client.info();
  const std::string acknowledged =
      info && connected_at_
          ? fmt::format("; {} of {} were acknowledged", bytes_in_words(info->bytes_acknowledged),
                        bytes_in_words(total))
          : std::string{};
  failure_ =
      fmt::format("The kernel's TCP ended the connection: {}{}.", to_string(error), acknowledged);
}

bool KernelTcpRun::job_finished() const {
  return sides_.client->finished() && sides_.server->finished();
}

/// As for our transport: until the server's connection is closed, the client's may wait.
bool KernelTcpRun::at_rest() const {
  if (failure_) return true;
  if (!job_finished()) return false;
  const auto info = server_->info();
  return !info || info->state == tcp_state_close;
}

void KernelTcpRun::observe(SeriesPoint& point) const {
  const auto info = sockets_.client.info();
  if (!info || !connected_at_) return;
  point.congestion_window_bytes = info->congestion_window_bytes;
  point.slow_start_threshold_bytes = info->slow_start_threshold_bytes;
  point.in_flight_bytes = info->in_flight_bytes;
  point.smoothed_rtt = info->smoothed_rtt;
  point.retransmission_timeout = info->retransmission_timeout;
}

RunResult KernelTcpRun::result(Stop stop, const path::PathTruth& truth) {
  const std::optional<std::string> failure = job_finished() ? std::nullopt : failure_;
  RunResult result = book_.result(loop_.now(), stop, failure, truth);
  if (connected_at_) result.timing.connected = *connected_at_ - book_.started();
  if (const auto name = sockets_.client.congestion_control()) result.congestion = *name;
  note_counts(result);
  add_system_discards(result);
  return result;
}

/// Of the kernel's TCP only totals are known.
void KernelTcpRun::note_counts(RunResult& result) const {
  std::uint64_t again = 0;
  const auto client = sockets_.client.info();
  if (!client) return;
  again += client->retransmitted_segments;
  if (server_) {
    const auto server = server_->info();
    if (!server) return;
    again += server->retransmitted_segments;
  }
  result.cost.retransmissions = again;
}

}  // namespace acklab::contender
