// What the network reports, and R1: RFC 9293 §3.8.3 and §3.9.2.2, RFC 5927.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

constexpr wire::IcmpKind soft_errors[] = {
    wire::IcmpKind::net_unreachable,     wire::IcmpKind::host_unreachable,
    wire::IcmpKind::source_route_failed, wire::IcmpKind::administratively_refused,
    wire::IcmpKind::time_exceeded,       wire::IcmpKind::parameter_problem,
};
constexpr wire::IcmpKind hard_errors[] = {wire::IcmpKind::protocol_unreachable,
                                          wire::IcmpKind::port_unreachable};

HandPeer with_data_outstanding(const ConnectionConfig& config = {}) {
  HandPeer peer{config};
  peer.establish();
  while (peer.event()) {
  }
  peer.write(3000);
  (void)peer.sent();
  return peer;
}

/// The first event of a kind, and how many of them there are.
template <typename Event>
std::pair<std::optional<Event>, int> events_of(HandPeer& peer) {
  std::pair<std::optional<Event>, int> found{std::nullopt, 0};
  while (const auto event = peer.event()) {
    if (const auto* wanted = std::get_if<Event>(&*event)) {
      if (!found.first) found.first = *wanted;
      ++found.second;
    }
  }
  return found;
}

const Seq32 outstanding = HandPeer::own_initial + 1001;  // the second of three segments

}  // namespace

BOOST_AUTO_TEST_SUITE(network_errors)

BOOST_AUTO_TEST_CASE(a_soft_error_is_told_and_the_connection_goes_on) {
  for (const wire::IcmpKind error : soft_errors) {
    BOOST_TEST_CONTEXT(wire::to_string(error)) {
      HandPeer peer = with_data_outstanding();
      peer.connection().note_network_error(peer.now(), error, outstanding);
      const auto [told, times] = events_of<SoftError>(peer);
      BOOST_REQUIRE(told.has_value());
      BOOST_TEST((told->error == error));
      BOOST_TEST((peer.connection().state() == State::established));
      peer.wait(100ms);
      peer.ack(3001);
      BOOST_TEST(peer.connection().bytes_acknowledged() == 3000U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_soft_error_does_not_end_a_connection_that_is_opening) {
  for (const wire::IcmpKind error : soft_errors) {
    BOOST_TEST_CONTEXT(wire::to_string(error)) {
      HandPeer peer{ConnectionConfig{}};
      peer.connection().note_network_error(peer.now(), error, HandPeer::own_initial);
      BOOST_TEST(events_of<SoftError>(peer).second == 1);
      peer.establish();
      BOOST_TEST((peer.connection().state() == State::established));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_hard_error_ends_the_connection_and_names_itself) {
  for (const wire::IcmpKind error : hard_errors) {
    BOOST_TEST_CONTEXT(wire::to_string(error)) {
      HandPeer peer = with_data_outstanding();
      peer.connection().note_network_error(peer.now(), error, outstanding);
      const auto report = peer.close_report();
      BOOST_REQUIRE(report.has_value());
      BOOST_TEST((report->reason == CloseReason::unreachable));
      BOOST_TEST((report->network_error == error));
      BOOST_TEST(report->bytes_unacknowledged == 3000U);
      BOOST_TEST(peer.connection().is_closed());
      BOOST_TEST(!peer.connection().next_timeout());

      HandPeer opening{ConnectionConfig{}};
      opening.connection().note_network_error(opening.now(), error, HandPeer::own_initial);
      BOOST_REQUIRE(opening.close_report().has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(an_error_about_what_is_not_outstanding_is_ignored) {
  HandPeer peer = with_data_outstanding();
  peer.ack(1001);
  const Seq32 wrong[] = {HandPeer::own_initial, HandPeer::own_initial + 1000,
                         HandPeer::own_initial + 3001, HandPeer::own_initial + 70'000,
                         HandPeer::own_initial - 70'000};
  for (const Seq32 quoted : wrong) {
    peer.connection().note_network_error(peer.now(), wire::IcmpKind::port_unreachable, quoted);
  }
  BOOST_TEST((peer.connection().state() == State::established));
  BOOST_TEST(peer.connection().statistics().ignored_network_errors == std::size(wrong));
  BOOST_TEST(peer.connection().statistics().network_errors == 0U);
  peer.connection().note_network_error(peer.now(), wire::IcmpKind::port_unreachable,
                                       HandPeer::own_initial + 3000);
  BOOST_TEST(peer.connection().is_closed());
}

BOOST_AUTO_TEST_CASE(reports_can_be_turned_off) {
  ConnectionConfig config;
  config.report_trouble = false;
  HandPeer peer = with_data_outstanding(config);
  peer.connection().note_network_error(peer.now(), wire::IcmpKind::host_unreachable, outstanding);
  BOOST_TEST(!peer.event());
  peer.wait(20s);
  BOOST_TEST(!peer.event());
  BOOST_TEST(peer.connection().statistics().network_errors == 1U);
  BOOST_TEST(peer.connection().statistics().times_troubled == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_given_up_says_what_the_network_last_said) {
  ConnectionConfig config;
  config.give_up_after = 5s;
  HandPeer peer = with_data_outstanding(config);
  peer.connection().note_network_error(peer.now(), wire::IcmpKind::time_exceeded, outstanding);
  peer.connection().note_network_error(peer.now(), wire::IcmpKind::host_unreachable, outstanding);
  peer.wait(6s);
  const auto report = peer.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::timed_out));
  BOOST_TEST((report->network_error == wire::IcmpKind::host_unreachable));
}

BOOST_AUTO_TEST_CASE(an_error_that_passed_is_forgotten) {
  HandPeer peer = with_data_outstanding();
  peer.connection().note_network_error(peer.now(), wire::IcmpKind::host_unreachable, outstanding);
  peer.ack(3001);
  peer.connection().abort(peer.now());
  const auto report = peer.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST(!report->network_error);
}

BOOST_AUTO_TEST_CASE(r1_is_told_once_after_three_retransmissions_and_again_after_progress) {
  HandPeer peer{ConnectionConfig{}, {.sack = false}};  // no probes between the timeouts
  peer.establish();
  peer.write(3000);  // RTO 300 ms: resent after 0.3, 0.9, 2.1, 4.5 s
  (void)peer.sent();
  peer.wait(4400ms);
  BOOST_TEST(events_of<Troubled>(peer).second == 0);
  peer.wait(200ms);
  const auto [first, times] = events_of<Troubled>(peer);
  BOOST_REQUIRE(first.has_value());
  BOOST_TEST(first->attempts == 3U);
  BOOST_TEST((first->unanswered_for == 4500ms));
  peer.wait(30s);
  BOOST_TEST(events_of<Troubled>(peer).second == 0);
  BOOST_TEST((peer.connection().state() == State::established));
  peer.ack(3001);
  peer.write(100);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack(3101);  // a fair sample ends the backoff
  peer.write(100);
  peer.wait(20s);
  BOOST_TEST(events_of<Troubled>(peer).second == 1);
  BOOST_TEST(peer.connection().statistics().times_troubled == 2U);
}

BOOST_AUTO_TEST_CASE(r1_is_told_when_a_closed_window_stops_answering_and_not_before) {
  ConnectionConfig config;
  config.max_rto = 2s;
  HandPeer peer{config};
  peer.establish();
  peer.ack_with_window(1, 0);
  peer.write(100);
  for (int step = 0; step < 400; ++step) {  // 20 s of probes, all answered
    if (!peer.watch(50ms).empty()) peer.ack_with_window(1, 0);
  }
  const std::uint64_t answered = peer.connection().statistics().zero_window_probes;
  BOOST_TEST(answered >= 8U);
  BOOST_TEST(events_of<Troubled>(peer).second == 0);
  const auto wait_for_probes = [&](std::uint64_t count) {
    for (int step = 0; step < 400; ++step) {
      if (peer.connection().statistics().zero_window_probes >= answered + count) return;
      peer.wait(50ms);
    }
  };
  wait_for_probes(3);
  BOOST_TEST(events_of<Troubled>(peer).second == 0);
  wait_for_probes(4);
  const auto [trouble, times] = events_of<Troubled>(peer);
  BOOST_REQUIRE(trouble.has_value());
  BOOST_TEST(trouble->attempts == 3U);
}

BOOST_AUTO_TEST_CASE(r1_and_r2_hold_for_syns_too) {
  const ConnectionConfig config;
  BOOST_TEST((config.give_up_connecting_after >= 180s));
  BOOST_TEST(config.troubled_after_retransmissions >= 3U);
  HandPeer peer{config};
  const Instant start = peer.now();
  peer.wait(14s);
  BOOST_TEST(events_of<Troubled>(peer).second == 0);
  peer.wait(2s);  // resent after 1, 3 and 7 s, and now, after 15
  const auto [trouble, times] = events_of<Troubled>(peer);
  BOOST_REQUIRE(trouble.has_value());
  BOOST_TEST(trouble->attempts == 3U);
  std::optional<CloseReport> report;
  while (!report && peer.now() - start < 400s) {
    peer.wait(10ms);
    report = peer.close_report();
  }
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::timed_out));
  BOOST_TEST((report->unanswered_for == 180s));
}

BOOST_AUTO_TEST_CASE(r2_is_the_applications_to_choose_and_100_s_by_default) {
  BOOST_TEST((ConnectionConfig{}.give_up_after >= 100s));
  for (const Duration patience : {Duration{2s}, Duration{100s}, Duration{1h}}) {
    ConnectionConfig config;
    config.give_up_after = patience;
    HandPeer peer = with_data_outstanding(config);
    peer.wait(patience - 10ms);
    BOOST_TEST(!peer.connection().is_closed());
    peer.wait(20ms);
    BOOST_TEST(peer.connection().is_closed());
  }
}

BOOST_AUTO_TEST_SUITE_END()
