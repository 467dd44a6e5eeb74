#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <boost/test/unit_test.hpp>

#include "net/socket/reliable_client.hpp"
#include "net/socket/reliable_listener.hpp"
#include "tests/support/socket_loopback.hpp"

namespace acklab::socket {

using transport::CloseReason;
using transport::CloseReport;

/// TIME-WAIT and timeouts as on loopback, so that a test does not wait for the Internet's.
inline transport::ConnectionConfig quick() {
  transport::ConnectionConfig config;
  config.max_segment_lifetime = std::chrono::milliseconds{5};
  config.min_rto = std::chrono::milliseconds{20};
  config.initial_rto = std::chrono::milliseconds{50};
  return config;
}

/// Everything that can be read now.
inline void read_all(ReliableConnection& connection, Bytes& into) {
  Bytes buffer(16'384);
  while (const std::size_t count = connection.read(buffer)) {
    into.insert(into.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

/// One side of a conversation: sends `to_send`, then closes; keeps what it receives.
struct Talker {
  Bytes to_send;
  std::size_t sent = 0;
  Bytes received;
  bool ended = false;
  std::optional<CloseReport> report;

  Talker() = default;
  explicit Talker(Bytes bytes) : to_send(std::move(bytes)) {}

  void send_more(ReliableConnection& connection) {
    if (sent == to_send.size()) return;
    sent += connection.write(ByteView{to_send}.subspan(sent));
    if (sent == to_send.size()) connection.close();
  }
  void receive(ReliableConnection& connection) {
    read_all(connection, received);
    ended = connection.end_of_stream();
  }
};

inline ReliableCallbacks callbacks_of(Talker& talker,
                                      const std::function<ReliableConnection&()>& connection) {
  ReliableCallbacks callbacks;
  callbacks.on_connected = [&talker, connection] { talker.send_more(connection()); };
  callbacks.on_writable = callbacks.on_connected;
  callbacks.on_readable = [&talker, connection] { talker.receive(connection()); };
  callbacks.on_closed = [&talker](const CloseReport& report) {
    BOOST_TEST(!talker.report.has_value(), "closed twice");
    talker.report = report;
  };
  return callbacks;
}

inline std::unique_ptr<ReliableClient> client_of(EventLoop& loop, const SocketAddress& to,
                                                 Talker& talker,
                                                 const ReliableClientOptions& options = {
                                                     quick(), {}, {}}) {
  const auto slot = std::make_shared<ReliableConnection*>(nullptr);
  auto client = ReliableClient::connect(
      loop, to, callbacks_of(talker, [slot]() -> ReliableConnection& { return **slot; }), options);
  BOOST_REQUIRE_MESSAGE(client.has_value(), (client ? "" : to_string(client.error())));
  *slot = &(*client)->connection();
  return *std::move(client);
}

inline std::unique_ptr<ReliableListener> listener_of(EventLoop& loop, const SocketAddress& local,
                                                     ReliableListener::AcceptCallback on_accept,
                                                     const ReliableListenerOptions& options = {
                                                         quick(), 1024, {}}) {
  auto listener = ReliableListener::listen(loop, local, std::move(on_accept), options);
  BOOST_REQUIRE_MESSAGE(listener.has_value(), (listener ? "" : to_string(listener.error())));
  return *std::move(listener);
}

/// Accepts into `talker`.
inline ReliableListener::AcceptCallback accept_into(Talker& talker) {
  return [&talker](ReliableConnection& connection) {
    connection.set_callbacks(
        callbacks_of(talker, [&connection]() -> ReliableConnection& { return connection; }));
    talker.send_more(connection);
  };
}

inline const SocketAddress any_port{IpAddress::loopback_v4(), 0};

}  // namespace acklab::socket
