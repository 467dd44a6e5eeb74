#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/base/expected.hpp"
#include "net/socket/datagram_port.hpp"
#include "net/socket/error.hpp"
#include "net/socket/event_loop.hpp"
#include "net/socket/reliable_connection.hpp"
#include "net/transport/config.hpp"

namespace acklab::socket {

/// How a ReliableClient connects.
struct ReliableClientOptions {
  transport::ConnectionConfig connection;
  /// The port in the TCP header, for which the peer listens; nothing: the same as its UDP port.
  std::optional<std::uint16_t> service_port;
  /// Where to send from; nothing: any address and port of this machine.
  std::optional<SocketAddress> local;
};

/// One reliable connection to a ReliableListener, on a UDP socket of its own.
///
/// Keep it until on_closed: to destroy it earlier aborts the connection and calls nobody. It may be
/// destroyed from any callback. After on_closed what was received can still be read.
class ReliableClient {
 public:
  /// Starts to connect; what comes of it the callbacks tell. Fails when the system refuses the
  /// socket. The loop must outlive the client.
  [[nodiscard]] static Expected<std::unique_ptr<ReliableClient>, SocketError> connect(
      EventLoop& loop, const SocketAddress& to, ReliableCallbacks callbacks,
      const ReliableClientOptions& options = {});
  /// The same directly on IP (transport::Carriage::ip): `packets` carries whole IP packets of a
  /// host whose address is its local_address, `to.port` is the TCP port. Options that are about UDP
  /// ports are not heeded.
  [[nodiscard]] static std::unique_ptr<ReliableClient> connect_on_ip(
      EventLoop& loop, std::unique_ptr<DatagramPort> packets, const SocketAddress& to,
      ReliableCallbacks callbacks, const ReliableClientOptions& options = {});
  ReliableClient(const ReliableClient&) = delete;
  ReliableClient& operator=(const ReliableClient&) = delete;
  ~ReliableClient();

  [[nodiscard]] ReliableConnection& connection() { return *connection_; }
  [[nodiscard]] const ReliableConnection& connection() const { return *connection_; }
  [[nodiscard]] SocketAddress local_address() const;
  /// What the system last refused to send or receive ("Network is unreachable"); the connection
  /// goes on trying until its own time is up.
  [[nodiscard]] std::optional<SocketError> last_error() const;

 private:
  ReliableClient(std::shared_ptr<ReliableHost> host,
                 std::shared_ptr<ReliableConnection> connection);
  std::shared_ptr<ReliableHost> host_;
  std::shared_ptr<ReliableConnection> connection_;
};

}  // namespace acklab::socket
