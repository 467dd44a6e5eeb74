// Every way a connection ends.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

HandPeer established_for_closing(ConnectionConfig config = {}) {
  config.mechanisms.timestamps = false;
  HandPeer peer{config};
  peer.establish();
  return peer;
}

/// What the peer is told last, within `span`.
std::optional<CloseReport> report_within(HandPeer& peer, Duration span) {
  const Instant end = peer.now() + span;
  auto report = peer.close_report();
  while (!report && peer.now() < end) {
    peer.wait(10ms);
    report = peer.close_report();
  }
  return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(closing)

BOOST_AUTO_TEST_CASE(active_close_passes_fin_wait_and_time_wait_of_two_lifetimes) {
  HandPeer peer = established_for_closing();
  peer.connection().close(peer.now());
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(sent[0].sender.fin);
  BOOST_TEST((peer.connection().state() == State::fin_wait_1));
  peer.ack(2);
  BOOST_TEST((peer.connection().state() == State::fin_wait_2));
  peer.fin(1);
  BOOST_TEST((peer.connection().state() == State::time_wait));
  BOOST_TEST(peer.sent().size() == 1U);
  peer.wait(59s);
  BOOST_TEST((peer.connection().state() == State::time_wait));
  peer.wait(1s);
  BOOST_TEST(peer.connection().is_closed());
  const auto report = peer.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::finished));
}

BOOST_AUTO_TEST_CASE(passive_close_passes_close_wait_and_last_ack) {
  HandPeer peer = established_for_closing();
  peer.data(1, 10);
  peer.fin(11);
  BOOST_TEST((peer.connection().state() == State::close_wait));
  BOOST_TEST(!peer.connection().end_of_stream());
  BOOST_TEST(peer.read(100) == 10U);
  BOOST_TEST(peer.connection().end_of_stream());
  peer.write(5);  // half-closed: this side still sends
  peer.connection().close(peer.now());
  BOOST_TEST((peer.connection().state() == State::last_ack));
  (void)peer.sent();
  peer.ack(6);  // of the bytes before the FIN, in case they went alone
  peer.ack(7);
  BOOST_TEST(peer.connection().is_closed());
}

BOOST_AUTO_TEST_CASE(simultaneous_close_passes_closing) {
  HandPeer peer = established_for_closing();
  peer.connection().close(peer.now());
  (void)peer.sent();
  peer.fin(1);
  BOOST_TEST((peer.connection().state() == State::closing));
  peer.ack(2);
  BOOST_TEST((peer.connection().state() == State::time_wait));
}

BOOST_AUTO_TEST_CASE(a_fin_that_acknowledges_ours_leads_straight_to_time_wait) {
  HandPeer peer = established_for_closing();
  peer.connection().close(peer.now());
  (void)peer.sent();
  wire::Segment both = peer.segment(1);
  both.sender.fin = true;
  both.receiver.acknowledgment = Seq32::wrap(2, HandPeer::own_initial);
  peer.give(both);
  BOOST_TEST((peer.connection().state() == State::time_wait));
}

BOOST_AUTO_TEST_CASE(a_retransmitted_fin_restarts_time_wait) {
  HandPeer peer = established_for_closing();
  peer.connection().close(peer.now());
  (void)peer.sent();
  peer.ack(2);
  peer.fin(1);
  (void)peer.sent();
  peer.wait(40s);
  peer.fin(1);
  BOOST_TEST(peer.sent().size() == 1U);
  peer.wait(40s);
  BOOST_TEST((peer.connection().state() == State::time_wait));
  peer.wait(20s);
  BOOST_TEST(peer.connection().is_closed());
}

BOOST_AUTO_TEST_CASE(data_still_arrives_after_the_own_fin) {
  HandPeer peer = established_for_closing();
  peer.connection().close(peer.now());
  (void)peer.sent();
  peer.ack(2);
  peer.data(1, 300);
  BOOST_TEST(peer.read(1000) == 300U);
}

BOOST_AUTO_TEST_CASE(a_close_before_the_handshake_ends_waits_for_it) {
  Pair pair{{}};
  const Bytes hello{'h', 'i'};
  BOOST_TEST(pair.client().write(pair.now(), hello) == 2U);
  pair.client().close(pair.now());
  BOOST_REQUIRE(pair.run_until(
      [&] { return pair.server_exists() && pair.server().state() == State::close_wait; }, 10s));
  BOOST_TEST(pair.server().readable_bytes() == 2U);
}

BOOST_AUTO_TEST_CASE(only_a_reset_at_the_next_expected_number_is_believed) {
  HandPeer peer = established_for_closing();
  peer.rst(2);
  BOOST_TEST((peer.connection().state() == State::established));
  BOOST_TEST(peer.sent().size() == 1U);  // a challenge
  BOOST_TEST(peer.connection().statistics().challenge_acks_sent == 1U);
  wire::Segment outside = peer.segment(0);
  outside.sender.sequence = HandPeer::peer_initial - 1000;
  outside.rst = true;
  peer.give(outside);
  BOOST_TEST(peer.sent().empty());
  peer.rst(1);
  const auto report = peer.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::reset));
}

