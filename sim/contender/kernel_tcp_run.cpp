#include "sim/contender/kernel_tcp_run.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/contender/real_clockwork.hpp"
#include "sim/contender/sentences.hpp"

namespace acklab::contender {
namespace {

bool wants_no_delay(const RunRequest& request) {
  return workload::wants_no_delay(request.workload) || !request.contender.mechanisms.nagle;
}

}  // namespace

KernelTcpRun::KernelTcpRun(const RunRequest& request, const RunHooks& hooks, KernelSockets sockets)
    : sockets_(std::move(sockets)),
      book_(request, hooks, [this](SeriesPoint& point) { observe(point); }),
      sides_(workload::make_stream_sides(request.workload, book_.books())),
      client_(loop_, std::move(sides_.client), wants_no_delay(request)),
      server_(loop_, std::move(sides_.server), wants_no_delay(request)) {}

Stop KernelTcpRun::run() {
  book_.start(loop_.now());
  if (sockets_.listener) server_.listen(*std::move(sockets_.listener));
  client_.connect(std::move(sockets_.client), sockets_.server_address);
  const Stop stop = RealClockwork{loop_, book_}.run([this](Instant) { return at_rest(); });
  // What was delivered counts, also when the last of the closing was not waited for.
  return stop == Stop::time_limit && job_finished() ? Stop::at_rest : stop;
}

std::optional<std::string> KernelTcpRun::failure() const {
  const auto& error = client_.error() ? client_.error() : server_.error();
  if (job_finished() || !error) return std::nullopt;
  const std::uint64_t total = book_.books().total_bytes();
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

bool KernelTcpRun::job_finished() const {
  return client_.job_finished() && server_.job_finished();
}

/// As for our transport: until the server's connection is closed, the client's may wait.
bool KernelTcpRun::at_rest() const {
  if (client_.error() || server_.error()) return true;
  return client_.job_finished() && server_.is_closed();
}

void KernelTcpRun::observe(SeriesPoint& point) const {
  observe_kernel(client_, point);
}

RunResult KernelTcpRun::result(Stop stop, const path::PathTruth& truth) {
  RunResult result = book_.result(loop_.now(), stop, failure(), truth);
  if (const auto connected = client_.connected_at()) {
    result.timing.connected = *connected - book_.started();
  }
  result.congestion = client_.congestion_control();
  note_counts(result);
  add_system_discards(result);
  return result;
}

/// Of the kernel's TCP only totals are known.
void KernelTcpRun::note_counts(RunResult& result) const {
  const auto of_client = client_.retransmitted_segments();
  if (!of_client) return;
  result.cost.retransmissions = *of_client + server_.retransmitted_segments().value_or(0);
}

}  // namespace acklab::contender
