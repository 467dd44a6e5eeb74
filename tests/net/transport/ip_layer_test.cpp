#include "net/transport/ip_layer.hpp"

#include <array>
#include <deque>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/transport/endpoint.hpp"
#include "net/wire/byte_order.hpp"
#include "net/wire/icmpv6.hpp"
#include "net/wire/internet_checksum.hpp"
#include "net/wire/ipv4_header.hpp"
#include "net/wire/ipv6_header.hpp"
#include "net/wire/segment_checksum.hpp"

using namespace acklab;
using namespace acklab::transport;

namespace {

constexpr IpAddress layered_host = IpAddress::v4(10, 0, 0, 1);
constexpr IpAddress layered_peer = IpAddress::v4(10, 0, 0, 2);

/// A transport that notes what it is given and sends what it is told to.
class NotingTransport final : public DatagramActor {
 public:
  void handle_datagram(Instant, const SocketAddress& from, ByteView payload) override {
    received.emplace_back(from, Bytes{payload.begin(), payload.end()});
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override { return std::nullopt; }
  void handle_timeout(Instant) override {}
  std::optional<OutgoingDatagram> poll_transmit(Instant) override {
    if (to_send.empty()) return std::nullopt;
    OutgoingDatagram next = std::move(to_send.front());
    to_send.pop_front();
    return next;
  }

  std::vector<std::pair<SocketAddress, Bytes>> received;
  std::deque<OutgoingDatagram> to_send;
};

struct Layered {
  NotingTransport transport;
  IpLayer layer{{layered_host, 24, 1500}, transport};
  std::vector<NetworkReport> reports;

