// When this side acknowledges, and how it treats what arrives: delayed ACKs, windows, probes,
// Nagle.

#include <boost/test/unit_test.hpp>

#include "net/transport/ack_policy.hpp"
#include "tests/support/transport_hand_peer.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

ConnectionConfig plain() {
  ConnectionConfig config;
  config.mechanisms.timestamps = false;
  return config;
}

HandPeer established(const ConnectionConfig& config) {
  HandPeer peer{config};
  peer.establish();
  return peer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(acknowledging)

BOOST_AUTO_TEST_CASE(one_segment_is_acknowledged_after_the_delay) {
  HandPeer peer = established(plain());
  const Instant start = peer.now();
  peer.data(1, 1000);
  BOOST_TEST(peer.sent().empty());
  const auto seen = peer.watch(1s);
  BOOST_REQUIRE(seen.size() == 1U);
  BOOST_TEST((seen[0].first - start == 40ms));
  BOOST_TEST(HandPeer::acked_by(seen[0].second) == 1001U);
}

BOOST_AUTO_TEST_CASE(every_second_full_segment_is_acknowledged_at_once) {
  HandPeer peer = established(plain());
  peer.data(1, 1000);
  peer.data(1001, 1000);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(HandPeer::acked_by(sent[0]) == 2001U);
}

BOOST_AUTO_TEST_CASE(after_a_hole_segments_are_acknowledged_one_by_one_for_a_while) {
  HandPeer peer = established(plain());
  peer.data(1001, 1000);
  peer.data(1, 1000);  // fills the hole
  (void)peer.sent();
  std::uint32_t next = 2001;
  for (unsigned number = 0; number < AckPolicy::quick_acks_after_disorder; ++number) {
    peer.data(next, 1000);
    next += 1000;
    BOOST_TEST(peer.sent().size() == 1U, "segment " << number << " after the hole");
  }
  peer.data(next, 1000);
  BOOST_TEST(peer.sent().empty());
  peer.data(next + 1000, 1000);
  BOOST_TEST(peer.sent().size() == 1U);
}

BOOST_AUTO_TEST_CASE(without_delayed_ack_each_segment_is_acknowledged) {
  ConnectionConfig config = plain();
  config.mechanisms.delayed_ack = false;
  HandPeer peer = established(config);
  peer.data(1, 10);
  BOOST_TEST(peer.sent().size() == 1U);
}

BOOST_AUTO_TEST_CASE(out_of_order_duplicate_hole_and_fin_are_answered_at_once) {
  HandPeer peer = established(plain());
  peer.data(1001, 500);
  auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(HandPeer::acked_by(sent[0]) == 1U);
  BOOST_REQUIRE(sent[0].receiver.sack.size() == 1U);
  peer.data(1, 1000);  // fills the hole
  sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(HandPeer::acked_by(sent[0]) == 1501U);
  BOOST_TEST(sent[0].receiver.sack.empty());
  peer.data(1, 1000);
  BOOST_TEST(peer.sent().size() == 1U);
  peer.fin(1501);
  sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(HandPeer::acked_by(sent[0]) == 1502U);
  const Statistics counted = peer.connection().statistics();
  BOOST_TEST(counted.discarded_duplicates == 1U);
  BOOST_TEST(counted.received_out_of_order == 1U);
}

BOOST_AUTO_TEST_CASE(four_sack_blocks_fit_without_timestamps_and_three_with) {
  for (const bool timestamps : {false, true}) {
    const ConnectionConfig config;
    HandPeer peer{config, {.timestamps = timestamps}};
    peer.establish();
    for (const std::uint64_t offset : {1001U, 3001U, 5001U, 7001U, 9001U}) peer.data(offset, 500);
    const auto sent = peer.sent();
    BOOST_REQUIRE(!sent.empty());
    BOOST_TEST(sent.front().receiver.sack.size() == (timestamps ? 3U : 4U));
    const wire::SackBlock newest{Seq32::wrap(9001, HandPeer::peer_initial),
                                 Seq32::wrap(9501, HandPeer::peer_initial)};
    BOOST_TEST((*sent.front().receiver.sack.begin() == newest));
  }
}

BOOST_AUTO_TEST_CASE(reading_everything_opens_a_closed_window_without_being_asked) {
  ConnectionConfig config = plain();
  config.receive_buffer_bytes = 4000;
  HandPeer peer = established(config);
  for (std::uint64_t offset = 1; offset < 4001; offset += 1000) peer.data(offset, 1000);
  const auto sent = peer.sent();
  BOOST_TEST(sent.back().receiver.window == 0U);
  BOOST_TEST(peer.read(500) == 500U);
  BOOST_TEST(peer.sent().empty());  // silly-window avoidance: less than a segment
  BOOST_TEST(peer.read(3500) == 3500U);
  const auto update = peer.sent();
  BOOST_REQUIRE(update.size() == 1U);
  BOOST_TEST(update[0].receiver.window == 4000U);
}

BOOST_AUTO_TEST_CASE(data_beyond_the_window_is_discarded_and_answered) {
  ConnectionConfig config = plain();
  config.receive_buffer_bytes = 4000;
  HandPeer peer = established(config);
  peer.data(5001, 100);
  BOOST_TEST(peer.sent().size() == 1U);
  BOOST_TEST(peer.connection().statistics().discarded_out_of_window == 1U);
}

BOOST_AUTO_TEST_CASE(an_older_window_does_not_overwrite_a_newer_one) {
  HandPeer peer = established(plain());
  peer.data(1, 10);
  wire::Segment newer = peer.segment(11);
  newer.receiver.window = 30'000;
  peer.give(newer);
  wire::Segment older = peer.segment(1);
  older.sender.payload.assign(20, 'x');  // overlaps RCV.NXT, so it is acceptable, but WL1 is newer
  older.receiver.window = 5;
  peer.give(older);
  BOOST_TEST(peer.connection().snapshot().send_window_bytes == 30'000U);
}

BOOST_AUTO_TEST_CASE(nagle_holds_a_small_segment_while_data_is_unacknowledged) {
  HandPeer peer = established(plain());
  peer.write(10);
  BOOST_TEST(peer.sent().size() == 1U);
  peer.write(10);
  peer.write(10);
  BOOST_TEST(peer.sent().empty());
  peer.wait(50ms);
  peer.ack(11);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(sent[0].sender.payload.size() == 20U);
  BOOST_TEST(sent[0].sender.push);
}

BOOST_AUTO_TEST_CASE(without_nagle_each_write_goes_at_once) {
  ConnectionConfig config = plain();
  config.mechanisms.nagle = false;
  HandPeer peer = established(config);
  for (int write = 0; write < 3; ++write) {
    peer.write(10);
    BOOST_TEST(peer.sent().size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(push_marks_the_last_segment_of_what_was_written) {
  HandPeer peer = established(plain());
  peer.write(2500);
  peer.connection().close(peer.now());
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 3U);
  BOOST_TEST(!sent[0].sender.push);
  BOOST_TEST(!sent[1].sender.push);
  BOOST_TEST(sent[2].sender.push);
  BOOST_TEST(sent[2].sender.fin);
}

BOOST_AUTO_TEST_CASE(the_sender_leaves_a_silly_window_alone) {
  HandPeer peer = established(plain());
  peer.ack_with_window(1, 8000);
  peer.write(20'000);
  BOOST_TEST(peer.sent().size() == 8U);
  peer.wait(50ms);
  peer.ack_with_window(8001, 100);
  BOOST_TEST(peer.sent().empty());
  peer.ack_with_window(8001, 1000);
  BOOST_TEST(peer.sent().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_closed_window_is_probed_at_growing_intervals_for_ever_while_answered) {
  ConnectionConfig config = plain();
  config.give_up_after = 10s;
  HandPeer peer = established(config);
  peer.write(3000);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack_with_window(3001, 0);
  peer.write(3000);
  std::vector<Duration> intervals;
  Instant last = peer.now();
  for (int probe = 0; probe < 12; ++probe) {
    std::vector<std::pair<Instant, wire::Segment>> seen;
    while (seen.empty() && peer.now() - last < 100s) seen = peer.watch(100ms);
    BOOST_REQUIRE(seen.size() == 1U);
    BOOST_TEST(seen[0].second.sender.payload.size() == 1U);
    BOOST_TEST(HandPeer::offset_of(seen[0].second) == 3001U);
    intervals.push_back(seen[0].first - last);
    last = seen[0].first;
    peer.ack_with_window(3001, 0);
  }
  BOOST_TEST((intervals[0] <= 300ms));
  BOOST_TEST((intervals[3] >= 3 * intervals[1]));
  BOOST_TEST((intervals[11] >= 59s));
  BOOST_TEST((peer.connection().state() == State::established));
  BOOST_TEST(peer.connection().statistics().zero_window_probes == 12U);
  BOOST_TEST(peer.connection().statistics().timeouts == 0U);
  peer.ack_with_window(3001, 10'000);
  const auto sent = peer.sent();
  std::size_t bytes = 0;
  for (const auto& segment : sent) bytes += segment.sender.payload.size();
  BOOST_TEST(HandPeer::offset_of(sent.front()) == 3001U);
  BOOST_TEST(bytes >= 2001U);
}

BOOST_AUTO_TEST_CASE(a_probe_that_is_taken_moves_the_stream) {
  HandPeer peer = established(plain());
  peer.ack_with_window(1, 0);
  peer.write(3000);
  const auto seen = peer.watch(400ms);
  BOOST_REQUIRE(seen.size() == 1U);
  peer.ack_with_window(2, 5000);
  const auto sent = peer.sent();
  BOOST_REQUIRE(!sent.empty());
  BOOST_TEST(HandPeer::offset_of(sent[0]) == 2U);
}

BOOST_AUTO_TEST_CASE(a_closed_window_that_stops_answering_ends_the_connection) {
  ConnectionConfig config = plain();
  config.give_up_after = 10s;
  HandPeer peer = established(config);
  peer.ack_with_window(1, 0);
  peer.write(100);
  const Instant start = peer.now();
  std::optional<CloseReport> report;
  while (!report && peer.now() - start < 60s) {
    peer.wait(100ms);
    report = peer.close_report();
  }
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::timed_out));
  BOOST_TEST((report->unanswered_for == 10s));
  BOOST_TEST(report->bytes_unacknowledged == 100U);
}

BOOST_AUTO_TEST_CASE(an_old_timestamp_is_dropped_and_answered) {
  HandPeer peer{ConnectionConfig{}, {.timestamps = true}};
  peer.establish();
  peer.data(1, 100);
  peer.wait(100ms);
  wire::Segment old = peer.segment(101);
  old.sender.payload.assign(50, 'x');
  old.timestamps->value -= 5000;
  peer.give(old);
  BOOST_TEST(peer.connection().statistics().discarded_old_timestamps == 1U);
  BOOST_TEST(peer.connection().readable_bytes() == 100U);
  BOOST_TEST(peer.sent().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
