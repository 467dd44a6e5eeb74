// Keep-alive: RFC 9293 §3.8.4.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

ConnectionConfig alive(Duration idle, Duration interval, std::uint32_t probes) {
  ConnectionConfig config;
  config.mechanisms.timestamps = false;
  config.keep_alive = KeepAliveConfig{idle, interval, probes};
  return config;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(keep_alive)

BOOST_AUTO_TEST_CASE(an_idle_connection_is_never_probed_unless_asked_for) {
  BOOST_TEST(!ConnectionConfig{}.keep_alive.has_value());
  HandPeer peer{ConnectionConfig{}};
  peer.establish();
  BOOST_TEST(peer.watch(24h * 10).empty());
  BOOST_TEST((peer.connection().state() == State::established));
}

BOOST_AUTO_TEST_CASE(the_default_is_two_hours_of_silence) {
  ConnectionConfig config;
  config.keep_alive = KeepAliveConfig{};
  BOOST_TEST((config.keep_alive->idle >= 2h));
  HandPeer peer{config};
  peer.establish();
  BOOST_TEST(peer.watch(2h - 1ms).empty());
  BOOST_TEST(peer.watch(1ms).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_probe_lies_before_the_window_and_carries_nothing) {
  HandPeer peer{alive(10s, 1s, 3)};
  peer.establish();
  peer.write(100);
  (void)peer.sent();
  peer.ack(101);
  const auto seen = peer.watch(10s);
  BOOST_REQUIRE(seen.size() == 1U);
  const wire::Segment& probe = seen[0].second;
  BOOST_TEST(HandPeer::offset_of(probe) == 100U);  // SND.NXT - 1
  BOOST_TEST(probe.sender.payload.empty());
  BOOST_TEST(!probe.sender.fin);
  BOOST_TEST(probe.receiver.acknowledgment.has_value());
}

BOOST_AUTO_TEST_CASE(anything_from_the_peer_starts_the_wait_again) {
  HandPeer peer{alive(10s, 1s, 3)};
  peer.establish();
  peer.wait(9s);
  peer.data(1, 10);
  (void)peer.watch(100ms);  // its delayed ACK
  BOOST_TEST(peer.watch(9s).empty());
  BOOST_TEST(peer.watch(1s).size() == 1U);
  peer.ack(1);  // the answer
  BOOST_TEST(peer.watch(9s).empty());
  BOOST_TEST(peer.watch(1100ms).size() == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_is_probed_while_data_is_outstanding) {
  HandPeer peer{alive(2s, 1s, 3)};
  peer.establish();
  peer.write(100);
  peer.wait(50s);
  BOOST_TEST(peer.connection().statistics().keep_alive_probes_sent == 0U);
  peer.ack(101);
  peer.wait(3s);
  BOOST_TEST(peer.connection().statistics().keep_alive_probes_sent > 0U);
}

BOOST_AUTO_TEST_CASE(one_unanswered_probe_is_no_death) {
  HandPeer peer{alive(10s, 1s, 1)};  // one is not believed to be enough
  peer.establish();
  peer.wait(11'500ms);
  BOOST_TEST(peer.connection().statistics().keep_alive_probes_sent == 2U);
  peer.ack(1);
  peer.wait(9s);
  BOOST_TEST((peer.connection().state() == State::established));
}

BOOST_AUTO_TEST_CASE(a_peer_that_answers_no_probe_ends_the_connection) {
  HandPeer peer{alive(10s, 1s, 5)};
  peer.establish();
  const auto seen = peer.watch(14'900ms);
  BOOST_TEST(seen.size() == 5U);
  BOOST_TEST((peer.connection().state() == State::established));
  const auto last = peer.watch(200ms);
  const auto report = peer.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::timed_out));
  BOOST_REQUIRE(last.size() == 1U);
  BOOST_TEST(last[0].second.rst);
}

BOOST_AUTO_TEST_CASE(a_half_closed_connection_is_probed_too) {
  HandPeer peer{alive(10s, 1s, 3)};
  peer.establish();
  peer.connection().close(peer.now());
  (void)peer.sent();
  peer.ack(2);
  BOOST_REQUIRE((peer.connection().state() == State::fin_wait_2));
  peer.wait(14s);
  BOOST_TEST(peer.connection().is_closed());
}

BOOST_AUTO_TEST_CASE(a_live_peer_of_our_own_answers_probes) {
  HandPeer peer{ConnectionConfig{}};
  peer.establish();
  peer.data(1, 10);
  (void)peer.watch(100ms);
  wire::Segment probe = peer.segment(10);  // RCV.NXT - 1, no data
  peer.give(probe);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(HandPeer::acked_by(sent[0]) == 11U);
}

BOOST_AUTO_TEST_SUITE_END()
