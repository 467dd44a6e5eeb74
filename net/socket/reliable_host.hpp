#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "net/base/expected.hpp"
#include "net/socket/actor_driver.hpp"
#include "net/socket/datagram_port.hpp"
#include "net/socket/error.hpp"
#include "net/socket/event_loop.hpp"
#include "net/socket/reliable_connection.hpp"
#include "net/transport/endpoint.hpp"
#include "net/transport/ip_layer.hpp"

namespace acklab::socket {

/// What ReliableClient and ReliableListener have in common: a transport::Endpoint that is driven on
/// a UDP socket or directly on IP packets, and the way of its events to the applications'
/// callbacks.
///
/// A callback may stop the host: it is kept alive until the callback has returned.
class ReliableHost final : public std::enable_shared_from_this<ReliableHost> {
 public:
  using AcceptCallback = std::function<void(ReliableConnection&)>;

  /// `config.secret` is replaced by an unpredictable one.
  [[nodiscard]] static Expected<std::shared_ptr<ReliableHost>, SocketError> open(
      EventLoop& loop, const SocketAddress& local, transport::EndpointConfig config);
  /// On `port`, which carries what `config.carriage` says: UDP datagrams, or whole IP packets.
  [[nodiscard]] static std::shared_ptr<ReliableHost> open_on(EventLoop& loop,
                                                             std::unique_ptr<DatagramPort> port,
                                                             transport::EndpointConfig config);
  ReliableHost(EventLoop& loop, std::unique_ptr<DatagramPort> port,
               const transport::EndpointConfig& config);
  ReliableHost(const ReliableHost&) = delete;
  ReliableHost& operator=(const ReliableHost&) = delete;
  ~ReliableHost();

  void listen(std::uint16_t port, AcceptCallback on_accept);
  [[nodiscard]] std::shared_ptr<ReliableConnection> connect(
      const SocketAddress& to, std::uint16_t remote_port,
      const transport::ConnectionConfig& config);

  /// Aborts every connection that is not closed (the peers are told once, callbacks are not called
  /// any more) and leaves the loop. Nothing happens after that.
  void stop();

  // For ReliableConnection.
  [[nodiscard]] transport::Connection& connection(transport::ConnectionId id);
  /// The application has changed a connection: sends what there is to send now, and calls whom it
  /// concerns soon.
  void changed();

  [[nodiscard]] SocketAddress local_address() const { return port_->local_address(); }
  [[nodiscard]] std::size_t connection_count() const { return connections_.size(); }
  [[nodiscard]] transport::HandshakeStatistics handshake_statistics() const {
    return endpoint_.handshake_statistics();
  }
  [[nodiscard]] std::uint64_t stray_datagrams() const { return endpoint_.stray_datagrams(); }
  [[nodiscard]] std::optional<SocketError> last_error() const;

 private:
  /// What the driver runs: the endpoint, on IP with the IP layer below it.
  [[nodiscard]] DatagramActor& actor();
  void dispatch_events();
  void dispatch(const transport::EndpointEvent& event);
  [[nodiscard]] std::shared_ptr<ReliableConnection> accepted(transport::ConnectionId id);
  void release_closed(transport::ConnectionId id);

  EventLoop& loop_;
  std::unique_ptr<DatagramPort> port_;
  transport::Carriage carriage_;
  transport::Endpoint endpoint_;
  std::optional<transport::IpLayer> ip_layer_;  // on IP
  std::unique_ptr<ActorDriver> driver_;
  AcceptCallback on_accept_;
  std::map<transport::ConnectionId, std::shared_ptr<ReliableConnection>> connections_;
  std::optional<TimerId> dispatch_timer_;
  bool dispatching_ = false;
  bool stopped_ = false;
};

}  // namespace acklab::socket
