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
  target_ = Target{to, port, config};
  open(now);
}

void ReliableHost::open(Instant now) {
  close_report_.reset();
  connected_ = false;
  application_->begin_connection(now);
  id_ = endpoint_.connect(now, target_->to, target_->port, target_->config);
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
  if (!of_transport || !connected_ || !of_application) {
    return of_transport || !connected_ ? of_transport : of_application;
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

/// Whether something happened to the application's connection.
bool ReliableHost::take_events(Instant now) {
  bool any = false;
  while (const auto happened = endpoint_.poll_event()) {
    if (happened->accepted) waiting_.push_back({happened->connection, {}});
    if (!id_) adopt_waiting(now);
    if (id_ == happened->connection) {
      any = true;
      take_event(now, *happened);
    } else if (const auto* closed = std::get_if<transport::Closed>(&happened->event)) {
      for (Waiting& waiting : waiting_) {
        if (waiting.id == happened->connection) waiting.close_report = closed->report;
      }
    }
  }
  return any;
}

void ReliableHost::take_event(Instant now, const transport::EndpointEvent& event) {
  if (std::holds_alternative<transport::Connected>(event.event)) {
    connected_ = true;
    if (!connected_at_) connected_at_ = now;
  }
  if (const auto* closed = std::get_if<transport::Closed>(&event.event)) {
    close_report_ = closed->report;
    if (closed->report.reason != transport::CloseReason::finished) application_->note_lost(now);
  }
}

void ReliableHost::progress(Instant now) {
  while (true) {
    transport::Connection* const connection = id_ ? endpoint_.find(*id_) : nullptr;
    if (connection == nullptr || !connected_) return;
    ConnectionStream stream{*connection};
    application_->progress(now, stream);
    if (application_->abandons_connection(now)) return abandon(now);
    if (!application_->wants_next_connection(now)) return;
    leave_connection();
    if (target_) return open(now);
    if (!adopt_waiting(now)) return;
  }
}

/// An accepted connection exists from the completion of its handshake on. True when there was one.
bool ReliableHost::adopt_waiting(Instant now) {
  if (waiting_.empty()) return false;
  id_ = waiting_.front().id;
  close_report_ = waiting_.front().close_report;
  waiting_.pop_front();
  connected_ = true;
  if (!connected_at_) connected_at_ = now;
  application_->begin_connection(now);
  return true;
}

/// Nothing is sent, and what still comes is answered as to a stranger.
void ReliableHost::abandon(Instant now) {
  transport::CloseReport report;
  report.reason = transport::CloseReason::aborted;
  report.bytes_acknowledged = connection()->bytes_acknowledged();
  close_report_ = report;
  forgotten_.push_back(connection()->statistics());
  endpoint_.forget(*id_);
  id_.reset();
  connected_ = false;
  application_->note_lost(now);
}

/// Those that linger behind, most of them in TIME-WAIT, are forgotten when they become too many.
void ReliableHost::leave_connection() {
  constexpr std::size_t max_past = 256;
  past_.push_back(*id_);
  id_.reset();
  connected_ = false;
  if (past_.size() <= max_past) return;
  forgotten_.push_back(endpoint_.find(past_.front())->statistics());
  endpoint_.forget(past_.front());
  past_.pop_front();
}

std::vector<transport::Statistics> ReliableHost::statistics() const {
  std::vector<transport::Statistics> all = forgotten_;
  for (const transport::ConnectionId id : past_) all.push_back(endpoint_.find(id)->statistics());
  if (connection() != nullptr) all.push_back(connection()->statistics());
  return all;
}

}  // namespace acklab::contender
