#include "sim/contender/reliable_way.hpp"

#include <utility>

#include "sim/contender/packet_size.hpp"
#include "sim/contender/seeds.hpp"
#include "sim/contender/sentences.hpp"

namespace acklab::contender {
namespace {

constexpr std::uint16_t transport_port = 7000;

transport::EndpointConfig endpoint_config(const RunRequest& request, std::uint64_t host,
                                          const transport::ConnectionConfig& accepted) {
  transport::EndpointConfig config;
  config.secret = endpoint_secret(request.seed, host);
  config.accepted = accepted;
  return config;
}

transport::ConnectionConfig connection_config(const RunRequest& request) {
  transport::ConnectionConfig config;
  config.congestion = request.contender.congestion;
  config.max_segment_bytes = reliable_segment_bytes(request.ip_version);
  return config;
}

void add_counts(Cost& cost, const transport::Statistics& counted) {
  const auto add = [](std::optional<std::uint64_t>& sum, std::uint64_t more) {
    sum = sum.value_or(0) + more;
  };
  add(cost.retransmissions, counted.retransmissions());
  add(cost.retransmissions_by_timeout, counted.retransmitted_by_timeout);
  add(cost.retransmissions_by_fast_retransmit, counted.retransmitted_by_fast_retransmit);
  add(cost.retransmissions_in_sack_recovery, counted.retransmitted_in_sack_recovery);
  add(cost.retransmissions_by_rack, counted.retransmitted_by_rack);
  add(cost.retransmissions_by_tail_loss_probe, counted.retransmitted_by_tail_loss_probe);
  add(cost.retransmissions_of_syn_or_fin, counted.retransmitted_syns + counted.retransmitted_fins);
  add(cost.retransmissions_of_zero_window_probes, counted.retransmitted_zero_window_probes);
  add(cost.zero_window_probes, counted.zero_window_probes);
  add(cost.discarded_corrupted, counted.discarded_corrupted);
  add(cost.discarded_duplicates, counted.discarded_duplicates);
}

const char* name_of(transport::CongestionControl control) {
  switch (control) {
    case transport::CongestionControl::none:
      return "none";
    case transport::CongestionControl::newreno:
      return "newreno";
    case transport::CongestionControl::cubic:
      return "cubic";
    case transport::CongestionControl::bbr:
      return "bbr";
  }
  return "";
}

}  // namespace

ReliableWay::ReliableWay(const RunRequest& request, workload::Ledger& ledger)
    : ReliableWay(request, ledger.records().total_bytes(),
                  workload::make_stream_sides(request.workload, ledger)) {}

ReliableWay::ReliableWay(const RunRequest& request, std::uint64_t job_bytes,
                         workload::Sides<workload::StreamApplication> sides)
    : config_(connection_config(request)),
      job_bytes_(job_bytes),
      client_(endpoint_config(request, 0, config_), std::move(sides.client)),
      server_(endpoint_config(request, 1, config_), std::move(sides.server)) {}

void ReliableWay::start(Instant now, const SocketAddress& server_address) {
  server_.listen(transport_port);
  client_.connect(now, server_address, transport_port, config_);
}

bool ReliableWay::client_in_time_wait() const {
  const transport::Connection* const connection = client_.connection();
  return connection != nullptr && connection->state() == transport::State::time_wait;
}

bool ReliableWay::job_finished() const {
  return client_.job_finished() && server_.job_finished();
}

bool ReliableWay::at_rest() const {
  if (client_.close_report()) {
    return server_.close_report() ||
           client_.close_report()->reason != transport::CloseReason::finished;
  }
  return server_.close_report() && client_in_time_wait();
}

std::optional<std::string> ReliableWay::failure() const {
  if (job_finished()) return std::nullopt;
  if (const auto report = close_report()) {
    return sentence_for(*report, client_.connected_at().has_value(), job_bytes_);
  }
  return std::nullopt;
}

/// Of a connection in TIME-WAIT no report has come yet: all is acknowledged and nothing but waiting
/// is left.
std::optional<transport::CloseReport> ReliableWay::close_report() const {
  if (client_.close_report() || !client_in_time_wait()) return client_.close_report();
  transport::CloseReport report;
  report.reason = transport::CloseReason::finished;
  report.bytes_acknowledged = client_.connection()->bytes_acknowledged();
  return report;
}

void ReliableWay::observe(SeriesPoint& point) const {
  const transport::Connection* const connection = client_.connection();
  if (connection == nullptr) return;
  const transport::Snapshot snapshot = connection->snapshot();
  point.congestion_window_bytes = snapshot.congestion_window_bytes;
  point.slow_start_threshold_bytes = snapshot.slow_start_threshold_bytes;
  point.in_flight_bytes = snapshot.in_flight_bytes;
  point.smoothed_rtt = snapshot.smoothed_rtt;
  point.retransmission_timeout = snapshot.retransmission_timeout;
}

void ReliableWay::report(RunResult& result, Instant started) const {
  if (const auto connected = client_.connected_at()) result.timing.connected = *connected - started;
  result.close_report = close_report();
  result.congestion = name_of(config_.congestion);
  for (const ReliableHost* host : {&client_, &server_}) {
    if (host->connection() != nullptr) add_counts(result.cost, host->connection()->statistics());
  }
  result.cost.discarded_corrupted = result.cost.discarded_corrupted.value_or(0) +
                                    client_.stray_datagrams() + server_.stray_datagrams();
}

}  // namespace acklab::contender
