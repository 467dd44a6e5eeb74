#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "net/base/address.hpp"
#include "net/base/bytes.hpp"
#include "net/transport/connection.hpp"
#include "net/transport/connection_event.hpp"
#include "net/transport/endpoint.hpp"

namespace acklab::socket {

class ReliableHost;

/// What an application wants to be told about a connection. All run in the thread of the EventLoop,
/// never from within a call to the connection. Each may be left empty.
struct ReliableCallbacks {
  /// The handshake is complete. Not called for accepted connections: on_accept says it.
  std::function<void()> on_connected;
  /// There is something to read, or the end of the stream was reached: read until 0.
  std::function<void()> on_readable;
  /// There is room again after a write that was cut short or left none.
  std::function<void()> on_writable;
  /// Urgent data lies ahead in the stream: ReliableConnection::urgent_bytes_ahead says how far.
  std::function<void()> on_urgent;
  /// The peer does not answer, but it is not given up yet (R1, RFC 9293 §3.8.3).
  std::function<void(const transport::Troubled&)> on_troubled;
  /// The network reports an error that may pass.
  std::function<void(wire::IcmpKind)> on_soft_error;
  /// It is over, and why. Called exactly once, last.
  std::function<void(const transport::CloseReport&)> on_closed;
};

/// A reliable byte stream over UDP: a transport::Connection in real time.
///
/// Made by ReliableClient and ReliableListener, which say how long it lives. Any callback may call
/// any of this.
class ReliableConnection {
 public:
  ReliableConnection(ReliableHost& host, transport::ConnectionId id, const SocketAddress& peer);
  ReliableConnection(const ReliableConnection&) = delete;
  ReliableConnection& operator=(const ReliableConnection&) = delete;
  ~ReliableConnection();

  void set_callbacks(ReliableCallbacks callbacks);

  /// Queues bytes for the peer and says how many were taken: fewer than offered when the send
  /// buffer is full, 0 after close or abort. Once it is full, on_writable follows.
  std::size_t write(ByteView bytes);
  /// The same, marked as urgent up to the last of them (transport::Connection::write_urgent).
  std::size_t write_urgent(ByteView bytes);
  /// Takes received bytes, in order; 0 when there are none yet, or ever (then end_of_stream).
  std::size_t read(MutableByteView into);
  /// Takes all that has arrived, in order; empty when there is nothing yet, or ever.
  [[nodiscard]] Bytes read();
  /// True when the peer has closed and everything before has been read.
  [[nodiscard]] bool end_of_stream() const;
  /// The DSCP of the datagrams that follow (RFC 2474: 0 to 63).
  void set_dscp(std::uint8_t dscp);
  /// No more writes: the peer sees the end of the stream after the last byte. Reading goes on.
  void close();
  /// Ends at once; the peer sees a reset. on_closed follows.
  void abort();

  /// Where its datagrams come from and go to; directly on IP, the port is the peer's TCP port.
  [[nodiscard]] SocketAddress peer_address() const { return peer_; }
  [[nodiscard]] bool is_closed() const;
  [[nodiscard]] std::size_t readable_bytes() const;
  [[nodiscard]] std::size_t writable_bytes() const;
  /// How many bytes to read to get past the last urgent one; 0 when none is ahead.
  [[nodiscard]] std::uint64_t urgent_bytes_ahead() const;
  [[nodiscard]] std::uint64_t bytes_acknowledged() const;
  [[nodiscard]] transport::State state() const;
  [[nodiscard]] transport::Statistics statistics() const;
  [[nodiscard]] transport::Snapshot snapshot() const;

 private:
  friend class ReliableHost;
  /// Calls who asked for it.
  void tell(const transport::ConnectionEvent& event);

  ReliableHost& host_;
  transport::ConnectionId id_;
  SocketAddress peer_;
  std::shared_ptr<const ReliableCallbacks> callbacks_;
};

}  // namespace acklab::socket
