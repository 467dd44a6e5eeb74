#include "net/socket/reliable_listener.hpp"

#include <utility>

#include "net/socket/reliable_host.hpp"

namespace acklab::socket {

Expected<std::unique_ptr<ReliableListener>, SocketError> ReliableListener::listen(
    EventLoop& loop, const SocketAddress& local, AcceptCallback on_accept,
    const ReliableListenerOptions& options) {
  transport::EndpointConfig config;
  config.max_connections = options.max_connections;
  config.max_half_open = options.max_half_open;
  config.accepted = options.connection;
  auto host = ReliableHost::open(loop, local, config);
  if (!host) return failure(std::move(host).error());
  const std::uint16_t own_port = (*host)->local_address().port;
  (*host)->listen(options.service_port.value_or(own_port), std::move(on_accept));
  // The constructor is private, which make_unique cannot reach.
  return std::unique_ptr<ReliableListener>(new ReliableListener(*std::move(host)));
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