  Layered() {
    layer.on_network_report(
        [this](Instant, const NetworkReport& report) { reports.push_back(report); });
  }
  void take(const wire::Ipv4Header& header, ByteView payload) {
    layer.handle_datagram(timeline_origin, {}, wire::encode(header, payload));
  }
};

wire::Ipv4Header tcp_header_to_host() {
  wire::Ipv4Header header;
  header.source = layered_peer;
  header.destination = layered_host;
  header.protocol = wire::tcp_protocol;
  return header;
}

struct QuotedNumbers {
  std::uint16_t source_port = 5000;
  Seq32 sequence{77};
};

Bytes unreachable(std::uint8_t type, std::uint8_t code, const IpAddress& quoted_source,
                  const QuotedNumbers& numbers = {}) {
  wire::Ipv4Header quoted;
  quoted.source = quoted_source;
  quoted.destination = layered_peer;
  quoted.protocol = wire::tcp_protocol;
  Bytes segment(20);
  wire::write_u16(segment, 0, numbers.source_port);
  wire::write_u16(segment, 2, 80);
  wire::write_u32(segment, 4, numbers.sequence.value());
  const Bytes packet = wire::encode(quoted, segment);
  Bytes octets(8);
  octets[0] = type;
  octets[1] = code;
  wire::write_u16(octets, 6, 1300);
  octets.insert(octets.end(), packet.begin(), packet.end());
  wire::write_u16(octets, 2, wire::InternetChecksum{}.add(octets).checksum());
  return octets;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ip_layer)

BOOST_AUTO_TEST_CASE(a_packet_to_this_host_reaches_the_transport_with_its_senders_address) {
  Layered host;
  const Bytes segment{1, 2, 3};
  host.take(tcp_header_to_host(), segment);
  BOOST_REQUIRE(host.transport.received.size() == 1U);
  const SocketAddress sender{layered_peer, 0};
  BOOST_TEST((host.transport.received[0].first == sender));
  BOOST_TEST(host.transport.received[0].second == segment);
}

BOOST_AUTO_TEST_CASE(unknown_ip_options_are_skipped) {  // MUST-50
  Layered host;
  wire::Ipv4Header header = tcp_header_to_host();
  header.options = Bytes{0x9e, 6, 0xff, 0xff, 0xff, 0xff, 1, 0};
  const Bytes segment{1, 2, 3};
  host.take(header, segment);
  BOOST_REQUIRE(host.transport.received.size() == 1U);
  BOOST_TEST(host.transport.received[0].second == segment);
}

BOOST_AUTO_TEST_CASE(what_is_addressed_to_a_broadcast_or_multicast_address_is_dropped) {  // MUST-57
  Layered host;
  for (const IpAddress& to : {IpAddress::v4(255, 255, 255, 255), IpAddress::v4(10, 0, 0, 255),
                              IpAddress::v4(224, 0, 0, 1), IpAddress::v4(10, 0, 0, 7)}) {
    wire::Ipv4Header header = tcp_header_to_host();
    header.destination = to;
    host.take(header, Bytes(20));
  }
  BOOST_TEST(host.transport.received.empty());
  BOOST_TEST(host.layer.counters().misaddressed == 4U);
}

BOOST_AUTO_TEST_CASE(what_comes_from_an_address_that_no_host_has_is_dropped) {  // MUST-63
  Layered host;
  const std::vector<IpAddress> impossible{
      IpAddress::v4(255, 255, 255, 255), IpAddress::v4(10, 0, 0, 255),
      IpAddress::v4(10, 0, 0, 0),        IpAddress::v4(0, 0, 0, 0),
      IpAddress::v4(224, 0, 0, 1),       IpAddress::v4(127, 0, 0, 1),
      IpAddress::v4(250, 1, 1, 1),       layered_host};
  for (const IpAddress& from : impossible) {
    wire::Ipv4Header header = tcp_header_to_host();
    header.source = from;
    host.take(header, Bytes(20));
  }
  BOOST_TEST(host.transport.received.empty());
  BOOST_TEST(host.layer.counters().invalid_sources == impossible.size());
}

BOOST_AUTO_TEST_CASE(fragments_and_damaged_headers_are_dropped_and_counted) {
  Layered host;
  wire::Ipv4Header first = tcp_header_to_host();
  first.more_fragments = true;
  host.take(first, Bytes(24));
  wire::Ipv4Header last = tcp_header_to_host();
  last.fragment_offset = 3;
  host.take(last, Bytes(24));
  Bytes damaged = wire::encode(tcp_header_to_host(), Bytes(20));
  damaged[8] ^= 1U;
  host.layer.handle_datagram(timeline_origin, {}, damaged);
  host.layer.handle_datagram(timeline_origin, {}, Bytes(3));
  wire::Ipv4Header udp = tcp_header_to_host();
  udp.protocol = wire::udp_protocol;
  host.take(udp, Bytes(20));
  BOOST_TEST(host.transport.received.empty());
  BOOST_TEST(host.layer.counters().fragments == 2U);
  BOOST_TEST(host.layer.counters().undecodable == 2U);
  BOOST_TEST(host.layer.counters().unconcerned == 1U);
}

BOOST_AUTO_TEST_CASE(
    a_segment_leaves_in_a_packet_that_must_not_be_fragmented) {  // MUST-49, MUST-48
  Layered host;
  const Bytes segment{1, 2, 3};
  host.transport.to_send.push_back({{layered_peer, 0}, segment, {46, 9}});
  const auto sent = host.layer.poll_transmit(timeline_origin);
  BOOST_REQUIRE(sent.has_value());
  const SocketAddress receiver{layered_peer, 0};
  BOOST_TEST((sent->to == receiver));
  const auto packet = wire::decode_ipv4(sent->payload);
  BOOST_REQUIRE(packet.has_value());
  BOOST_TEST((packet->header.source == layered_host));
  BOOST_TEST((packet->header.destination == layered_peer));
  BOOST_TEST(packet->header.protocol == wire::tcp_protocol);
  BOOST_TEST(packet->header.dont_fragment);
  BOOST_TEST(!packet->header.is_fragment());
  BOOST_TEST(packet->header.differentiated_services == 46);
  BOOST_TEST(packet->header.time_to_live == 9);
  BOOST_TEST(Bytes(packet->payload.begin(), packet->payload.end()) == segment);
  BOOST_TEST(!host.layer.poll_transmit(timeline_origin).has_value());
}

BOOST_AUTO_TEST_CASE(what_exceeds_the_mtu_is_not_sent_and_does_not_hold_up_what_follows) {
  Layered host;
  host.transport.to_send.push_back({{layered_peer, 0}, Bytes(1481)});
  host.transport.to_send.push_back({{layered_peer, 0}, Bytes(1480)});
  const auto sent = host.layer.poll_transmit(timeline_origin);
  BOOST_REQUIRE(sent.has_value());
  BOOST_TEST(sent->payload.size() == 1500U);
  BOOST_TEST(host.layer.counters().too_large == 1U);
}

BOOST_AUTO_TEST_CASE(icmp_about_a_segment_of_this_host_is_reported) {  // MUST-54
  Layered host;
  wire::Ipv4Header header = tcp_header_to_host();
  header.source = IpAddress::v4(10, 0, 0, 254);
  header.protocol = wire::icmp_protocol;
  host.take(header, unreachable(3, 1, layered_host));
  host.take(header, unreachable(3, 3, layered_host));
  host.take(header, unreachable(3, 4, layered_host));
  BOOST_REQUIRE(host.reports.size() == 3U);
  BOOST_TEST((host.reports[0].trouble == NetworkTrouble::soft));
  BOOST_TEST((host.reports[1].trouble == NetworkTrouble::hard));
  BOOST_TEST((host.reports[2].trouble == NetworkTrouble::packet_too_big));
  BOOST_TEST((host.reports[2].next_hop_mtu == 1300U));
  for (const NetworkReport& report : host.reports) {
    const SocketAddress peer{layered_peer, 0};
    const PortPair ports{5000, 80};
    BOOST_TEST((report.peer == peer));
    BOOST_TEST((report.ports == ports));
    BOOST_TEST((report.sequence == Seq32{77}));
  }
  BOOST_TEST(host.layer.counters().icmp_reports == 3U);
}

BOOST_AUTO_TEST_CASE(source_quench_and_what_is_about_others_is_ignored) {  // MUST-55
  Layered host;
  wire::Ipv4Header header = tcp_header_to_host();
  header.protocol = wire::icmp_protocol;
  host.take(header, unreachable(4, 0, layered_host));
  host.take(header, unreachable(3, 1, layered_peer));
  host.take(header, unreachable(0, 0, layered_host));
  BOOST_TEST(host.reports.empty());
  BOOST_TEST(host.transport.received.empty());
  BOOST_TEST(host.layer.counters().unconcerned == 3U);
}

BOOST_AUTO_TEST_CASE(a_hard_error_ends_a_connection_when_it_is_about_what_is_under_way) {
  EndpointConfig config;
  config.carriage = Carriage::ip(layered_host);
  Endpoint endpoint{config};
  IpLayer layer{{layered_host, 24, 1500}, endpoint};
  layer.on_network_report([&endpoint](Instant now, const NetworkReport& report) {
    endpoint.note_network_report(now, report);
  });
  const ConnectionId id = endpoint.connect(timeline_origin, {layered_peer, 0}, 80, {});
  const auto packet = layer.poll_transmit(timeline_origin);
  BOOST_REQUIRE(packet.has_value());
  const ByteView syn = ByteView{packet->payload}.subspan(20);
  const std::uint16_t own_port = wire::read_u16(syn, 0);
  const Seq32 sequence{wire::read_u32(syn, 4)};
  const auto report = [&](std::uint8_t code, std::uint16_t port, Seq32 quoted) {
    wire::Ipv4Header header = tcp_header_to_host();
    header.protocol = wire::icmp_protocol;
    layer.handle_datagram(timeline_origin, {},
                          wire::encode(header, unreachable(3, code, layered_host, {port, quoted})));
  };
  report(3, own_port, sequence + 1);                              // not sent yet
  report(3, static_cast<std::uint16_t>(own_port + 1), sequence);  // nobody's
  report(1, own_port, sequence);                                  // soft
  BOOST_TEST(!endpoint.find(id)->is_closed());
  report(3, own_port, sequence);
  BOOST_TEST(endpoint.find(id)->is_closed());
  std::optional<CloseReport> told;
  while (const auto event = endpoint.poll_event()) {
    if (const auto* closed = std::get_if<Closed>(&event->event)) told = closed->report;
  }
  BOOST_REQUIRE(told.has_value());
  BOOST_TEST((told->reason == CloseReason::unreachable));
}

BOOST_AUTO_TEST_CASE(two_endpoints_move_a_stream_in_ip_packets) {
  const auto endpoint_at = [](const IpAddress& local) {
    EndpointConfig config;
    config.carriage = Carriage::ip(local);
    return config;
  };
  Endpoint client{endpoint_at(layered_host)};
  Endpoint server{endpoint_at(layered_peer)};
  IpLayer client_ip{{layered_host, 24, 1500}, client};
  IpLayer server_ip{{layered_peer, 24, 1500}, server};
  server.listen(80);
  Instant now = timeline_origin + std::chrono::seconds{1};
  ConnectionConfig config;
  config.max_segment_bytes = 1460;
  const ConnectionId id = client.connect(now, {layered_peer, 0}, 80, config);
  const Bytes content(100'000, 'x');
  std::size_t written = 0;
  std::size_t read = 0;
  std::size_t largest = 0;
  std::optional<ConnectionId> accepted;
  const auto exchange = [&](IpLayer& from, IpLayer& to) {
    while (const auto packet = from.poll_transmit(now)) {
      largest = std::max(largest, packet->payload.size());
      to.handle_datagram(now, {}, packet->payload);
    }
  };
  for (int round = 0; round < 10'000 && read < content.size(); ++round) {
    written += client.find(id)->write(now, ByteView{content}.subspan(written));
    exchange(client_ip, server_ip);
    while (const auto event = server.poll_event()) {
      if (event->accepted) accepted = event->connection;
    }
    Bytes buffer(65'536);
    if (accepted) read += server.find(*accepted)->read(now, buffer);
    exchange(server_ip, client_ip);
    now += std::chrono::milliseconds{1};
    if (client_ip.next_timeout() <= now) client_ip.handle_timeout(now);
    if (server_ip.next_timeout() <= now) server_ip.handle_timeout(now);
  }
  BOOST_TEST(read == content.size());
  BOOST_TEST(largest == 1500U - 8U);  // the answer's MSS was UDP's 1452
}

BOOST_AUTO_TEST_CASE(over_ipv6_segments_go_out_and_come_in_and_strangers_do_not) {
  std::array<std::uint8_t, 16> octets{0xfd};
  octets[15] = 1;
  const IpAddress host = IpAddress::v6(octets);
  octets[15] = 2;
  const IpAddress peer = IpAddress::v6(octets);
  NotingTransport transport;
  IpLayer layer{{host, std::nullopt, 1500}, transport};
  transport.to_send.push_back({{peer, 0}, Bytes(1460, 7), {10, 33}});
  transport.to_send.push_back({{peer, 0}, Bytes(1461, 7), {}});  // does not fit
  const auto sent = layer.poll_transmit(timeline_origin);
  BOOST_REQUIRE(sent.has_value());
  const auto packet = wire::decode_ipv6(sent->payload);
  BOOST_REQUIRE(packet.has_value());
  BOOST_TEST((packet->header.source == host && packet->header.destination == peer));
  BOOST_TEST(packet->header.protocol == wire::tcp_protocol);
  BOOST_TEST(packet->header.differentiated_services == 10);
  BOOST_TEST(packet->header.hop_limit == 33);
  BOOST_TEST(packet->payload.size() == 1460U);
  BOOST_TEST(!layer.poll_transmit(timeline_origin));
  BOOST_TEST(layer.counters().too_large == 1U);

  const auto take = [&](const IpAddress& from, const IpAddress& to, std::uint8_t protocol) {
    wire::Ipv6Header header;
    header.source = from;
    header.destination = to;
    header.protocol = protocol;
    layer.handle_datagram(timeline_origin, {}, wire::encode(header, Bytes(20, 1)));
  };
  take(peer, host, wire::tcp_protocol);
  BOOST_REQUIRE(transport.received.size() == 1U);
  BOOST_TEST((transport.received[0].first == SocketAddress{peer, 0}));
  take(peer, peer, wire::tcp_protocol);
  octets[0] = 0xff;
  take(IpAddress::v6(octets), host, wire::tcp_protocol);  // multicast
  take(IpAddress::loopback_v6(), host, wire::tcp_protocol);
  take(IpAddress::v6({}), host, wire::tcp_protocol);
  take(peer, host, wire::udp_protocol);
  layer.handle_datagram(timeline_origin, {}, wire::encode(tcp_header_to_host(), Bytes(20)));
  BOOST_TEST(transport.received.size() == 1U);
  BOOST_TEST(layer.counters().misaddressed == 1U);
  BOOST_TEST(layer.counters().invalid_sources == 3U);
  BOOST_TEST(layer.counters().unconcerned == 1U);
  BOOST_TEST(layer.counters().undecodable == 1U);
}

BOOST_AUTO_TEST_CASE(packet_too_big_over_ipv6_becomes_a_report) {
  std::array<std::uint8_t, 16> octets{0xfd};
  octets[15] = 1;
  const IpAddress host = IpAddress::v6(octets);
  octets[15] = 2;
  const IpAddress peer = IpAddress::v6(octets);
  NotingTransport transport;
  IpLayer layer{{host, std::nullopt, 1500}, transport};
  std::vector<NetworkReport> reports;
  layer.on_network_report([&](Instant, const NetworkReport& report) { reports.push_back(report); });
  wire::Ipv6Header quoted;
  quoted.source = host;
  quoted.destination = peer;
  quoted.protocol = wire::tcp_protocol;
  Bytes message(8);
  message[0] = 2;
  wire::write_u32(message, 4, 1400);
  const Bytes about = wire::encode(quoted, Bytes(20, 3));
  message.insert(message.end(), about.begin(), about.end());
  wire::Ipv6Header header;
  header.source = peer;
  header.destination = host;
  header.protocol = wire::icmpv6_protocol;
  wire::InternetChecksum sum =
      wire::pseudo_header_sum(header.pseudo_header(), wire::icmpv6_protocol, message.size());
  wire::write_u16(message, 2, sum.add(message).checksum());
  layer.handle_datagram(timeline_origin, {}, wire::encode(header, message));
  BOOST_REQUIRE(reports.size() == 1U);
  BOOST_TEST((reports[0].trouble == NetworkTrouble::packet_too_big));
  BOOST_TEST((reports[0].peer == SocketAddress{peer, 0}));
  BOOST_TEST(*reports[0].next_hop_mtu == 1400U);
}

BOOST_AUTO_TEST_SUITE_END()
