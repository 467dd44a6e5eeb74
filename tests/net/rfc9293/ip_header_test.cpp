// What TCP has to say to IP: RFC 9293 §3.9.1.7 and §3.9.2.

#include <boost/test/unit_test.hpp>

#include "tests/net/rfc9293/endpoint_network.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

/// Everything that an endpoint wants sent now, handed to the other.
std::vector<IpMarks> pass(Endpoint& from, const SocketAddress& at, Endpoint& to, Instant now) {
  std::vector<IpMarks> marks;
  while (const auto datagram = from.poll_transmit(now)) {
    marks.push_back(datagram->marks);
    to.handle_datagram(now, at, datagram->payload);
  }
  return marks;
}

bool all_are(const std::vector<IpMarks>& marks, const IpMarks& expected) {
  return !marks.empty() &&
         std::all_of(marks.begin(), marks.end(), [&](const IpMarks& m) { return m == expected; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ip_header_wishes)

BOOST_AUTO_TEST_CASE(every_segment_of_a_connection_asks_for_its_dscp_and_hop_limit) {
  EndpointConfig listening;
  listening.accepted.dscp = 34;
  listening.accepted.hop_limit = 12;
  Endpoint client{EndpointConfig{}};
  Endpoint server{listening};
  server.listen(80);
  ConnectionConfig config;
  config.dscp = 46;
  config.hop_limit = 255;
  const Instant now = timeline_origin + 1s;
  const ConnectionId id = client.connect(now, right_address, 80, config);
  client.find(id)->write(now, Bytes(5000));
  for (int round = 0; round < 3; ++round) {
    BOOST_TEST(all_are(pass(client, left_address, server, now), IpMarks{46, 255}));
    BOOST_TEST(all_are(pass(server, right_address, client, now), IpMarks{34, 12}));
    client.find(id)->write(now, Bytes(5000));
  }
}

BOOST_AUTO_TEST_CASE(the_dscp_changes_when_the_application_says_so_and_not_else) {
  Endpoint client{EndpointConfig{}};
  Endpoint server{EndpointConfig{}};
  server.listen(80);
  const Instant now = timeline_origin + 1s;
  const ConnectionId id = client.connect(now, right_address, 80, {});
  for (const std::uint8_t dscp : std::initializer_list<std::uint8_t>{0, 46, 46, 8}) {
    client.find(id)->set_dscp(dscp);
    client.find(id)->write(now, Bytes(3000));
    BOOST_TEST(all_are(pass(client, left_address, server, now), IpMarks{dscp, 64}));
    (void)pass(server, right_address, client, now);
  }
}

BOOST_AUTO_TEST_SUITE_END()
