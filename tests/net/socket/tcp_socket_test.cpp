#include "net/socket/tcp_socket.hpp"

#include <cerrno>

#include <boost/test/unit_test.hpp>

#include "net/socket/event_loop.hpp"
#include "tests/support/socket_loopback.hpp"

namespace acklab::socket {
namespace {

template <typename T, typename E>
T must(Expected<T, E> result) {
  BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? "" : to_string(result.error())));
  return *std::move(result);
}

/// Waits until a connecting socket is decided.
Expected<void, SocketError> wait_for_connect(const TcpSocket& socket) {
  EventLoop loop;
  bool decided = false;
  loop.watch(socket.fd(), true, [&](Readiness ready) { decided = ready.writable || ready.error; });
  BOOST_REQUIRE(test::run_until(loop, [&] { return decided; }));
  return socket.connect_result();
}

struct Pair {
  TcpSocket client;
  TcpSocket server;
};

Pair connected(TcpListener& listener, const std::string& congestion = "") {
  TcpSocket client = must(TcpSocket::open(listener.local_address().ip.family()));
  if (!congestion.empty()) BOOST_REQUIRE(client.set_congestion_control(congestion).has_value());
  BOOST_REQUIRE(client.connect(listener.local_address()).has_value());
  BOOST_REQUIRE(wait_for_connect(client).has_value());
  EventLoop loop;
  std::optional<TcpSocket> server;
  loop.watch(listener.fd(), false, [&](Readiness) { server = must(listener.accept()); });
  BOOST_REQUIRE(test::run_until(loop, [&] { return server.has_value(); }));
  return {std::move(client), *std::move(server)};
}

