#include "sim/contender/reliable_way.hpp"

#include <utility>

#include "sim/contender/reliable_setup.hpp"
#include "sim/contender/sentences.hpp"

namespace acklab::contender {

ReliableWay::ReliableWay(const RunRequest& request, workload::Ledger& ledger)
    : ReliableWay(request, ledger.records().total_bytes(),
                  workload::make_stream_sides(request.workload, ledger)) {}

ReliableWay::ReliableWay(const RunRequest& request, std::uint64_t job_bytes,
                         workload::Sides<workload::StreamApplication> sides)
    : request_(request),
      job_bytes_(job_bytes),
      client_(endpoint_config(request, 0), std::move(sides.client)),
      server_(endpoint_config(request, 1), std::move(sides.server)) {
  if (request.contender.carriage != CarriageKind::ip) return;
  client_.listen_to(client_ip_.emplace(ip_layer_config(request, 0), client_));
  server_.listen_to(server_ip_.emplace(ip_layer_config(request, 1), server_));
}

DatagramActor& ReliableWay::client() {
  if (client_ip_) return *client_ip_;
  return client_;
}

DatagramActor& ReliableWay::server() {
  if (server_ip_) return *server_ip_;
  return server_;
}

void ReliableWay::start(Instant now, const SocketAddress& server_address) {
  server_.listen(transport_port);
  client_.connect(now, address_to_connect(request_, server_address), transport_port,
                  connection_config(request_));
}

bool ReliableWay::job_finished() const {
  return client_.job_finished() && server_.job_finished();
}

bool ReliableWay::at_rest() const {
  if (client_.close_report()) {
    return server_.close_report() ||
           client_.close_report()->reason != transport::CloseReason::finished;
  }
  return server_.close_report() && in_time_wait(client_);
}

std::optional<std::string> ReliableWay::failure() const {
  if (job_finished()) return std::nullopt;
  if (const auto report = close_report_of(client_)) {
    return sentence_for(*report, client_.connected_at().has_value(), job_bytes_);
  }
  return std::nullopt;
}

void ReliableWay::observe(SeriesPoint& point) const {
  observe_connection(client_, point);
}

void ReliableWay::report(RunResult& result, Instant started) const {
  if (const auto connected = client_.connected_at()) result.timing.connected = *connected - started;
  result.close_report = close_report_of(client_);
  result.congestion = congestion_name(request_.contender.congestion);
  for (const ReliableHost* host : {&client_, &server_}) add_counts(result.cost, *host);
}

}  // namespace acklab::contender
