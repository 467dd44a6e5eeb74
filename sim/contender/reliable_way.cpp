#include "sim/contender/reliable_way.hpp"

#include <utility>

#include "sim/contender/packet_size.hpp"
#include "sim/contender/reliable_setup.hpp"
#include "sim/contender/sentences.hpp"

namespace acklab::contender {
namespace {

/// The rate at which a host hands over what it sends: nothing paces a textbook sender or one
/// without ACKs but its line.
std::optional<link::FixedRate> line_rate(const RunRequest& request, link::Direction direction) {
  const Spec& spec = request.contender;
  const bool textbook = spec.arq.kind != transport::Arq::tcp;
  if (!textbook && spec.mechanisms.acks) return std::nullopt;
  return link::steady_line(request.link.of(direction).rate);
}

/// What the link counts beside the payload that a host hands over: an IP packet is whole.
std::uint32_t header_bytes_beside_payload(const RunRequest& request) {
  if (request.contender.carriage == CarriageKind::ip) return 0;
  return ip_header_bytes(request.ip_version) + udp_header_bytes;
}

}  // namespace

ReliableWay::ReliableWay(const RunRequest& request, workload::Books& books)
    : ReliableWay(request, books.total_bytes(),
                  workload::make_stream_sides(request.workload, books)) {}

ReliableWay::ReliableWay(const RunRequest& request, std::uint64_t job_bytes,
                         workload::Sides<workload::StreamApplication> sides)
    : request_(request),
      job_bytes_(job_bytes),
      client_(endpoint_config(request, 0), std::move(sides.client)),
      server_(endpoint_config(request, 1), std::move(sides.server)) {
  if (request.contender.carriage == CarriageKind::ip) {
    client_.listen_to(client_ip_.emplace(ip_layer_config(request, 0), client_));
    server_.listen_to(server_ip_.emplace(ip_layer_config(request, 1), server_));
  }
  const auto clock = [&](std::optional<LineClock>& line, DatagramActor& host,
                         link::Direction direction) {
    const auto rate = line_rate(request, direction);
    if (rate) line.emplace(host, *rate, header_bytes_beside_payload(request));
  };
  clock(client_line_, client_ip_ ? static_cast<DatagramActor&>(*client_ip_) : client_,
        link::Direction::forward);
  clock(server_line_, server_ip_ ? static_cast<DatagramActor&>(*server_ip_) : server_,
        link::Direction::reverse);
}

DatagramActor& ReliableWay::client() {
  if (client_line_) return *client_line_;
  if (client_ip_) return *client_ip_;
  return client_;
}

DatagramActor& ReliableWay::server() {
  if (server_line_) return *server_line_;
  if (server_ip_) return *server_ip_;
  return server_;
}

void ReliableWay::start(Instant now, const SocketAddress& server_address) {
  if (workload::has_server(request_.workload)) server_.listen(transport_port);
  client_.connect(now, address_to_connect(request_, server_address), transport_port,
                  connection_config(request_));
}

bool ReliableWay::job_finished() const {
  return client_.job_finished() && server_.job_finished();
}

/// TIME-WAIT is not waited out, on whichever side it is.
bool ReliableWay::at_rest() const {
  const auto& of_client = client_.close_report();
  if (of_client && of_client->reason != transport::CloseReason::finished) return true;
  return (of_client || in_time_wait(client_)) && (server_.close_report() || in_time_wait(server_));
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
