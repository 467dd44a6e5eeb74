#include "sim/contender/reliable_host.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "sim/contender/connection_stream.hpp"

namespace acklab::contender {

ReliableHost::ReliableHost(const transport::EndpointConfig& config,
                           std::unique_ptr<workload::StreamApplication> application)
    : endpoint_(config), application_(std::move(application)) {}

void ReliableHost::connect(Instant now, const SocketAddress& to, std::uint16_t port,
                           const transport::ConnectionConfig& config) {
  id_ = endpoint_.connect(now, to, port, config);
}

void ReliableHost::listen_to(transport::IpLayer& ip_layer) {
  ip_layer.on_network_report([this](Instant now, const transport::NetworkReport& report) {
    endpoint_.note_network_report(now, report);
    pump(now);
  });
}

const transport::Connection* ReliableHost::connection() const {
  return id_ ? endpoint_.find(*id_) : nullptr;
}

void ReliableHost::handle_marked_datagram(Instant now, const SocketAddress& from, ByteView payload,
                                          std::uint8_t ecn) {
  endpoint_.handle_marked_datagram(now, from, payload, ecn);
  pump(now);
}

std::optional<Instant> ReliableHost::next_timeout() const {
  const auto of_transport = endpoint_.next_timeout();
  const auto of_application = application_->next_timeout();
  if (!of_transport || !connected_at_ || !of_application) {
    return of_transport || !connected_at_ ? of_transport : of_application;
  }
  return std::min(*of_transport, *of_application);
}

void ReliableHost::handle_timeout(Instant now) {
  const auto of_transport = endpoint_.next_timeout();
  if (of_transport && *of_transport <= now) endpoint_.handle_timeout(now);
  const auto of_application = application_->next_timeout();
  if (of_application && *of_application <= now) progress(now);
  pump(now);
}

std::optional<OutgoingDatagram> ReliableHost::poll_transmit(Instant now) {
  auto datagram = next_datagram(now);
  if (datagram) ++datagrams_sent_;
  return datagram;
}

std::optional<OutgoingDatagram> ReliableHost::next_datagram(Instant now) {
  if (auto datagram = endpoint_.poll_transmit(now)) return datagram;
  if (!take_events(now)) return std::nullopt;
  progress(now);
  return endpoint_.poll_transmit(now);
}

void ReliableHost::tell(path::Host host, const HostSink& sink) {
  if (!sink) return;
  endpoint_.observe([this, host, sink](Instant now, transport::ConnectionId connection,
                                       const transport::Observation& what) {
    sink({host, now, static_cast<std::uint64_t>(connection), datagrams_sent_, what});
  });
}

void ReliableHost::pump(Instant now) {
  while (take_events(now)) progress(now);
}

/// Whether something happened to the one connection.
bool ReliableHost::take_events(Instant now) {
  bool any = false;
  while (const auto happened = endpoint_.poll_event()) {
    if (!id_ && happened->accepted) id_ = happened->connection;
    if (id_ != happened->connection) continue;
    any = true;
    if (std::holds_alternative<transport::Connected>(happened->event)) connected_at_ = now;
    if (const auto* closed = std::get_if<transport::Closed>(&happened->event)) {
      close_report_ = closed->report;
    }
  }
  return any;
}

void ReliableHost::progress(Instant now) {
  transport::Connection* const connection = id_ ? endpoint_.find(*id_) : nullptr;
  if (connection == nullptr || !connected_at_) return;
  ConnectionStream stream{*connection};
  application_->progress(now, stream);
}

}  // namespace acklab::contender
