#include "net/socket/reliable_client.hpp"

#include <utility>

#include "net/socket/reliable_host.hpp"

namespace acklab::socket {
namespace {

SocketAddress any_address(IpAddress::Family family) {
  return {family == IpAddress::Family::v6 ? IpAddress::v6({}) : IpAddress{}, 0};
}

}  // namespace

Expected<std::unique_ptr<ReliableClient>, SocketError> ReliableClient::connect(
    EventLoop& loop, const SocketAddress& to, ReliableCallbacks callbacks,
    const ReliableClientOptions& options) {
  const SocketAddress local = options.local.value_or(any_address(to.ip.family()));
  auto host = ReliableHost::open(loop, local, {});
  if (!host) return failure(std::move(host).error());
  auto connection =
      (*host)->connect(to, options.service_port.value_or(to.port), options.connection);
  connection->set_callbacks(std::move(callbacks));
  // The constructor is private, which make_unique cannot reach.
  return std::unique_ptr<ReliableClient>(
      new ReliableClient(*std::move(host), std::move(connection)));
}

std::unique_ptr<ReliableClient> ReliableClient::connect_on_ip(
    EventLoop& loop, std::unique_ptr<DatagramPort> packets, const SocketAddress& to,
    ReliableCallbacks callbacks, const ReliableClientOptions& options) {
  transport::EndpointConfig config;
  config.carriage = transport::Carriage::ip(packets->local_address().ip);
  auto host = ReliableHost::open_on(loop, std::move(packets), config);
  auto connection = host->connect({to.ip, 0}, to.port, options.connection);
  connection->set_callbacks(std::move(callbacks));
  return std::unique_ptr<ReliableClient>(
      new ReliableClient(std::move(host), std::move(connection)));
}

ReliableClient::ReliableClient(std::shared_ptr<ReliableHost> host,
                               std::shared_ptr<ReliableConnection> connection)
    : host_(std::move(host)), connection_(std::move(connection)) {}

ReliableClient::~ReliableClient() {
  host_->stop();
}

SocketAddress ReliableClient::local_address() const {
  return host_->local_address();
}

std::optional<SocketError> ReliableClient::last_error() const {
  return host_->last_error();
}

}  // namespace acklab::socket
