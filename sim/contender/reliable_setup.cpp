#include "sim/contender/reliable_setup.hpp"

#include <algorithm>

#include "sim/contender/packet_size.hpp"
#include "sim/contender/seeds.hpp"

namespace acklab::contender {
namespace {

bool is_on_ip(const RunRequest& request) {
  return request.contender.carriage == CarriageKind::ip;
}

IpAddress address_of(const RunRequest& request, std::uint64_t host) {
  const path::HostAddresses addresses = path::host_addresses(request.ip_version);
  return host == 0 ? addresses.client.ip : addresses.server.ip;
}

void tune(transport::ConnectionConfig& config, const Tuning& tuning) {
  config.send_buffer_bytes = tuning.send_buffer_bytes.value_or(config.send_buffer_bytes);
  config.receive_buffer_bytes = tuning.receive_buffer_bytes.value_or(config.receive_buffer_bytes);
  config.keep_alive = tuning.keep_alive;
  config.give_up_after = tuning.user_timeout.value_or(config.give_up_after);
  config.give_up_connecting_after = tuning.user_timeout.value_or(config.give_up_connecting_after);
  config.initial_rto = tuning.initial_rto.value_or(config.initial_rto);
  config.min_rto = tuning.min_rto.value_or(config.min_rto);
  config.negotiated_min_rto = tuning.min_rto.value_or(config.negotiated_min_rto);
  config.initial_window_segments =
      tuning.initial_window_segments.value_or(config.initial_window_segments);
  config.pacing = tuning.pacing.value_or(config.pacing);
}

void add_statistics(Cost& cost, const transport::Statistics& counted) {
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
  add(cost.ecn_reductions, counted.congestion_echo_reductions);
  add(cost.discarded_corrupted, counted.discarded_corrupted);
  add(cost.discarded_duplicates, counted.discarded_duplicates);
}

}  // namespace

transport::ConnectionConfig connection_config(const RunRequest& request) {
  transport::ConnectionConfig config;
  const Spec& spec = request.contender;
  config.congestion = spec.congestion;
  config.ecn = spec.ecn;
  config.arq = spec.arq;
  config.mechanisms = spec.mechanisms;
  if (workload::wants_no_delay(request.workload)) config.mechanisms.nagle = false;
  if (spec.max_ack_delay) {
    config.max_ack_delay = config.negotiated_max_ack_delay = *spec.max_ack_delay;
  }
  const std::uint16_t fits = reliable_segment_bytes(spec.carriage, request.ip_version);
  config.max_segment_bytes = std::min(fits, spec.tuning.max_segment_bytes.value_or(fits));
  config.believed_segment_bytes = config.max_segment_bytes;  // the MTU of every path here is known
  tune(config, spec.tuning);
  return config;
}

transport::EndpointConfig endpoint_config(const RunRequest& request, std::uint64_t host) {
  transport::EndpointConfig config;
  config.secret = endpoint_secret(request.seed, host);
  config.accepted = connection_config(request);
  if (host == 1) config.accepted.cheat = request.contender.tuning.cheat;
  if (is_on_ip(request)) config.carriage = transport::Carriage::ip(address_of(request, host));
  return config;
}

transport::IpLayerConfig ip_layer_config(const RunRequest& request, std::uint64_t host) {
  return {address_of(request, host), path::host_addresses(request.ip_version).prefix_bits,
          mtu_bytes};
}

SocketAddress address_to_connect(const RunRequest& request, const SocketAddress& server) {
  return is_on_ip(request) ? SocketAddress{server.ip, 0} : server;
}

const char* congestion_name(transport::CongestionControl control) {
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

bool in_time_wait(const ReliableHost& host) {
  const transport::Connection* const connection = host.connection();
  return connection != nullptr && connection->state() == transport::State::time_wait;
}

std::optional<transport::CloseReport> close_report_of(const ReliableHost& host) {
  if (host.close_report() || !in_time_wait(host)) return host.close_report();
  transport::CloseReport report;
  report.reason = transport::CloseReason::finished;
  report.bytes_acknowledged = host.connection()->bytes_acknowledged();
  return report;
}

void observe_connection(const ReliableHost& host, SeriesPoint& point) {
  const transport::Connection* const connection = host.connection();
  if (connection == nullptr) return;
  const transport::Snapshot snapshot = connection->snapshot();
  point.congestion_window_bytes = snapshot.congestion_window_bytes;
  point.slow_start_threshold_bytes = snapshot.slow_start_threshold_bytes;
  point.in_flight_bytes = snapshot.in_flight_bytes;
  point.smoothed_rtt = snapshot.smoothed_rtt;
  point.retransmission_timeout = snapshot.retransmission_timeout;
}

void add_counts(Cost& cost, const ReliableHost& host) {
  for (const transport::Statistics& counted : host.statistics()) add_statistics(cost, counted);
  cost.discarded_corrupted = cost.discarded_corrupted.value_or(0) + host.stray_datagrams();
}

}  // namespace acklab::contender
