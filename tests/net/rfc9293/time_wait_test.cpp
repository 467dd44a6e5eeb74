// TIME-WAIT and who may end it: RFC 9293 §3.6.1, RFC 6191.

#include <boost/test/unit_test.hpp>

#include "tests/net/rfc9293/endpoint_network.hpp"
#include "tests/support/transport_hand_peer.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

/// In TIME-WAIT: the peer's FIN had the offset 101, its last timestamp is that of `now`.
HandPeer in_time_wait(bool timestamps) {
  ConnectionConfig config;
  config.mechanisms.timestamps = timestamps;
  HandPeer peer{config, {.timestamps = timestamps}};
  peer.establish();
  peer.data(1, 100);
  peer.connection().close(peer.now());
  (void)peer.sent();
  peer.ack(2);
  peer.fin(101);
  (void)peer.sent();
  BOOST_REQUIRE((peer.connection().state() == State::time_wait));
  return peer;
}

wire::Segment new_syn(const HandPeer& peer, std::uint64_t offset,
                      std::optional<std::int32_t> timestamp_step) {
  wire::Segment syn = peer.segment(offset);
  syn.sender.syn = true;
  syn.receiver.acknowledgment.reset();
  if (timestamp_step) {
    const std::uint32_t last = peer.segment(0).timestamps.value_or(wire::Timestamps{}).value;
    syn.timestamps = wire::Timestamps{last + static_cast<std::uint32_t>(*timestamp_step), 0};
  } else {
    syn.timestamps.reset();
  }
  return syn;
}

bool gives_way(bool had_timestamps, std::uint64_t offset, std::optional<std::int32_t> step) {
  HandPeer peer = in_time_wait(had_timestamps);
  const bool gave_way = peer.connection().give_way_to(peer.now(), new_syn(peer, offset, step));
  BOOST_TEST(peer.connection().is_closed() == gave_way);
  return gave_way;
}

EndpointConfig endpoint_secret(std::uint64_t number, bool timestamps) {
  EndpointConfig config;
  config.secret = number;
  config.accepted.mechanisms.timestamps = timestamps;
  return config;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(time_wait)

BOOST_AUTO_TEST_CASE(a_later_timestamp_reopens_whatever_the_number) {
  BOOST_TEST(gives_way(true, 500, 1));
  BOOST_TEST(gives_way(true, 50, 1));
  BOOST_TEST(gives_way(true, 3'000'000'000, 1));
}

BOOST_AUTO_TEST_CASE(an_equal_timestamp_needs_a_later_number) {
  BOOST_TEST(gives_way(true, 102, 0));
  BOOST_TEST(!gives_way(true, 101, 0));
  BOOST_TEST(!gives_way(true, 50, 0));
}

BOOST_AUTO_TEST_CASE(an_earlier_timestamp_is_an_old_duplicate) {
  BOOST_TEST(!gives_way(true, 500, -1));
  BOOST_TEST(!gives_way(true, 50, -1000));
}

BOOST_AUTO_TEST_CASE(without_timestamps_the_number_decides) {
  BOOST_TEST(gives_way(false, 102, std::nullopt));
  BOOST_TEST(!gives_way(false, 101, std::nullopt));
  BOOST_TEST(gives_way(true, 102, std::nullopt));
  BOOST_TEST(!gives_way(true, 50, std::nullopt));
}

BOOST_AUTO_TEST_CASE(nothing_but_time_wait_gives_way) {
  HandPeer peer{ConnectionConfig{}};
  peer.establish();
  BOOST_TEST(!peer.connection().give_way_to(peer.now(), new_syn(peer, 70'000, 100)));
  BOOST_TEST((peer.connection().state() == State::established));
}

BOOST_AUTO_TEST_CASE(a_connection_that_gave_way_has_finished) {
  HandPeer peer = in_time_wait(true);
  BOOST_REQUIRE(peer.connection().give_way_to(peer.now(), new_syn(peer, 500, 1)));
  const auto report = peer.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::finished));
  BOOST_TEST(!peer.connection().next_timeout());
}

BOOST_AUTO_TEST_CASE(the_successor_begins_behind_every_number_used) {
  HandPeer peer = in_time_wait(true);
  const Seq32 next = HandPeer::own_initial + 2;  // behind the FIN
  BOOST_TEST((peer.connection().successor_sequence(HandPeer::own_initial) == next + 1));
  BOOST_TEST((peer.connection().successor_sequence(next + 5000) == next + 5000));
}

BOOST_AUTO_TEST_CASE(endpoints_connect_again_between_the_same_ports_without_waiting) {
  for (const bool timestamps : {true, false}) {
    BOOST_TEST_CONTEXT("timestamps: " << timestamps) {
      EndpointNetwork network;
      Endpoint& left = network.start(left_address, endpoint_secret(1, timestamps));
      Endpoint& right = network.start(right_address, endpoint_secret(2, timestamps));
      right.listen(80);
      for (std::size_t round = 0; round < 5; ++round) {
        const ConnectionId id =
            left.connect(network.now(), right_address, 80, {}, std::uint16_t{1234});
        network.run(100ms);
        BOOST_REQUIRE(network.accepted(right_address).size() == round + 1);
        const ConnectionId other = network.accepted(right_address).back();
        right.find(other)->write(network.now(), Bytes(20'000));
        right.find(other)->close(network.now());  // the listening side closes first
        network.run(1s);
        Bytes into(30'000);
        BOOST_TEST(left.find(id)->read(network.now(), into) == 20'000U);
        left.find(id)->close(network.now());
        network.run(100ms);
        BOOST_TEST((right.find(other)->state() == State::time_wait));
        BOOST_TEST(left.find(id)->is_closed());
      }
      for (std::size_t round = 0; round < 4; ++round) {
        const ConnectionId over = network.accepted(right_address)[round];
        BOOST_TEST((network.close_reason(right_address, over) == CloseReason::finished));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(an_old_syn_leaves_time_wait_alone) {
  EndpointNetwork network;
  Endpoint& left = network.start(left_address, endpoint_secret(1, true));
  Endpoint& right = network.start(right_address, endpoint_secret(2, true));
  right.listen(80);
  const ConnectionId id = left.connect(network.now(), right_address, 80, {}, 1234);
  network.run(100ms);
  const wire::Segment first_syn = network.sent().at(0).second;
  const ConnectionId other = network.accepted(right_address).at(0);
  right.find(other)->close(network.now());
  network.run(100ms);
  left.find(id)->close(network.now());
  network.run(100ms);
  BOOST_REQUIRE((right.find(other)->state() == State::time_wait));
  network.inject(left_address, right_address, first_syn);
  network.run(1s);
  BOOST_TEST((right.find(other)->state() == State::time_wait));
  BOOST_TEST(network.accepted(right_address).size() == 1U);
}

BOOST_AUTO_TEST_CASE(timestamps_go_on_rising_from_one_connection_to_the_next) {
  Endpoint endpoint{endpoint_secret(1, true)};
  std::optional<std::uint32_t> last;
  for (int round = 0; round < 20; ++round) {
    const Instant now = timeline_origin + 1s + round * 5ms;
    const ConnectionId id = endpoint.connect(now, right_address, 80, {}, 1234);
    const auto syn = wire::decode(endpoint.poll_transmit(now)->payload, {});
    BOOST_REQUIRE(syn->timestamps.has_value());
    if (last) BOOST_TEST(syn->timestamps->value - *last == 5U);
    last = syn->timestamps->value;
    endpoint.find(id)->abort(now);
  }
}

BOOST_AUTO_TEST_SUITE_END()
