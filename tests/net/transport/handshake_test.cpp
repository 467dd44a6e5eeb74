#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(handshake)

BOOST_AUTO_TEST_CASE(syn_offers_mss_scale_sack_and_timestamps) {
  const HandPeer peer{ConnectionConfig{}};
  BOOST_TEST(peer.syn().sender.syn);
  BOOST_TEST(!peer.syn().receiver.acknowledgment);
  BOOST_TEST((peer.syn().syn_options ==
              wire::SynOptions{1452, std::uint8_t{10}, true, wire::AcklabOption{30, false}}));
  BOOST_TEST(peer.syn().timestamps.has_value());
}

BOOST_AUTO_TEST_CASE(an_option_is_answered_only_when_it_was_offered) {
  Pair::Settings settings;
  settings.client.mechanisms.sack = false;
  settings.client.mechanisms.timestamps = false;
  settings.client.mechanisms.window_scale = false;
  settings.client.negotiate = false;
  Pair pair{settings};
  BOOST_REQUIRE_MESSAGE(pair.connect(), pair.log());
  const auto answer = pair.sent_by(Side::server).front().segment;
  BOOST_TEST((answer.syn_options == wire::SynOptions{1452, std::nullopt, false}));
  BOOST_TEST(!answer.timestamps);
}

BOOST_AUTO_TEST_CASE(without_an_mss_option_segments_hold_536_bytes) {
  ConnectionConfig config;
  config.mechanisms.timestamps = false;
  HandPeer peer{config, {.max_segment_size = std::nullopt}};
  peer.establish();
  peer.write(2000);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 3U);
  BOOST_TEST(sent[0].sender.payload.size() == 536U);
}

BOOST_AUTO_TEST_CASE(timestamps_take_their_room_from_each_segment) {
  HandPeer peer{ConnectionConfig{}, {.timestamps = true}};
  peer.establish();
  peer.write(1000);
  BOOST_TEST(peer.sent().front().sender.payload.size() == 988U);
}

BOOST_AUTO_TEST_CASE(the_window_of_a_syn_is_never_scaled_and_later_ones_are) {
  HandPeer peer{ConnectionConfig{}, {.window_scale = 3, .window = 2000}};
  peer.establish();
  BOOST_TEST(peer.connection().snapshot().send_window_bytes == 2000U);
  peer.ack(1);
  BOOST_TEST(peer.connection().snapshot().send_window_bytes == 16'000U);
}

BOOST_AUTO_TEST_CASE(an_answer_to_a_syn_sent_twice_measures_no_round_trip) {
  // The peer saw the first SYN at once, but its answer was lost twice: what comes after two seconds
  // on the peer's own timer still echoes the first SYN.
  HandPeer peer{ConnectionConfig{}, {.timestamps = true}};
  const wire::Timestamps first = peer.syn().timestamps.value();
  BOOST_TEST(peer.watch(2s).size() == 1U);
  wire::Segment answer = peer.segment(0);
  answer.sender.syn = true;
  answer.syn_options.max_segment_size = 1000;
  answer.timestamps = wire::Timestamps{5, first.value};
  answer.receiver.acknowledgment = HandPeer::own_initial + 1;
  peer.give(answer);
  BOOST_TEST((peer.connection().state() == State::established));
  BOOST_TEST(!peer.connection().snapshot().smoothed_rtt.has_value());
  peer.sent();
  peer.write(900);
  peer.sent();
  peer.wait(20ms);
  BOOST_TEST((peer.connection().snapshot().retransmission_timeout == Duration{3s}));
  peer.ack(901);
  BOOST_TEST((peer.connection().snapshot().smoothed_rtt == Duration{20ms}));
  BOOST_TEST((peer.connection().snapshot().retransmission_timeout == Duration{200ms}));
}

BOOST_AUTO_TEST_CASE(both_ends_learn_that_they_are_connected) {
  Pair pair{{}};
  BOOST_REQUIRE_MESSAGE(pair.connect(), pair.log());
  for (const Side side : {Side::client, Side::server}) {
    BOOST_REQUIRE(pair.events(side).size() == 1U);
    BOOST_TEST(std::holds_alternative<Connected>(pair.events(side)[0]));
  }
}

BOOST_AUTO_TEST_CASE(an_unanswered_syn_goes_again_at_doubling_intervals) {
  HandPeer peer{ConnectionConfig{}};
  const Instant start = peer.now();
  const auto seen = peer.watch(40s);
  BOOST_REQUIRE(seen.size() == 5U);
  const std::array<Duration, 5> expected{1s, 3s, 7s, 15s, 31s};
  for (std::size_t index = 0; index < expected.size(); ++index) {
    BOOST_TEST(seen[index].second.sender.syn);
    BOOST_TEST((seen[index].first - start == expected[index]));
  }
  BOOST_TEST(peer.connection().statistics().retransmitted_syns == 5U);
}

BOOST_AUTO_TEST_CASE(lost_syn_and_lost_syn_ack_only_delay_the_connection) {
  Pair pair{{}};
  pair.set_rule([](const Travelling& segment) {
    return segment.index == 0 ? Verdict::drop() : Verdict{};  // the first of each direction
  });
  BOOST_TEST(pair.connect(), pair.log());
}

BOOST_AUTO_TEST_CASE(a_repeated_syn_gets_the_syn_ack_again) {
  Pair pair{{}};
  pair.set_rule([](const Travelling& segment) {
    Verdict verdict;
    if (segment.from == Side::client && segment.index == 0) verdict.copies = 2;
    return verdict;
  });
  BOOST_REQUIRE_MESSAGE(pair.connect(), pair.log());
  BOOST_TEST(pair.sent_by(Side::server)[1].segment.sender.syn);
}

BOOST_AUTO_TEST_CASE(simultaneous_open_connects_both_ends) {
  const Instant start = timeline_origin + 1s;
  Connection left = Connection::connect(start, {1, 2}, {}, Seq32{100});
  Connection right = Connection::connect(start, {2, 1}, {}, Seq32{300});
  Instant now = start;
  for (int round = 0; round < 6; ++round) {
    std::vector<wire::Segment> to_left;
    std::vector<wire::Segment> to_right;
    while (auto segment = left.poll_transmit(now)) to_right.push_back(*segment);
    while (auto segment = right.poll_transmit(now)) to_left.push_back(*segment);
    now += 10ms;
    for (const auto& segment : to_left) left.handle_segment(now, segment);
    for (const auto& segment : to_right) right.handle_segment(now, segment);
  }
  BOOST_TEST((left.state() == State::established));
  BOOST_TEST((right.state() == State::established));
  const Bytes hello{'h', 'i'};
  BOOST_TEST(left.write(now, hello) == 2U);
  while (auto segment = left.poll_transmit(now)) right.handle_segment(now, *segment);
  BOOST_TEST(right.readable_bytes() == 2U);
}

BOOST_AUTO_TEST_CASE(a_half_open_peer_is_reset_by_its_wrong_ack) {
  // RFC 9293 §3.5.1: the peer still remembers an old connection and answers our SYN with an ACK.
  HandPeer peer{ConnectionConfig{}};
  wire::Segment old = peer.segment(5000);
  old.receiver.acknowledgment = Seq32{777};
  peer.give(old);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(sent[0].rst);
  BOOST_TEST((sent[0].sender.sequence == Seq32{777}));
  BOOST_TEST((peer.connection().state() == State::syn_sent));
}

BOOST_AUTO_TEST_CASE(a_reset_that_answers_the_syn_means_refused) {
  HandPeer peer{ConnectionConfig{}};
  peer.rst(0);
  const auto report = peer.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::refused));
}

BOOST_AUTO_TEST_CASE(a_reset_without_ack_of_the_syn_is_ignored) {
  HandPeer peer{ConnectionConfig{}};
  wire::Segment reset = peer.segment(0);
  reset.rst = true;
  reset.receiver.acknowledgment.reset();
  peer.give(reset);
  BOOST_TEST((peer.connection().state() == State::syn_sent));
}

BOOST_AUTO_TEST_CASE(after_two_lost_syns_the_first_window_is_one_segment) {
  HandPeer peer{ConnectionConfig{}};
  peer.wait(3500ms);
  peer.establish();
  peer.write(10'000);
  BOOST_TEST(peer.sent().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_first_window_is_ten_segments) {
  HandPeer peer{ConnectionConfig{}};
  peer.establish();
  peer.write(30'000);
  BOOST_TEST(peer.sent().size() == 10U);
}

BOOST_AUTO_TEST_SUITE_END()
