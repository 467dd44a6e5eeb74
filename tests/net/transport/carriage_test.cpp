#include "net/transport/carriage.hpp"

#include <boost/test/unit_test.hpp>

#include "net/transport/endpoint.hpp"
#include "net/wire/segment_checksum.hpp"
#include "net/wire/segment_codec.hpp"

using namespace acklab;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

constexpr IpAddress carried_client = IpAddress::v4(10, 0, 0, 1);
constexpr IpAddress carried_server = IpAddress::v4(10, 0, 0, 2);

EndpointConfig carried_by(const Carriage& carriage) {
  EndpointConfig config;
  config.secret = 5;
  config.carriage = carriage;
  return config;
}

/// Hands over everything that one has for the other; how many segments that were.
std::size_t carry(Instant now, Endpoint& from, const SocketAddress& from_address, Endpoint& to) {
  std::size_t count = 0;
  while (const auto datagram = from.poll_transmit(now)) {
    to.handle_datagram(now, from_address, datagram->payload);
    ++count;
  }
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(carriage)

BOOST_AUTO_TEST_CASE(in_udp_the_checksum_leaves_addresses_out_and_in_ip_it_covers_both) {
  const SocketAddress server{carried_server, 0};
  for (const bool on_ip : {false, true}) {
    Endpoint client{carried_by(on_ip ? Carriage::ip(carried_client) : Carriage::udp())};
    client.connect(timeline_origin, server, 80, {});
    const auto syn = client.poll_transmit(timeline_origin);
    BOOST_REQUIRE(syn.has_value());
    const wire::PseudoHeader addresses{carried_client, carried_server};
    const wire::PseudoHeader other_address{IpAddress::v4(10, 0, 0, 3), carried_server};
    BOOST_TEST(wire::checksum_is_right(syn->payload, {}) == !on_ip);
    BOOST_TEST(wire::checksum_is_right(syn->payload, addresses) == on_ip);
    BOOST_TEST(!wire::checksum_is_right(syn->payload, other_address));
  }
}

BOOST_AUTO_TEST_CASE(two_endpoints_on_ip_connect_move_a_byte_and_reset_a_stranger) {
  Endpoint client{carried_by(Carriage::ip(carried_client))};
  Endpoint server{carried_by(Carriage::ip(carried_server))};
  const SocketAddress client_at{carried_client, 0};
  const SocketAddress server_at{carried_server, 0};
  server.listen(80);
  Instant now = timeline_origin + 1s;
  const ConnectionId id = client.connect(now, server_at, 80, {});
  const ConnectionId refused = client.connect(now, server_at, 81, {});
  while (carry(now, client, client_at, server) + carry(now, server, server_at, client) > 0) {
    now += 1ms;
  }
  BOOST_TEST(client.find(refused)->is_closed());
  const Bytes hello{'h'};
  BOOST_TEST(client.find(id)->write(now, hello) == 1U);
  carry(now, client, client_at, server);
  std::optional<ConnectionId> accepted;
  while (const auto event = server.poll_event()) {
    if (event->accepted) accepted = event->connection;
  }
  BOOST_REQUIRE(accepted.has_value());
  BOOST_TEST(server.find(*accepted)->readable_bytes() == 1U);
}

BOOST_AUTO_TEST_CASE(a_segment_that_comes_from_another_address_than_it_says_is_damaged) {
  Endpoint client{carried_by(Carriage::ip(carried_client))};
  Endpoint server{carried_by(Carriage::ip(carried_server))};
  server.listen(80);
  client.connect(timeline_origin, {carried_server, 0}, 80, {});
  carry(timeline_origin, client, {IpAddress::v4(10, 0, 0, 9), 0}, server);
  BOOST_TEST(server.connection_count() == 0U);
  BOOST_TEST(server.stray_datagrams() == 1U);
  BOOST_TEST(!server.poll_transmit(timeline_origin));
}

BOOST_AUTO_TEST_CASE(the_peer_of_an_accepted_connection_is_told) {
  Endpoint client{carried_by(Carriage::udp())};
  Endpoint server{carried_by(Carriage::udp())};
  const SocketAddress client_at{carried_client, 5000};
  const SocketAddress server_at{carried_server, 6000};
  server.listen(80);
  const ConnectionId id = client.connect(timeline_origin, server_at, 80, {});
  while (carry(timeline_origin, client, client_at, server) +
             carry(timeline_origin, server, server_at, client) >
         0) {
  }
  const auto event = server.poll_event();
  BOOST_REQUIRE(event.has_value());
  BOOST_TEST((server.peer_address(event->connection) == client_at));
  BOOST_TEST((client.peer_address(id) == server_at));
  server.forget(event->connection);
  BOOST_TEST(!server.peer_address(event->connection).has_value());
}

BOOST_AUTO_TEST_CASE(a_segment_is_as_large_as_the_headers_before_it_let_it_be) {
  using Family = IpAddress::Family;
  BOOST_TEST(Carriage::udp().max_segment_bytes(1500, Family::v4) == 1452U);
  BOOST_TEST(Carriage::udp().max_segment_bytes(1500, Family::v6) == 1432U);
  BOOST_TEST(Carriage::ip(carried_client).max_segment_bytes(1500, Family::v4) == 1460U);
  BOOST_TEST(Carriage::ip(IpAddress::v6({})).max_segment_bytes(1500, Family::v6) == 1440U);
}

BOOST_AUTO_TEST_CASE(on_ip_a_peer_has_no_port_and_is_of_the_same_family) {
  const Carriage on_ip = Carriage::ip(carried_client);
  BOOST_TEST(on_ip.reaches({carried_server, 0}));
  BOOST_TEST(!on_ip.reaches({carried_server, 80}));
  BOOST_TEST(!on_ip.reaches({IpAddress::v6({}), 0}));
  BOOST_TEST(Carriage::udp().reaches({carried_server, 80}));
}

BOOST_AUTO_TEST_SUITE_END()