/// Moves `bytes` from one end to the other and closes that direction; what arrived.
Bytes move(TcpSocket& from, TcpSocket& to, const Bytes& bytes) {
  EventLoop loop;
  std::size_t written = 0;
  Bytes arrived;
  bool end = false;
  loop.watch(from.fd(), true, [&](Readiness) {
    written += must(from.write(ByteView{bytes}.subspan(written)));
    if (written < bytes.size()) return;
    from.shut_down_writing();
    loop.unwatch(from.fd());
  });
  loop.watch(to.fd(), false, [&](Readiness) {
    Bytes buffer(16'384);
    while (const auto count = must(to.read(buffer))) {
      end = *count == 0;
      if (end) return loop.unwatch(to.fd());
      arrived.insert(arrived.end(), buffer.begin(),
                     buffer.begin() + static_cast<std::ptrdiff_t>(*count));
    }
  });
  BOOST_REQUIRE(test::run_until(loop, [&] { return end; }));
  return arrived;
}

BOOST_AUTO_TEST_SUITE(tcp_socket)

BOOST_AUTO_TEST_CASE(bytes_arrive_in_order_both_ways_over_ipv4_and_ipv6) {
  for (const IpAddress& ip : test::loopbacks()) {
    TcpListener listener = must(TcpListener::listen({ip, 0}));
    Pair pair = connected(listener);
    BOOST_CHECK(pair.server.peer_address() == pair.client.local_address());
    BOOST_CHECK(pair.client.peer_address() == listener.local_address());
    const Bytes there = test::content(1, 3'000'000);
    BOOST_CHECK(move(pair.client, pair.server, there) == there);
    const Bytes back = test::content(2, 200'000);
    BOOST_CHECK(move(pair.server, pair.client, back) == back);
  }
}

BOOST_AUTO_TEST_CASE(a_refused_connection_is_reported_with_the_address) {
  for (const IpAddress& ip : test::loopbacks()) {
    const SocketAddress nobody = must(TcpListener::listen({ip, 0})).local_address();
    TcpSocket socket = must(TcpSocket::open(ip.family()));
    auto result = socket.connect(nobody);
    if (result) result = wait_for_connect(socket);
    BOOST_REQUIRE(!result.has_value());
    BOOST_CHECK(result.error().code == std::errc::connection_refused);
    BOOST_TEST(to_string(result.error()) ==
               "connect " + to_string(nobody) + ": Connection refused");
    // The system forgets the reason once told; that it failed stays.
    BOOST_CHECK(socket.connect_result().error().code == std::errc::not_connected);
  }
}

BOOST_AUTO_TEST_CASE(a_socket_that_has_not_connected_is_not_taken_for_one_that_has) {
  const TcpSocket socket = must(TcpSocket::open(IpAddress::Family::v4));
  BOOST_CHECK(socket.connect_result().error().code == std::errc::not_connected);
}

BOOST_AUTO_TEST_CASE(a_full_send_buffer_takes_nothing_and_is_not_an_error) {
  TcpListener listener = must(TcpListener::listen({IpAddress::loopback_v4(), 0}));
  Pair pair = connected(listener);
  const Bytes chunk(1U << 20U);
  std::size_t taken = 1;
  for (int count = 0; count < 1000 && taken > 0; ++count) taken = must(pair.client.write(chunk));
  BOOST_TEST(taken == 0U);
}

BOOST_AUTO_TEST_CASE(nothing_to_read_differs_from_the_end_of_the_stream) {
  TcpListener listener = must(TcpListener::listen({IpAddress::loopback_v4(), 0}));
  Pair pair = connected(listener);
  Bytes buffer(10);
  BOOST_CHECK(!must(pair.server.read(buffer)).has_value());
  BOOST_CHECK(move(pair.client, pair.server, {}).empty());
  BOOST_CHECK(must(pair.server.read(buffer)) == std::size_t{0});
}

BOOST_AUTO_TEST_CASE(writing_to_a_peer_that_is_gone_is_an_error_and_no_signal) {
  TcpListener listener = must(TcpListener::listen({IpAddress::loopback_v4(), 0}));
  Pair pair = connected(listener);
  const SocketAddress peer = *pair.client.peer_address();
  { const TcpSocket gone = std::move(pair.server); }
  std::optional<SocketError> error;
  for (int count = 0; count < 1000 && !error; ++count) {
    const auto written = pair.client.write(Bytes(1000));
    if (!written) error = written.error();
  }
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST(error->operation == "write to " + to_string(peer));
}

BOOST_AUTO_TEST_CASE(congestion_control_is_pinned_and_read_back_on_both_sides) {
  TcpListener listener = must(TcpListener::listen({IpAddress::loopback_v4(), 0}));
  BOOST_REQUIRE(listener.set_congestion_control("reno").has_value());
  const Pair pair = connected(listener, "reno");
  BOOST_TEST(must(pair.client.congestion_control()) == "reno");
  BOOST_TEST(must(pair.server.congestion_control()) == "reno");
}

BOOST_AUTO_TEST_CASE(a_congestion_control_that_the_kernel_lacks_is_refused_by_name) {
  TcpSocket socket = must(TcpSocket::open(IpAddress::Family::v4));
  // The second is one that the kernel would cut to 15 letters.
  for (const char* name : {"no-such-thing", "renorenorenorenoreno", ""}) {
    const auto set = socket.set_congestion_control(name);
    BOOST_REQUIRE(!set.has_value());
    BOOST_CHECK(set.error().code == std::errc::no_such_file_or_directory);
    BOOST_TEST(set.error().operation ==
               "set congestion control \"" + std::string(name) + "\" on an unconnected TCP socket");
  }
}

BOOST_AUTO_TEST_CASE(tcp_info_agrees_with_what_was_sent) {
  TcpListener listener = must(TcpListener::listen({IpAddress::loopback_v4(), 0}));
  Pair pair = connected(listener, "reno");
  const Bytes bytes = test::content(5, 500'000);
  BOOST_CHECK(move(pair.client, pair.server, bytes) == bytes);
  // The acknowledgement of the last byte may still be under way: loopback delivers it before the
  // answer that follows it.
  BOOST_CHECK(move(pair.server, pair.client, Bytes(1)) == Bytes(1));
  const TcpInfo info = must(pair.client.info());
  BOOST_TEST(info.payload_bytes_sent - info.retransmitted_payload_bytes == bytes.size());
  // TCP counts SYN and FIN as bytes too.
  BOOST_TEST(info.bytes_acknowledged >= bytes.size());
  BOOST_TEST(info.bytes_acknowledged <= bytes.size() + 2);
  BOOST_TEST(info.in_flight_bytes == 0U);
  BOOST_TEST(info.max_segment_bytes > 500U);
  BOOST_TEST(info.congestion_window_bytes >= info.max_segment_bytes);
  BOOST_TEST(info.data_segments_sent > 0U);
  BOOST_TEST(info.segments_sent >= info.data_segments_sent);
  BOOST_CHECK(info.smoothed_rtt > Duration{0});
  BOOST_CHECK(info.retransmission_timeout > info.smoothed_rtt);
}

BOOST_AUTO_TEST_CASE(a_threshold_that_was_never_set_is_absent) {
  TcpListener listener = must(TcpListener::listen({IpAddress::loopback_v4(), 0}));
  const Pair pair = connected(listener, "reno");
  const TcpInfo info = must(pair.client.info());
  BOOST_TEST(info.state == 1);
  BOOST_CHECK(!info.slow_start_threshold_bytes.has_value());
}

BOOST_AUTO_TEST_CASE(nobody_waiting_to_be_accepted_is_not_an_error) {
  TcpListener listener = must(TcpListener::listen({IpAddress::loopback_v4(), 0}));
  BOOST_CHECK(!must(listener.accept()).has_value());
}

BOOST_AUTO_TEST_CASE(a_port_that_is_taken_is_refused_with_its_name) {
  const TcpListener first = must(TcpListener::listen({IpAddress::loopback_v4(), 0}));
  const auto second = TcpListener::listen(first.local_address());
  BOOST_REQUIRE(!second.has_value());
  BOOST_TEST(to_string(second.error()) ==
             "listen on TCP " + to_string(first.local_address()) + ": Address already in use");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket
