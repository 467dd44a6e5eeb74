#include "net/socket/reliable_listener.hpp"

#include <utility>

#include "net/socket/reliable_host.hpp"

namespace acklab::socket {
namespace {

transport::EndpointConfig endpoint_config(const ReliableListenerOptions& options) {
  transport::EndpointConfig config;
  config.max_connections = options.max_connections;
  config.max_half_open = options.max_half_open;
  config.accepted = options.connection;
  return config;
}

}  // namespace

Expected<std::unique_ptr<ReliableListener>, SocketError> ReliableListener::listen(
    EventLoop& loop, const SocketAddress& local, AcceptCallback on_accept,
    const ReliableListenerOptions& options) {
  auto host = ReliableHost::open(loop, local, endpoint_config(options));
  if (!host) return failure(std::move(host).error());
  const std::uint16_t own_port = (*host)->local_address().port;
  (*host)->listen(options.service_port.value_or(own_port), std::move(on_accept));
  // The constructor is private, which make_unique cannot reach.
  return std::unique_ptr<ReliableListener>(new ReliableListener(*std::move(host)));
}

std::unique_ptr<ReliableListener> ReliableListener::listen_on_ip(
    EventLoop& loop, std::unique_ptr<DatagramPort> packets, std::uint16_t port,
    AcceptCallback on_accept, const ReliableListenerOptions& options) {
  transport::EndpointConfig config = endpoint_config(options);
  config.carriage = transport::Carriage::ip(packets->local_address().ip);
  auto host = ReliableHost::open_on(loop, std::move(packets), config);
  host->listen(port, std::move(on_accept));
  return std::unique_ptr<ReliableListener>(new ReliableListener(std::move(host)));
}

ReliableListener::ReliableListener(std::shared_ptr<ReliableHost> host) : host_(std::move(host)) {}

ReliableListener::~ReliableListener() {
  host_->stop();
}

SocketAddress ReliableListener::local_address() const {
  return host_->local_address();
}

std::size_t ReliableListener::connection_count() const {
  return host_->connection_count();
}

transport::HandshakeStatistics ReliableListener::handshake_statistics() const {
  return host_->handshake_statistics();
}

std::uint64_t ReliableListener::stray_datagrams() const {
  return host_->stray_datagrams();
}

std::optional<SocketError> ReliableListener::last_error() const {
  return host_->last_error();
}

}  // namespace acklab::socket
