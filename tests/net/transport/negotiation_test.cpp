#include <boost/test/unit_test.hpp>

#include "net/wire/segment_codec.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

HandPeer::Options with_ack_delay(std::uint16_t units) {
  HandPeer::Options options;
  options.acklab = wire::AcklabOption{units, false};
  return options;
}

/// When, after it was sent, the one segment of a thin stream is first sent again.
Duration first_repetition(const HandPeer::Options& options) {
  HandPeer peer{ConnectionConfig{}, options};
  peer.establish();
  std::uint64_t written = 0;
  for (int exchange = 0; exchange < 40; ++exchange) {  // the variation of the round trip settles
    peer.write(200);
    (void)peer.sent();
    peer.wait(options.round_trip);
    written += 200;
    peer.ack(1 + written);
  }
  peer.write(200);
  (void)peer.sent();
  const Instant start = peer.now();
  const auto seen = peer.watch(2s);
  BOOST_REQUIRE(!seen.empty());
  BOOST_TEST(HandPeer::offset_of(seen.front().second) == 1 + written);
  return seen.front().first - start;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(negotiation)

BOOST_AUTO_TEST_CASE(the_option_is_offered_and_answered_only_where_it_was_offered) {
  for (const bool offered : {false, true}) {
    Pair::Settings settings;
    settings.client.negotiate = offered;
    Pair pair{settings};
    BOOST_REQUIRE_MESSAGE(pair.connect(), pair.log());
    const auto syn = pair.sent_by(Side::client).front().segment;
    const auto answer = pair.sent_by(Side::server).front().segment;
    BOOST_TEST(syn.syn_options.acklab.has_value() == offered);
    BOOST_TEST(answer.syn_options.acklab.has_value() == offered);
  }
}

BOOST_AUTO_TEST_CASE(the_announced_delay_is_rounded_up_and_zero_without_delayed_acks) {
  ConnectionConfig config;
  config.negotiated_max_ack_delay = 2050us;
  BOOST_TEST(HandPeer{config}.syn().syn_options.acklab->max_ack_delay == 21);
  config.max_ack_delay = 1ms;  // the shorter of both holds
  BOOST_TEST(HandPeer{config}.syn().syn_options.acklab->max_ack_delay == 10);
  config.max_ack_delay = config.negotiated_max_ack_delay = 1h;
  BOOST_TEST(HandPeer{config}.syn().syn_options.acklab->max_ack_delay == 65535);
  config.mechanisms.delayed_ack = false;
  BOOST_TEST(HandPeer{config}.syn().syn_options.acklab->max_ack_delay == 0);
}

BOOST_AUTO_TEST_CASE(an_ack_is_held_back_no_longer_than_announced) {
  for (const bool negotiates : {false, true}) {
    HandPeer::Options options;
    if (negotiates) options.acklab = wire::AcklabOption{};
    HandPeer peer{ConnectionConfig{}, options};
    peer.establish();
    peer.data(1, 100);
    const Instant start = peer.now();
    const auto seen = peer.watch(1s);
    BOOST_REQUIRE(seen.size() == 1U);
    BOOST_TEST((seen.front().first - start == (negotiates ? 3ms : 40ms)));
  }
}

BOOST_AUTO_TEST_CASE(a_lost_tail_is_probed_after_about_a_round_trip_where_the_delay_is_known) {
  // 100 ms, a millisecond for the deviation, and what the peer announced.
  BOOST_TEST((first_repetition(with_ack_delay(50)) == 106ms));
  BOOST_TEST((first_repetition(with_ack_delay(200)) == 121ms));
  // RFC 8985 §7.2 otherwise: two round trips and the delay a peer may have, or the timeout.
  BOOST_TEST((first_repetition(HandPeer::Options{}) == 200ms));
}

BOOST_AUTO_TEST_CASE(the_timeout_knows_the_peers_delay_and_otherwise_keeps_200_ms) {
  for (const bool negotiates : {false, true}) {
    Pair::Settings settings;
    settings.one_way_delay = 5ms;
    settings.server.negotiate = negotiates;
    Pair pair{settings};
    BOOST_REQUIRE_MESSAGE(pair.connect(), pair.log());
    for (int exchange = 0; exchange < 60; ++exchange) {
      const Bytes request(200, 'x');
      BOOST_REQUIRE(pair.client().write(pair.now(), request) == request.size());
      pair.run_for(50ms);
    }
    const Duration timeout = pair.client().snapshot().retransmission_timeout;
    BOOST_TEST_CONTEXT("negotiates: " << negotiates << ", ns: " << timeout.count()) {
      BOOST_TEST((negotiates ? timeout < 30ms : timeout == 200ms));
    }
  }
}

BOOST_AUTO_TEST_CASE(crc32c_is_used_when_both_sides_offer_it_and_on_data_only) {
  for (const bool both : {false, true}) {
    Pair::Settings settings;
    settings.client.mechanisms.checksum = Checksum::crc32c;
    if (both) settings.server.mechanisms.checksum = Checksum::crc32c;
    Pair pair{settings};
    BOOST_REQUIRE_MESSAGE(pair.connect(), pair.log());
    StreamWriter writer{1, 50'000};
    StreamReader reader{1};
    pair.set_application([&](Pair& on) {
      writer.run(on.client(), on.now());
      if (on.server_exists()) reader.run(on.server(), on.now());
    });
    BOOST_REQUIRE_MESSAGE(pair.run_until([&] { return reader.ended(); }, 60s), pair.log());
    BOOST_TEST(reader.intact());
    for (const Travelling& travelling : pair.sent()) {
      BOOST_REQUIRE_EQUAL(travelling.segment.crc32c, both && travelling.has_data());
      const std::size_t payload = travelling.segment.sender.payload.size();
      BOOST_REQUIRE_LE(wire::header_bytes(travelling.segment) - 20 + payload, 1452U);
    }
  }
}

BOOST_AUTO_TEST_CASE(data_without_the_agreed_crc32c_is_discarded_as_damaged) {
  ConnectionConfig config;
  config.mechanisms.checksum = Checksum::crc32c;
  HandPeer::Options options;
  options.acklab = wire::AcklabOption{0, true};
  HandPeer peer{config, options};
  peer.establish();
  peer.data(1, 100);
  BOOST_TEST(peer.connection().readable_bytes() == 0U);
  BOOST_TEST(peer.connection().statistics().discarded_by_crc32c == 1U);
  BOOST_TEST(peer.connection().statistics().discarded_corrupted == 1U);
  wire::Segment protected_segment = peer.segment(1);
  protected_segment.sender.payload.assign(100, 'x');
  protected_segment.crc32c = true;
  peer.give(protected_segment);
  BOOST_TEST(peer.connection().readable_bytes() == 100U);
}

BOOST_AUTO_TEST_SUITE_END()
