// The user timeout option: RFC 5482.

#include <boost/test/unit_test.hpp>

#include "net/wire/segment_codec.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

ConnectionConfig with_user_timeout(Duration advertised) {
  ConnectionConfig config;
  config.user_timeout = UserTimeoutConfig{};
  config.user_timeout->advertised = advertised;
  return config;
}

/// How long a connection keeps data that the peer never acknowledges.
Duration patience_of(HandPeer& peer) {
  peer.write(100);
  const Instant start = peer.now();
  while (!peer.connection().is_closed() && peer.now() - start < 3h) peer.wait(100ms);
  return peer.now() - start;
}

void heed(HandPeer& peer, std::chrono::seconds span) {
  wire::Segment segment = peer.segment(1);
  segment.user_timeout = span;
  peer.give(segment);
}

std::optional<std::chrono::seconds> through_the_wire(std::optional<std::chrono::seconds> span) {
  wire::Segment segment;
  segment.user_timeout = span;
  return wire::decode(wire::encode(segment, {}), {})->user_timeout;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(user_timeout)

BOOST_AUTO_TEST_CASE(seconds_and_minutes_cross_the_wire) {
  BOOST_TEST(!through_the_wire(std::nullopt).has_value());
  for (const auto span : {1s, 2s, 300s, 32'767s}) BOOST_TEST((through_the_wire(span) == span));
  BOOST_TEST((through_the_wire(32'768s) == 547min));  // rounded up to minutes
  BOOST_TEST((through_the_wire(32'767min) == 32'767min));
  BOOST_TEST((through_the_wire(100'000min) == 32'767min));
  BOOST_TEST((through_the_wire(0s) == 1s));  // zero is reserved
}

BOOST_AUTO_TEST_CASE(a_value_of_zero_is_ignored) {
  wire::Segment segment;
  segment.user_timeout = 1s;
  Bytes octets = wire::encode(segment, {});
  BOOST_REQUIRE(octets.size() == 24U);
  BOOST_REQUIRE(octets[20] == 28U);
  octets[23] = 0;
  const auto read = wire::decode(octets, {}, wire::ChecksumPolicy::ignore);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(!read->user_timeout.has_value());
}

BOOST_AUTO_TEST_CASE(the_option_is_not_sent_unless_configured) {
  Pair pair{{}};
  BOOST_REQUIRE(pair.connect());
  for (const auto& travelling : pair.sent()) BOOST_TEST(!travelling.segment.user_timeout);
}

BOOST_AUTO_TEST_CASE(both_syns_and_the_first_segment_behind_them_carry_it) {
  Pair::Settings settings;
  settings.client = with_user_timeout(200s);
  settings.server = with_user_timeout(400s);
  Pair pair{settings};
  BOOST_REQUIRE(pair.connect());
  pair.client().write(pair.now(), Bytes(5000));
  pair.run_for(1s);
  const auto by_client = pair.sent_by(Side::client);
  const auto by_server = pair.sent_by(Side::server);
  BOOST_REQUIRE(by_client.size() > 3U);
  BOOST_REQUIRE(by_server.size() > 2U);
  BOOST_TEST((by_client[0].segment.user_timeout == 200s));
  BOOST_TEST((by_client[1].segment.user_timeout == 200s));
  BOOST_TEST(!by_client[2].segment.user_timeout);
  BOOST_TEST((by_server[0].segment.user_timeout == 400s));
  BOOST_TEST((by_server[1].segment.user_timeout == 400s));
  BOOST_TEST(!by_server[2].segment.user_timeout);
}

BOOST_AUTO_TEST_CASE(a_full_segment_is_not_made_larger_by_it) {
  HandPeer peer{with_user_timeout(200s)};
  peer.write(5000);  // before the handshake ends: no pure ACK goes ahead of it
  wire::Segment answer = peer.segment(0);
  answer.sender.syn = true;
  answer.syn_options.max_segment_size = 1000;
  peer.give(answer);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() >= 5U);
  for (const auto& segment : sent) {
    BOOST_TEST(wire::header_bytes(segment) + segment.sender.payload.size() <= 1020U);
  }
}

BOOST_AUTO_TEST_CASE(the_more_patient_end_decides_within_the_limits) {
  const UserTimeoutConfig limits{200s, 100s, 1h, true};
  BOOST_TEST((agreed_user_timeout(limits, 50s) == 200s));
  BOOST_TEST((agreed_user_timeout(limits, 900s) == 900s));
  BOOST_TEST((agreed_user_timeout(limits, 5h) == 1h));
  BOOST_TEST((agreed_user_timeout({10s, 100s, 1h, true}, 20s) == 100s));
}

BOOST_AUTO_TEST_CASE(what_the_peer_says_becomes_the_patience_of_this_end) {
  ConnectionConfig config = with_user_timeout(100s);
  HandPeer plain{config};
  plain.establish();
  BOOST_TEST((patience_of(plain) == 100s));
  HandPeer patient{config};
  patient.establish();
  heed(patient, 500s);
  BOOST_TEST((patience_of(patient) == 500s));
  HandPeer greedy{config};
  greedy.establish();
  heed(greedy, 100'000s);
  BOOST_TEST((patience_of(greedy) == 1h));
  config.user_timeout->changeable = false;
  HandPeer stubborn{config};
  stubborn.establish();
  heed(stubborn, 500s);
  BOOST_TEST((patience_of(stubborn) == 100s));
  HandPeer deaf{ConnectionConfig{}};
  deaf.establish();
  heed(deaf, 500s);
  BOOST_TEST((patience_of(deaf) == 100s));
}

BOOST_AUTO_TEST_SUITE_END()
