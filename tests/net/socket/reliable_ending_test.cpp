#include <memory>
#include <optional>

#include <boost/test/unit_test.hpp>

#include "net/socket/actor_driver.hpp"
#include "net/transport/endpoint.hpp"
#include "tests/net/socket/talker.hpp"

namespace acklab::socket {
namespace {

BOOST_AUTO_TEST_SUITE(reliable_ending)

BOOST_AUTO_TEST_CASE(a_peer_that_vanishes_ends_with_timed_out_and_the_evidence) {
  EventLoop loop;
  UdpSocket socket = UdpSocket::bind(any_port).value();
  transport::Endpoint peer({.secret = 1, .accepted = quick()});
  peer.listen(socket.local_address().port);
  auto driver = std::make_unique<ActorDriver>(loop, socket, peer);

  transport::ConnectionConfig config = quick();
  config.give_up_after = std::chrono::milliseconds{300};
  Talker client{test::content(8, 100'000)};
  bool connected = false;
  const auto slot = std::make_shared<ReliableConnection*>(nullptr);
  auto callbacks = callbacks_of(client, [slot]() -> ReliableConnection& { return **slot; });
  callbacks.on_connected = [&] { connected = true; };
  const auto connecting =
      ReliableClient::connect(loop, socket.local_address(), std::move(callbacks), {config, {}, {}})
          .value();
  *slot = &connecting->connection();
  BOOST_REQUIRE(test::run_until(loop, [&] { return connected; }));
  driver.reset();  // from now on nobody listens, and nobody says so
  client.send_more(connecting->connection());
  BOOST_REQUIRE(test::run_until(loop, [&] { return client.report.has_value(); }));
  BOOST_CHECK(client.report->reason == CloseReason::timed_out);
  BOOST_TEST(client.report->retransmission_attempts >= 2U);
  BOOST_CHECK(client.report->unanswered_for >= config.give_up_after);
  BOOST_TEST(client.report->bytes_acknowledged == 0U);
  BOOST_TEST(client.report->bytes_unacknowledged == 100'000U);
  BOOST_TEST(connecting->connection().is_closed());
}

BOOST_AUTO_TEST_CASE(nobody_answering_the_syn_ends_with_timed_out) {
  EventLoop loop;
  const UdpSocket silent = UdpSocket::bind(any_port).value();
  transport::ConnectionConfig config = quick();
  config.give_up_connecting_after = std::chrono::seconds{1};
  Talker client{Bytes(10)};
  const auto connecting = client_of(loop, silent.local_address(), client, {config, {}, {}});
  BOOST_REQUIRE(test::run_until(loop, [&] { return client.report.has_value(); }));
  BOOST_CHECK(client.report->reason == CloseReason::timed_out);
  BOOST_TEST(client.report->retransmission_attempts >= 1U);
}

BOOST_AUTO_TEST_CASE(a_service_that_nobody_listens_for_is_refused) {
  EventLoop loop;
  const auto listener = listener_of(
      loop, any_port, [](ReliableConnection&) { BOOST_ERROR("accepted"); }, {quick(), 10, 80});
  Talker client{Bytes(10)};
  const auto connecting = client_of(loop, listener->local_address(), client, {quick(), 81, {}});
  BOOST_REQUIRE(test::run_until(loop, [&] { return client.report.has_value(); }));
  BOOST_CHECK(client.report->reason == CloseReason::refused);
}

BOOST_AUTO_TEST_CASE(abort_is_aborted_here_and_reset_there_and_told_later) {
  EventLoop loop;
  Talker server;
  Talker client;
  ReliableConnection* accepted = nullptr;
  const auto accept = accept_into(server);
  const auto listener = listener_of(loop, any_port, [&](ReliableConnection& connection) {
    accepted = &connection;
    accept(connection);
  });
  const auto connecting = client_of(loop, listener->local_address(), client);
  BOOST_REQUIRE(test::run_until(loop, [&] { return accepted != nullptr; }));
  connecting->connection().abort();
  BOOST_TEST(!client.report.has_value());  // not from within the call
  BOOST_REQUIRE(test::run_until(loop, [&] { return client.report && server.report; }));
  BOOST_CHECK(client.report->reason == CloseReason::aborted);
  BOOST_CHECK(server.report->reason == CloseReason::reset);
}

BOOST_AUTO_TEST_CASE(who_aborts_while_reading_resets_the_peer) {
  EventLoop loop;
  const auto listener = listener_of(loop, any_port, [&](ReliableConnection& connection) {
    ReliableCallbacks callbacks;
    callbacks.on_readable = [&] { connection.abort(); };
    connection.set_callbacks(std::move(callbacks));
  });
  Talker client{test::content(4, 10'000)};
  const auto connecting = client_of(loop, listener->local_address(), client);
  BOOST_REQUIRE(test::run_until(loop, [&] { return client.report.has_value(); }));
  BOOST_CHECK(client.report->reason == CloseReason::reset);
}

BOOST_AUTO_TEST_CASE(a_destroyed_client_resets_its_peer_and_calls_nobody) {
  EventLoop loop;
  Talker server;
  Talker client;
  bool accepted = false;
  const auto accept = accept_into(server);
  const auto listener = listener_of(loop, any_port, [&](ReliableConnection& connection) {
    accepted = true;
    accept(connection);
  });
  auto connecting = client_of(loop, listener->local_address(), client);
  BOOST_REQUIRE(test::run_until(loop, [&] { return accepted; }));
  connecting.reset();
  BOOST_REQUIRE(test::run_until(loop, [&] { return server.report.has_value(); }));
  BOOST_CHECK(server.report->reason == CloseReason::reset);
  BOOST_CHECK(!client.report.has_value());
}

enum class Moment { connected, readable, closed };

BOOST_AUTO_TEST_CASE(a_client_may_be_destroyed_from_each_of_its_callbacks) {
  for (const Moment moment : {Moment::connected, Moment::readable, Moment::closed}) {
    EventLoop loop;
    Talker server{test::content(9, 50'000)};
    const auto listener = listener_of(loop, any_port, accept_into(server));
    std::unique_ptr<ReliableClient> client;
    bool reached = false;
    const auto destroy_at = [&](Moment now) {
      if (now != moment) return;
      reached = true;
      client.reset();
    };
    ReliableCallbacks callbacks;
    callbacks.on_connected = [&] {
      client->connection().close();
      destroy_at(Moment::connected);
    };
    callbacks.on_readable = [&] {
      Bytes ignored;
      read_all(client->connection(), ignored);
      destroy_at(Moment::readable);
    };
    callbacks.on_closed = [&](const CloseReport&) { destroy_at(Moment::closed); };
    client = ReliableClient::connect(loop, listener->local_address(), std::move(callbacks),
                                     {quick(), {}, {}})
                 .value();
    BOOST_TEST(test::run_until(loop, [&] { return reached; }));
    loop.run_until([] { return false; }, loop.now() + std::chrono::milliseconds{5});
  }
}

BOOST_AUTO_TEST_CASE(a_listener_may_be_destroyed_while_it_accepts_and_while_it_reads) {
  for (const bool while_reading : {false, true}) {
    EventLoop loop;
    Talker client{test::content(10, 50'000)};
    std::unique_ptr<ReliableListener> listener;
    listener = listener_of(loop, any_port, [&](ReliableConnection& connection) {
      if (!while_reading) return listener.reset();
      ReliableCallbacks callbacks;
      callbacks.on_readable = [&] { listener.reset(); };
      connection.set_callbacks(std::move(callbacks));
    });
    const auto connecting = client_of(loop, listener->local_address(), client);
    BOOST_REQUIRE(test::run_until(loop, [&] { return client.report.has_value(); }));
    BOOST_CHECK(client.report->reason == CloseReason::reset);
    BOOST_CHECK(listener == nullptr);
  }
}

BOOST_AUTO_TEST_CASE(an_address_that_is_taken_is_refused_with_its_name) {
  EventLoop loop;
  const auto first = listener_of(loop, any_port, [](ReliableConnection&) {});
  const auto second =
      ReliableListener::listen(loop, first->local_address(), [](ReliableConnection&) {});
  BOOST_REQUIRE(!second.has_value());
  BOOST_TEST(to_string(second.error()) ==
             "bind UDP " + to_string(first->local_address()) + ": Address already in use");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket
