// How connections begin: RFC 9293 §3.5, §3.9.1.1 and §3.10.1.

#include <boost/test/unit_test.hpp>

#include "tests/net/rfc9293/endpoint_network.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

EndpointConfig secret(std::uint64_t number) {
  EndpointConfig config;
  config.secret = number;
  return config;
}

std::size_t resets_by(const EndpointNetwork& network, const SocketAddress& at) {
  std::size_t count = 0;
  for (const auto& [from, segment] : network.sent()) count += from == at && segment.rst;
  return count;
}

/// Runs until nothing is on the way between two connections, 10 ms a crossing; loses the segments
/// that `lost` names, counted over both directions.
void converse(Connection& left, Connection& right, Instant& now, Duration span,
              const std::function<bool(std::size_t)>& lost = {}) {
  std::size_t count = 0;
  const Instant end = now + span;
  while (now < end) {
    std::vector<wire::Segment> to_left;
    std::vector<wire::Segment> to_right;
    const auto collect = [&](Connection& from, std::vector<wire::Segment>& into) {
      while (auto segment = from.poll_transmit(now)) {
        if (!lost || !lost(count++)) into.push_back(*segment);
      }
    };
    collect(left, to_right);
    collect(right, to_left);
    now += 10ms;
    for (Connection* const connection : {&left, &right}) {
      const auto due = connection->next_timeout();
      if (due && *due <= now) connection->handle_timeout(now);
    }
    for (const auto& segment : to_left) left.handle_segment(now, segment);
    for (const auto& segment : to_right) right.handle_segment(now, segment);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(opening)

BOOST_AUTO_TEST_CASE(simultaneous_open_carries_data_both_ways_whatever_is_lost) {
  for (std::size_t first_lost = 0; first_lost < 9; ++first_lost) {
    BOOST_TEST_CONTEXT("lost: segment " << first_lost << " of the first 8 (8: none)") {
      Instant now = timeline_origin + 1s;
      Connection left = Connection::connect(now, {1, 2}, {}, Seq32{100});
      Connection right = Connection::connect(now, {2, 1}, {}, Seq32{0xffff'fff0});
      StreamWriter from_left{1, 50'000};
      StreamWriter from_right{2, 50'000};
      StreamReader at_right{1};
      StreamReader at_left{2};
      from_left.run(left, now);  // queued before the handshake, FIN included
      converse(left, right, now, 2s, [&](std::size_t count) { return count == first_lost; });
      from_right.run(right, now);
      for (int turn = 0; turn < 100; ++turn) {
        converse(left, right, now, 100ms);
        at_right.run(right, now);
        at_left.run(left, now);
      }
      BOOST_TEST(at_right.received() == 50'000U);
      BOOST_TEST(at_right.intact());
      BOOST_TEST(at_left.received() == 50'000U);
      BOOST_TEST(at_left.intact());
      BOOST_TEST((left.state() == State::time_wait || left.is_closed()));
    }
  }
}

BOOST_AUTO_TEST_CASE(simultaneous_open_works_between_endpoints) {
  EndpointNetwork network;
  Endpoint& left = network.start(left_address, secret(1));
  Endpoint& right = network.start(right_address, secret(2));
  const ConnectionId from_left = left.connect(network.now(), right_address, 80, {}, 90);
  const ConnectionId from_right = right.connect(network.now(), left_address, 90, {}, 80);
  network.run(2s);
  BOOST_TEST((left.find(from_left)->state() == State::established));
  BOOST_TEST((right.find(from_right)->state() == State::established));
  left.find(from_left)->write(network.now(), Bytes(3000));
  right.find(from_right)->write(network.now(), Bytes(4000));
  network.run(1s);
  BOOST_TEST(right.find(from_right)->readable_bytes() == 3000U);
  BOOST_TEST(left.find(from_left)->readable_bytes() == 4000U);
}

BOOST_AUTO_TEST_CASE(an_old_duplicate_syn_does_not_keep_a_new_one_from_connecting) {
  // RFC 9293 figure 8: "Recovery from Old Duplicate SYN".
  EndpointNetwork network;
  Endpoint& left = network.start(left_address, secret(1));
  Endpoint& right = network.start(right_address, secret(2));
  right.listen(80);
  wire::Segment old;
  old.source_port = 49'152;
  old.destination_port = 80;
  old.sender.syn = true;
  old.sender.sequence = Seq32{90};
  old.receiver.window = 1000;
  network.inject(left_address, right_address, old);
  const ConnectionId id = left.connect(network.now(), right_address, 80, {}, 49'152);
  network.run(5s);
  BOOST_TEST((left.find(id)->state() == State::established));
  BOOST_TEST(network.accepted(right_address).size() == 1U);
  BOOST_TEST(resets_by(network, left_address) >= 1U);
}

BOOST_AUTO_TEST_CASE(who_has_crashed_and_opens_anew_ends_the_half_open_connection) {
  // RFC 9293 figure 9: the other side still believes in the old connection.
  EndpointNetwork network;
  network.start(left_address, secret(1));
  Endpoint& right = network.start(right_address, secret(2));
  right.listen(80);
  network.at(left_address).connect(network.now(), right_address, 80, {}, 49'152);
  network.run(1s);
  BOOST_REQUIRE(network.accepted(right_address).size() == 1U);
  const ConnectionId old = network.accepted(right_address)[0];
  Endpoint& reborn = network.start(left_address, secret(3));
  const ConnectionId id = reborn.connect(network.now(), right_address, 80, {}, 49'152);
  network.run(5s);
  BOOST_TEST((network.close_reason(right_address, old) == CloseReason::reset));
  BOOST_TEST((reborn.find(id)->state() == State::established));
  BOOST_TEST(network.accepted(right_address).size() == 2U);
}

BOOST_AUTO_TEST_CASE(data_to_one_that_has_crashed_ends_the_half_open_connection) {
  // RFC 9293 figure 10: "Active Side Causes Half-Open Connection Discovery".
  EndpointNetwork network;
  network.start(left_address, secret(1));
  Endpoint& right = network.start(right_address, secret(2));
  right.listen(80);
  network.at(left_address).connect(network.now(), right_address, 80, {});
  network.run(1s);
  const ConnectionId id = network.accepted(right_address).at(0);
  network.start(left_address, secret(3));
  right.find(id)->write(network.now(), Bytes(100));
  network.run(1s);
  BOOST_TEST((network.close_reason(right_address, id) == CloseReason::reset));
}

BOOST_AUTO_TEST_CASE(an_old_duplicate_syn_leaves_two_passive_sides_listening) {
  // RFC 9293 figure 11: "Old Duplicate SYN Initiates a Reset on Two Passive Sockets".
  EndpointNetwork network;
  Endpoint& left = network.start(left_address, secret(1));
  Endpoint& right = network.start(right_address, secret(2));
  left.listen(90);
  right.listen(80);
  wire::Segment old;
  old.source_port = 90;
  old.destination_port = 80;
  old.sender.syn = true;
  old.sender.sequence = Seq32{4711};
  network.inject(left_address, right_address, old);
  network.run(1s);
  BOOST_TEST(resets_by(network, left_address) == 1U);
  BOOST_TEST(right.handshake_statistics().half_open == 0U);
  BOOST_TEST(network.events(right_address).empty());
  const ConnectionId id = left.connect(network.now(), right_address, 80, {}, 90);
  network.run(1s);
  BOOST_TEST((left.find(id)->state() == State::established));
}

BOOST_AUTO_TEST_CASE(data_on_a_syn_arrives_in_the_end) {
  ConnectionConfig config;
  config.mechanisms.timestamps = false;
  HandPeer peer{config};
  wire::Segment answer = peer.segment(0);
  answer.sender.syn = true;
  for (std::uint64_t index = 0; index < 20; ++index) {
    answer.sender.payload.push_back(stream_byte(0, index));
  }
  peer.give(answer);
  const auto sent = peer.sent();
  BOOST_REQUIRE(!sent.empty());
  const std::uint64_t acknowledged = HandPeer::acked_by(sent.back());
  BOOST_TEST((acknowledged == 1U || acknowledged == 21U));  // kept, or to be sent again
  peer.data(1, 20);
  Bytes read(100);
  read.resize(peer.connection().read(peer.now(), read));
  BOOST_REQUIRE(read.size() == 20U);
  for (std::size_t index = 0; index < 20; ++index) BOOST_TEST(read[index] == stream_byte(0, index));

  wire::Segment syn = answer;
  syn.receiver.acknowledgment.reset();
  Connection accepted = Connection::accept(peer.now(), syn, config, HandPeer::own_initial);
  const auto syn_ack = accepted.poll_transmit(peer.now());
  BOOST_REQUIRE(syn_ack.has_value());
  BOOST_TEST((*syn_ack->receiver.acknowledgment == syn.sender.sequence + 1));
  wire::Segment again = peer.segment(1);
  again.sender.payload = syn.sender.payload;
  accepted.handle_segment(peer.now(), again);
  BOOST_TEST(accepted.readable_bytes() == 20U);
}

BOOST_AUTO_TEST_CASE(syn_received_remembers_whether_it_was_an_active_open) {
  // Reset in SYN-RECEIVED: refused after an active open, a listener goes on listening.
  HandPeer active{ConnectionConfig{}};
  wire::Segment syn = active.segment(0);
  syn.sender.syn = true;
  syn.receiver.acknowledgment.reset();
  active.give(syn);
  BOOST_REQUIRE((active.connection().state() == State::syn_received));
  active.rst(1);
  const auto report = active.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::refused));

  EndpointNetwork network;
  Endpoint& right = network.start(right_address, secret(2));
  right.listen(80);
  syn.source_port = 1;
  syn.destination_port = 80;
  network.inject(left_address, right_address, syn);
  network.run(1ms);
  wire::Segment reset = syn;
  reset.sender.syn = false;
  reset.sender.sequence = syn.sender.sequence + 1;
  reset.rst = true;
  network.inject(left_address, right_address, reset);
  network.run(1ms);
  BOOST_TEST(right.handshake_statistics().half_open_reset == 1U);
  BOOST_TEST(network.events(right_address).empty());
  Endpoint& left = network.start(left_address, secret(1));
  const ConnectionId id = left.connect(network.now(), right_address, 80, {});
  network.run(1s);
  BOOST_TEST((left.find(id)->state() == State::established));
}

BOOST_AUTO_TEST_CASE(an_address_that_no_host_can_have_is_refused_at_once) {
  const IpAddress nobody[] = {
      IpAddress::v4(0, 0, 0, 0),
      IpAddress::v4(224, 0, 0, 1),
      IpAddress::v4(239, 255, 1, 2),
      IpAddress::v4(255, 255, 255, 255),
      IpAddress::v4(240, 0, 0, 1),
      IpAddress::v6({}),
      IpAddress::v6({0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
  };
  for (const IpAddress& address : nobody) {
    BOOST_TEST_CONTEXT(to_string(address)) {
      Endpoint endpoint{secret(1)};
      const ConnectionId id = endpoint.connect(timeline_origin, {address, 5000}, 80, {});
      BOOST_TEST(!endpoint.poll_transmit(timeline_origin));
      const auto event = endpoint.poll_event();
      BOOST_REQUIRE(event.has_value());
      BOOST_TEST((event->connection == id));
      const auto* const closed = std::get_if<Closed>(&event->event);
      BOOST_REQUIRE(closed != nullptr);
      BOOST_TEST((closed->report.reason == CloseReason::not_opened));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_syn_from_an_address_that_no_host_can_have_is_dropped_in_silence) {
  const IpAddress nobody[] = {IpAddress::v4(0, 0, 0, 0), IpAddress::v4(224, 0, 0, 9),
                              IpAddress::v4(255, 255, 255, 255),
                              IpAddress::v6({0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})};
  for (const IpAddress& address : nobody) {
    BOOST_TEST_CONTEXT(to_string(address)) {
      Endpoint endpoint{secret(1)};
      endpoint.listen(80);
      wire::Segment syn;
      syn.source_port = 1;
      syn.destination_port = 80;
      syn.sender.syn = true;
      endpoint.handle_datagram(timeline_origin, {address, 5000}, wire::encode(syn, {}));
      syn.destination_port = 81;  // where a reset would answer
      endpoint.handle_datagram(timeline_origin, {address, 5000}, wire::encode(syn, {}));
      BOOST_TEST(!endpoint.poll_transmit(timeline_origin));
      BOOST_TEST(endpoint.handshake_statistics().half_open == 0U);
      BOOST_TEST(endpoint.stray_datagrams() == 2U);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_local_port_may_be_chosen_and_is_not_given_twice) {
  EndpointNetwork network;
  Endpoint& left = network.start(left_address, secret(1));
  network.start(right_address, secret(2)).listen(80);
  const ConnectionId first = left.connect(network.now(), right_address, 80, {}, 1234);
  const ConnectionId second = left.connect(network.now(), right_address, 80, {}, 1234);
  network.run(1s);
  BOOST_TEST(left.find(first)->ports().local == 1234U);
  BOOST_TEST((left.find(first)->state() == State::established));
  BOOST_TEST((network.close_reason(left_address, second) == CloseReason::not_opened));
  left.find(first)->write(network.now(), Bytes(10));  // the second did not get in its way
  network.run(1s);
  BOOST_TEST(left.find(first)->bytes_acknowledged() == 10U);
  left.find(first)->abort(network.now());
  const ConnectionId third = left.connect(network.now(), right_address, 80, {}, 1234);
  network.run(1s);
  BOOST_TEST((left.find(third)->state() == State::established));
}

BOOST_AUTO_TEST_CASE(a_passive_open_disturbs_no_connection) {
  EndpointNetwork network;
  Endpoint& left = network.start(left_address, secret(1));
  Endpoint& right = network.start(right_address, secret(2));
  right.listen(80);
  const ConnectionId first = left.connect(network.now(), right_address, 80, {});
  network.run(1s);
  right.listen(80);  // once more, while the port has a connection
  const ConnectionId out = right.connect(network.now(), left_address, 90, {}, 80);
  left.listen(90);
  const ConnectionId second = left.connect(network.now(), right_address, 80, {});
  network.run(3s);
  BOOST_TEST((left.find(first)->state() == State::established));
  BOOST_TEST((left.find(second)->state() == State::established));
  BOOST_TEST((right.find(out)->state() == State::established));
  left.find(first)->write(network.now(), Bytes(100));
  network.run(1s);
  BOOST_TEST(right.find(network.accepted(right_address).at(0))->readable_bytes() == 100U);
}

BOOST_AUTO_TEST_CASE(without_an_mss_option_segments_hold_536_bytes_over_ipv4_and_1220_over_ipv6) {
  const SocketAddress v6_left{IpAddress::v6({0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
                              1};
  const SocketAddress v6_right{IpAddress::v6({0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}),
                               2};
  const auto largest_to = [](const SocketAddress& peer, bool cookies) {
    EndpointConfig config = secret(5);
    config.accepted.mechanisms.timestamps = false;
    if (cookies) config.max_half_open = 0;
    Endpoint endpoint{config};
    endpoint.listen(80);
    const Instant now = timeline_origin + 1s;
    wire::Segment syn;
    syn.source_port = 1;
    syn.destination_port = 80;
    syn.sender.syn = true;
    syn.receiver.window = 60'000;
    endpoint.handle_datagram(now, peer, wire::encode(syn, {}));
    const auto answer = wire::decode(endpoint.poll_transmit(now)->payload, {});
    wire::Segment ack = syn;
    ack.sender.syn = false;
    ack.sender.sequence = syn.sender.sequence + 1;
    ack.receiver.acknowledgment = answer->sender.sequence + 1;
    endpoint.handle_datagram(now, peer, wire::encode(ack, {}));
    const auto event = endpoint.poll_event();
    BOOST_REQUIRE(event.has_value());
    endpoint.find(event->connection)->write(now, Bytes(5000));
    return wire::decode(endpoint.poll_transmit(now)->payload, {})->sender.payload.size();
  };
  for (const bool cookies : {false, true}) {
    BOOST_TEST(largest_to(left_address, cookies) == 536U);
    BOOST_TEST(largest_to(v6_left, cookies) == 1220U);
  }
  // And as the active side.
  Endpoint endpoint{secret(6)};
  const Instant now = timeline_origin + 1s;
  ConnectionConfig plain;
  plain.mechanisms.timestamps = false;
  const ConnectionId id = endpoint.connect(now, v6_right, 80, plain);
  const auto syn = wire::decode(endpoint.poll_transmit(now)->payload, {});
  wire::Segment answer;
  answer.source_port = 80;
  answer.destination_port = syn->source_port;
  answer.sender.syn = true;
  answer.receiver.acknowledgment = syn->sender.sequence + 1;
  answer.receiver.window = 60'000;
  endpoint.handle_datagram(now, v6_right, wire::encode(answer, {}));
  endpoint.find(id)->write(now, Bytes(5000));
  BOOST_TEST(wire::decode(endpoint.poll_transmit(now)->payload, {})->sender.payload.size() ==
             1220U);
}

BOOST_AUTO_TEST_SUITE_END()
