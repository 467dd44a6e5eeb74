#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/base/datagram_actor.hpp"
#include "net/transport/connection.hpp"
#include "net/transport/endpoint_config.hpp"
#include "net/transport/handshake_statistics.hpp"
#include "net/transport/network_report.hpp"

namespace acklab::transport {

/// Names a connection of an Endpoint; never reused.
enum class ConnectionId : std::uint64_t {};

/// What happened on an Endpoint.
struct EndpointEvent {
  ConnectionId connection{};
  bool accepted = false;  // true on the first event of a connection that a peer opened
  ConnectionEvent event;
};

/// Many connections on one UDP port, or on one IP address, told apart by the peer's address and the
/// ports in the TCP header. A datagram's payload is the TCP header, options and data; what its
/// checksum covers beside them the Carriage says. As a DatagramActor any driver can run it.
///
/// A connection that a peer opens exists from the completion of its handshake on; before, it is an
/// entry in a SYN cache, and above the cache's limit nothing but a cookie (RFC 4987).
class Endpoint final : public DatagramActor {
 public:
  explicit Endpoint(const EndpointConfig& config);
  ~Endpoint() override;

  /// Accept connections to this TCP port. Without it, a SYN is answered with RST (RFC 9293 §3.5.2).
  void listen(std::uint16_t local_port);
  /// Opens a connection to the peer's `remote_port` behind the datagram address `to`, from
  /// `local_port` or from a free one. When no host can have that address (RFC 9293 MUST-46), the
  /// carriage does not reach it, or the ports are in use, the connection is closed at once with
  /// CloseReason::not_opened.
  ConnectionId connect(Instant now, const SocketAddress& to, std::uint16_t remote_port,
                       const ConnectionConfig& config,
                       std::optional<std::uint16_t> local_port = std::nullopt);

  /// The connection, or nullptr once it was forgotten (see forget) or never was.
  [[nodiscard]] Connection* find(ConnectionId id);
  /// The address its datagrams come from and go to; nothing once it was forgotten or never was.
  [[nodiscard]] std::optional<SocketAddress> peer_address(ConnectionId id) const;
  /// Drops a connection whose Closed event has been seen: the reset of an aborted one is still
  /// sent. A live one is aborted without a word.
  void forget(ConnectionId id);
  /// Half-open connections that peers began are none yet (see handshake_statistics).
  [[nodiscard]] std::size_t connection_count() const;
  /// Datagrams that no connection could be charged with: undecodable, checksum wrong, or without
  /// one.
  [[nodiscard]] std::uint64_t stray_datagrams() const;
  [[nodiscard]] HandshakeStatistics handshake_statistics() const;

  /// What the network says about a segment of one of its connections (Connection::
  /// note_network_error); about others it is ignored.
  void note_network_report(Instant now, const NetworkReport& report);

  /// From now on `observer` is told what each connection tells an Observer, and which one it is;
  /// and of what it exchanges with a peer that has no connection yet (number 0).
  using ConnectionObserver =
      std::function<void(Instant now, ConnectionId connection, const Observation& what)>;
  void observe(ConnectionObserver observer);

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override {
    handle_marked_datagram(now, from, payload, not_ect);
  }
  void handle_marked_datagram(Instant now, const SocketAddress& from, ByteView payload,
                              std::uint8_t ecn) override;
  [[nodiscard]] std::optional<Instant> next_timeout() const override;
  void handle_timeout(Instant now) override;
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override;
  void take_back(Bytes&& payload) override;
  [[nodiscard]] std::optional<EndpointEvent> poll_event();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace acklab::transport