BOOST_AUTO_TEST_CASE(a_syn_inside_the_window_gets_a_challenge) {
  HandPeer peer = established_for_closing();
  wire::Segment syn = peer.segment(10);
  syn.sender.syn = true;
  peer.give(syn);
  BOOST_TEST(peer.sent().size() == 1U);
  BOOST_TEST((peer.connection().state() == State::established));
}

BOOST_AUTO_TEST_CASE(an_ack_of_what_was_not_sent_gets_a_challenge_and_is_dropped) {
  HandPeer peer = established_for_closing();
  peer.write(100);
  (void)peer.sent();
  peer.ack(5000);
  BOOST_TEST(peer.sent().size() == 1U);
  BOOST_TEST(peer.connection().bytes_acknowledged() == 0U);
}

BOOST_AUTO_TEST_CASE(challenges_are_limited_in_rate) {
  HandPeer peer = established_for_closing();
  std::size_t answers = 0;
  for (int attempt = 0; attempt < 100; ++attempt) {
    peer.rst(2);
    answers += peer.sent().size();
  }
  BOOST_TEST(answers == 10U);
}

BOOST_AUTO_TEST_CASE(abort_sends_a_reset_and_the_peer_learns_of_it) {
  Pair pair{{}};
  BOOST_REQUIRE(pair.connect());
  pair.client().abort(pair.now());
  pair.run_for(1s);
  BOOST_REQUIRE(pair.close_report(Side::client));
  BOOST_REQUIRE(pair.close_report(Side::server));
  BOOST_TEST((pair.close_report(Side::client)->reason == CloseReason::aborted));
  BOOST_TEST((pair.close_report(Side::server)->reason == CloseReason::reset));
}

BOOST_AUTO_TEST_CASE(releasing_with_unread_data_resets) {
  HandPeer peer = established_for_closing();
  peer.data(1, 10);
  peer.connection().release(peer.now());
  const auto sent = peer.sent();
  BOOST_REQUIRE(!sent.empty());
  BOOST_TEST(sent.back().rst);
  BOOST_TEST(peer.connection().is_closed());
}

BOOST_AUTO_TEST_CASE(data_that_arrives_after_release_resets) {
  HandPeer peer = established_for_closing();
  peer.connection().release(peer.now());
  const auto fin = peer.sent();
  BOOST_REQUIRE(fin.size() == 1U);
  BOOST_TEST(fin[0].sender.fin);
  peer.data(1, 10);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(sent[0].rst);
}

BOOST_AUTO_TEST_CASE(unanswered_syn_gives_up_in_the_configured_time) {
  ConnectionConfig config;
  config.give_up_connecting_after = 20s;
  HandPeer peer{config};
  const Instant start = peer.now();
  const auto report = report_within(peer, 60s);
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::timed_out));
  BOOST_TEST((report->unanswered_for == 20s));
  BOOST_TEST((peer.now() - start <= 20'010ms));
  BOOST_TEST(report->retransmission_attempts == 4U);  // after 1, 3, 7 and 15 s
}

BOOST_AUTO_TEST_CASE(unacknowledged_data_gives_up_in_the_configured_time) {
  ConnectionConfig config;
  config.give_up_after = 30s;
  HandPeer peer = established_for_closing(config);
  peer.write(500);
  (void)peer.sent();
  peer.ack(501);
  peer.write(700);
  (void)peer.sent();
  const Instant start = peer.now();
  const auto report = report_within(peer, 60s);
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::timed_out));
  BOOST_TEST((report->unanswered_for == 30s));
  BOOST_TEST((peer.now() - start <= 30'010ms));
  BOOST_TEST(report->retransmission_attempts >= 5U);
  BOOST_TEST(report->bytes_acknowledged == 500U);
  BOOST_TEST(report->bytes_unacknowledged == 700U);
}

BOOST_AUTO_TEST_CASE(unacknowledged_fin_gives_up_in_the_configured_time) {
  ConnectionConfig config;
  config.give_up_after = 30s;
  HandPeer peer = established_for_closing(config);
  peer.connection().close(peer.now());
  const auto report = report_within(peer, 60s);
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::timed_out));
  BOOST_TEST((report->unanswered_for == 30s));
  BOOST_TEST(peer.connection().statistics().retransmitted_fins >= 5U);
}

BOOST_AUTO_TEST_CASE(a_peer_that_vanishes_under_load_is_given_up_in_time) {
  Pair::Settings settings;
  settings.client.give_up_after = 10s;
  Pair pair{settings};
  StreamWriter writer{1, 50'000'000};
  StreamReader reader{1};
  bool gone = false;
  pair.set_rule([&](const Travelling&) { return gone ? Verdict::drop() : Verdict{}; });
  pair.set_application([&](Pair& ends) {
    writer.run(ends.client(), ends.now());
    if (ends.server_exists()) reader.run(ends.server(), ends.now());
  });
  BOOST_REQUIRE(pair.run_until([&] { return reader.received() > 1'000'000; }, 60s));
  gone = true;
  const Instant start = pair.now();
  BOOST_REQUIRE(pair.run_until([&] { return pair.client().is_closed(); }, 60s));
  const Duration took = pair.now() - start;
  BOOST_TEST((took > 9s && took < 11s));
}

BOOST_AUTO_TEST_SUITE_END()
