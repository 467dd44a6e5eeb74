#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/net/socket/talker.hpp"

namespace acklab::socket {
namespace {

BOOST_AUTO_TEST_SUITE(reliable)

BOOST_AUTO_TEST_CASE(both_directions_arrive_whole_and_both_sides_finish) {
  for (const IpAddress& ip : test::loopbacks()) {
    EventLoop loop;
    Talker server{test::content(1, 1'500'000)};
    Talker client{test::content(2, 700'000)};
    std::optional<SocketAddress> seen_peer;
    const auto accept = accept_into(server);
    const auto listener = listener_of(loop, {ip, 0}, [&](ReliableConnection& connection) {
      seen_peer = connection.peer_address();
      accept(connection);
    });
    const auto connecting = client_of(loop, listener->local_address(), client);
    BOOST_REQUIRE(test::run_until(loop, [&] { return client.report && server.report; }));
    BOOST_CHECK(client.received == server.to_send);
    BOOST_CHECK(server.received == client.to_send);
    BOOST_TEST((client.ended && server.ended));
    BOOST_CHECK(client.report->reason == CloseReason::finished);
    BOOST_CHECK(server.report->reason == CloseReason::finished);
    BOOST_TEST(client.report->bytes_acknowledged == client.to_send.size());
    BOOST_TEST(client.report->bytes_delivered == server.to_send.size());
    BOOST_TEST(seen_peer->port == connecting->local_address().port);
    BOOST_TEST(listener->connection_count() == 0U);
  }
}

BOOST_AUTO_TEST_CASE(segments_fit_ethernet_unless_more_is_asked_for_and_found) {
  for (const IpAddress& ip : test::loopbacks()) {
    for (const std::uint16_t most : {std::uint16_t{1452}, std::uint16_t{9000}}) {
      EventLoop loop;
      transport::ConnectionConfig config = quick();
      config.max_segment_bytes = most;
      Talker server{test::content(4, 1000)};
      Talker client{test::content(3, 3'000'000)};
      const auto listener = listener_of(loop, {ip, 0}, accept_into(server), {config, 10, {}});
      const auto connecting = client_of(loop, listener->local_address(), client, {config, {}, {}});
      std::uint32_t largest = 0;
      BOOST_REQUIRE(test::run_until(loop, [&] {
        if (!client.report) {
          largest = std::max(largest, connecting->connection().snapshot().segment_bytes);
        }
        return client.report && server.report;
      }));
      BOOST_CHECK(server.received == client.to_send);
      const bool v6 = ip.family() == IpAddress::Family::v6;
      // Loopback takes 9000 octets of payload and more.
      const std::uint32_t expected = (most > 1452 ? most : v6 ? 1432U : 1452U) - 12;
      BOOST_TEST(largest == expected, to_string(ip) << ", at most " << most);
    }
  }
}

BOOST_AUTO_TEST_CASE(fifty_clients_are_kept_apart_on_one_port) {
  constexpr std::size_t clients = 50;
  constexpr std::size_t bytes = 100'000;
  EventLoop loop;
  std::size_t accepted = 0;
  // The server sends back what it gets: a byte in the wrong connection does not fit there.
  const auto listener = listener_of(loop, any_port, [&](ReliableConnection& connection) {
    ++accepted;
    const auto unsent = std::make_shared<Bytes>();
    ReliableCallbacks callbacks;
    callbacks.on_readable = [&connection, unsent] {
      read_all(connection, *unsent);
      const std::size_t taken = connection.write(*unsent);
      unsent->erase(unsent->begin(), unsent->begin() + static_cast<std::ptrdiff_t>(taken));
      if (unsent->empty() && connection.end_of_stream()) connection.close();
    };
    callbacks.on_writable = callbacks.on_readable;
    connection.set_callbacks(std::move(callbacks));
  });
  std::vector<Talker> talkers(clients);
  std::vector<std::unique_ptr<ReliableClient>> running;
  for (std::size_t index = 0; index < clients; ++index) {
    talkers[index].to_send = test::content(100 + index, bytes);
    running.push_back(client_of(loop, listener->local_address(), talkers[index]));
  }
  BOOST_TEST(test::run_until(loop, [&] {
    return std::all_of(talkers.begin(), talkers.end(),
                       [](const Talker& talker) { return talker.report.has_value(); });
  }));
  for (const Talker& talker : talkers) {
    BOOST_CHECK(talker.received == talker.to_send);
    BOOST_CHECK(talker.report && talker.report->reason == CloseReason::finished);
  }
  BOOST_TEST(accepted == clients);
  BOOST_TEST(test::run_until(loop, [&] { return listener->connection_count() == 0; }));
}

BOOST_AUTO_TEST_CASE(a_peer_that_does_not_read_stops_the_writer_until_it_does) {
  EventLoop loop;
  transport::ConnectionConfig config = quick();
  config.send_buffer_bytes = 32'768;
  config.receive_buffer_bytes = 32'768;
  Talker client{test::content(7, 1'000'000)};
  Talker server;
  ReliableConnection* accepted = nullptr;
  bool reading = false;
  const auto listener =
      listener_of(loop, any_port,
                  [&](ReliableConnection& connection) {
                    accepted = &connection;
                    ReliableCallbacks callbacks;
                    callbacks.on_readable = [&] {
                      if (reading) server.receive(connection);
                    };
                    callbacks.on_closed = [&](const CloseReport&) { accepted = nullptr; };
                    connection.set_callbacks(std::move(callbacks));
                  },
                  {config, 10, {}});
  const auto connecting = client_of(loop, listener->local_address(), client, {config, {}, {}});
  // Full on both sides, no more: nothing is lost and nothing is kept beyond the buffers.
  BOOST_REQUIRE(test::run_until(loop, [&] {
    return accepted != nullptr && accepted->readable_bytes() >= 25'000 && client.sent >= 50'000;
  }));
  loop.run_until([] { return false; }, loop.now() + std::chrono::milliseconds{20});
  BOOST_TEST(client.sent <= 65'536U);
  reading = true;
  server.receive(*accepted);
  BOOST_TEST(test::run_until(loop, [&] { return server.ended; }));
  BOOST_CHECK(server.received == client.to_send);
}

BOOST_AUTO_TEST_CASE(a_writer_that_fills_the_buffer_exactly_is_called_when_there_is_room) {
  constexpr std::size_t total = 3'000'000;
  EventLoop loop;
  std::size_t received = 0;
  const auto listener = listener_of(loop, any_port, [&](ReliableConnection& connection) {
    ReliableCallbacks callbacks;
    callbacks.on_readable = [&] { received += connection.read().size(); };
    connection.set_callbacks(std::move(callbacks));
  });
  transport::ConnectionConfig config = quick();
  config.send_buffer_bytes = 50'000;
  Talker idle;
  const auto client = client_of(loop, listener->local_address(), idle, {config, {}, {}});
  ReliableConnection& connection = client->connection();
  std::size_t sent = 0;
  ReliableCallbacks callbacks;
  callbacks.on_connected = callbacks.on_writable = [&] {
    const std::size_t room = std::min(connection.writable_bytes(), total - sent);
    sent += connection.write(Bytes(room));
  };
  connection.set_callbacks(std::move(callbacks));
  BOOST_TEST(test::run_until(loop, [&] { return received == total; }));
}

BOOST_AUTO_TEST_CASE(the_service_port_may_differ_from_the_udp_port) {
  EventLoop loop;
  Talker server{Bytes(5)};
  Talker client{Bytes(5)};
  const auto listener = listener_of(loop, any_port, accept_into(server), {quick(), 10, 80});
  const auto connecting = client_of(loop, listener->local_address(), client, {quick(), 80, {}});
  BOOST_TEST(test::run_until(loop, [&] { return client.ended && server.ended; }));
}

BOOST_AUTO_TEST_CASE(what_was_received_can_be_read_after_the_client_has_closed) {
  EventLoop loop;
  Talker server{test::content(11, 20'000)};
  const auto listener = listener_of(loop, any_port, accept_into(server));
  std::optional<CloseReport> report;
  std::unique_ptr<ReliableClient> client;
  ReliableCallbacks callbacks;
  callbacks.on_connected = [&] { client->connection().close(); };
  callbacks.on_closed = [&](const CloseReport& closed) { report = closed; };
  client = ReliableClient::connect(loop, listener->local_address(), std::move(callbacks),
                                   {quick(), {}, {}})
               .value();
  BOOST_REQUIRE(test::run_until(loop, [&] { return report.has_value(); }));
  Bytes received;
  read_all(client->connection(), received);
  BOOST_CHECK(received == server.to_send);
  BOOST_TEST(client->connection().end_of_stream());
  BOOST_TEST(client->connection().write(Bytes(1)) == 0U);
}

BOOST_AUTO_TEST_CASE(garbage_on_the_port_disturbs_nobody) {
  EventLoop loop;
  Talker server{test::content(12, 300'000)};
  Talker client{test::content(13, 300'000)};
  const auto listener = listener_of(loop, any_port, accept_into(server));
  const auto connecting = client_of(loop, listener->local_address(), client);
  UdpSocket stranger = UdpSocket::bind(any_port).value();
  std::uint64_t sent = 0;
  loop.watch(stranger.fd(), true, [&](Readiness ready) {
    Bytes buffer(2000);
    if (ready.readable) stranger.receive_into(buffer).value();
    if (sent >= 500) return loop.want_writable(stranger.fd(), false);
    const Bytes garbage = test::content(1000 + sent, sent % 200);
    BOOST_REQUIRE(stranger.send_to(listener->local_address(), garbage).has_value());
    ++sent;
  });
  BOOST_REQUIRE(
      test::run_until(loop, [&] { return client.report && server.report && sent >= 500; }));
  BOOST_CHECK(client.received == server.to_send);
  BOOST_CHECK(server.received == client.to_send);
  BOOST_TEST(test::run_until(loop, [&] { return listener->stray_datagrams() > 0; }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket
