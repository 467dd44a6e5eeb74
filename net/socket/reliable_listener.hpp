#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "net/base/expected.hpp"
#include "net/socket/datagram_port.hpp"
#include "net/socket/error.hpp"
#include "net/socket/event_loop.hpp"
#include "net/socket/reliable_connection.hpp"
#include "net/transport/config.hpp"

namespace acklab::socket {

/// How a ReliableListener accepts.
struct ReliableListenerOptions {
  transport::ConnectionConfig connection;  // of each accepted connection
  std::size_t max_connections = 1024;      // further SYNs are ignored
  /// The port in the TCP header; nothing: the same as the UDP port. Differs where clients know this
  /// listener under another UDP port than its own (address translation).
  std::optional<std::uint16_t> service_port;
  std::size_t max_half_open = 1024;  // further SYNs are answered with cookies (RFC 4987)
};

/// Accepts reliable connections, many on one UDP port.
///
/// A connection belongs to the listener and lives until its on_closed has returned; to destroy the
/// listener aborts those that are left and calls nobody. It may be destroyed from any callback.
class ReliableListener {
 public:
  /// Called once a handshake is complete: the place to set the connection's callbacks.
  using AcceptCallback = std::function<void(ReliableConnection&)>;

  /// Fails when the system refuses the socket. The loop must outlive the listener.
  [[nodiscard]] static Expected<std::unique_ptr<ReliableListener>, SocketError> listen(
      EventLoop& loop, const SocketAddress& local, AcceptCallback on_accept,
      const ReliableListenerOptions& options = {});
  /// The same directly on IP (transport::Carriage::ip): `packets` carries whole IP packets of a
  /// host whose address is its local_address; listens to the TCP port `port`.
  [[nodiscard]] static std::unique_ptr<ReliableListener> listen_on_ip(
      EventLoop& loop, std::unique_ptr<DatagramPort> packets, std::uint16_t port,
      AcceptCallback on_accept, const ReliableListenerOptions& options = {});
  ReliableListener(const ReliableListener&) = delete;
  ReliableListener& operator=(const ReliableListener&) = delete;
  ~ReliableListener();

  [[nodiscard]] SocketAddress local_address() const;
  [[nodiscard]] std::size_t connection_count() const;
  [[nodiscard]] transport::HandshakeStatistics handshake_statistics() const;
  /// Datagrams that belonged to no connection (transport::Endpoint).
  [[nodiscard]] std::uint64_t stray_datagrams() const;
  /// What the system last refused to send or receive.
  [[nodiscard]] std::optional<SocketError> last_error() const;

 private:
  explicit ReliableListener(std::shared_ptr<ReliableHost> host);
  std::shared_ptr<ReliableHost> host_;
};

}  // namespace acklab::socket
