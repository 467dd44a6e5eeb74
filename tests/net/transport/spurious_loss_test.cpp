// What was sent again for nothing: reported (RFC 2883), noticed (RFC 3522, 5682) and taken back.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

constexpr bool with_sack = true;
constexpr bool with_timestamps = true;

HandPeer suspicious(bool sack, bool timestamps = false) {
  ConnectionConfig config;
  HandPeer peer{config, {.sack = sack, .timestamps = timestamps}};
  peer.establish();
  return peer;
}

std::vector<std::uint64_t> resent_at(const std::vector<wire::Segment>& segments) {
  std::vector<std::uint64_t> found;
  for (const auto& segment : segments) found.push_back(HandPeer::offset_of(segment));
  return found;
}

wire::SackBlock peer_block(std::uint64_t begin, std::uint64_t end) {
  return {Seq32::wrap(begin, HandPeer::peer_initial), Seq32::wrap(end, HandPeer::peer_initial)};
}

/// An ACK whose timestamp echoes `echo`.
void ack_echoing(HandPeer& peer, std::uint64_t offset, std::uint32_t echo) {
  wire::Segment ack = peer.segment(1);
  ack.receiver.acknowledgment = Seq32::wrap(offset, HandPeer::own_initial);
  ack.timestamps->echo_reply = echo;
  peer.give(ack);
}

/// Ten segments of 1000 go out, the first is late: it is sent again, and arrives all the same.
HandPeer misled_by_a_late_segment() {
  HandPeer peer = suspicious(with_sack);
  peer.write(10'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  peer.wait(100ms);
  peer.ack(1, {{1001, 4001}});
  BOOST_REQUIRE((resent_at(peer.sent()) == std::vector<std::uint64_t>{1}));
  BOOST_TEST(peer.connection().snapshot().congestion_window_bytes < 10'000U);
  peer.ack(10'001);
  return peer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(spurious_loss)

BOOST_AUTO_TEST_CASE(what_came_twice_is_reported_in_the_first_block_once) {
  HandPeer peer = suspicious(with_sack);
  peer.data(1, 1000);
  peer.data(1001, 1000);
  (void)peer.sent();
  peer.data(1, 1000);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(HandPeer::acked_by(sent[0]) == 2001U);
  BOOST_REQUIRE(sent[0].receiver.sack.size() == 1U);
  BOOST_TEST((*sent[0].receiver.sack.begin() == peer_block(1, 1001)));
  peer.data(2001, 1000);
  for (const auto& segment : peer.sent()) BOOST_TEST(segment.receiver.sack.empty());
}

BOOST_AUTO_TEST_CASE(a_duplicate_beyond_a_hole_is_followed_by_the_block_that_holds_it) {
  HandPeer peer = suspicious(with_sack);
  peer.data(1001, 1000);
  peer.data(4001, 1000);
  (void)peer.sent();
  peer.data(1001, 500);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_REQUIRE(sent[0].receiver.sack.size() == 3U);
  const wire::SackBlock* const blocks = sent[0].receiver.sack.begin();
  BOOST_TEST((blocks[0] == peer_block(1001, 1501)));
  BOOST_TEST((blocks[1] == peer_block(1001, 2001)));
  BOOST_TEST((blocks[2] == peer_block(4001, 5001)));
}

BOOST_AUTO_TEST_CASE(only_the_part_that_came_twice_is_reported) {
  HandPeer peer = suspicious(with_sack);
  peer.data(1, 1000);
  peer.data(1001, 1000);
  (void)peer.sent();
  peer.data(1501, 1000);  // half of it is new
  const auto seen = peer.watch(50ms);
  BOOST_REQUIRE(!seen.empty());
  const wire::Segment& ack = seen.front().second;
  BOOST_TEST(HandPeer::acked_by(ack) == 2501U);
  BOOST_REQUIRE(!ack.receiver.sack.empty());
  BOOST_TEST((*ack.receiver.sack.begin() == peer_block(1501, 2001)));
}

BOOST_AUTO_TEST_CASE(a_reported_duplicate_takes_a_mistaken_reduction_back) {
  HandPeer peer = misled_by_a_late_segment();
  BOOST_TEST(peer.connection().statistics().needless_retransmissions == 0U);
  peer.ack(10'001, {{1, 1001}});
  const Statistics counted = peer.connection().statistics();
  BOOST_TEST(counted.duplicates_reported == 1U);
  BOOST_TEST(counted.needless_retransmissions == 1U);
  BOOST_TEST(counted.spurious_reductions == 1U);
  const Snapshot after = peer.connection().snapshot();
  BOOST_TEST(after.congestion_window_bytes >= 10'000U);
  BOOST_TEST(!after.slow_start_threshold_bytes.has_value());
}

BOOST_AUTO_TEST_CASE(one_needed_retransmission_in_the_episode_keeps_the_reduction) {
  HandPeer peer = suspicious(with_sack);
  peer.write(10'000);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack(1, {{1001, 2001}, {3001, 8001}});
  (void)peer.sent();
  peer.ack(1, {{1001, 2001}, {3001, 10'001}});
  BOOST_REQUIRE(peer.connection().statistics().retransmissions() == 2U);
  peer.ack(10'001, {{1, 1001}});  // only the first was needless
  BOOST_TEST(peer.connection().statistics().needless_retransmissions == 1U);
  BOOST_TEST(peer.connection().statistics().spurious_reductions == 0U);
  BOOST_TEST(peer.connection().snapshot().slow_start_threshold_bytes.has_value());
}

BOOST_AUTO_TEST_CASE(a_duplicate_that_the_network_made_changes_nothing) {
  HandPeer peer = suspicious(with_sack);
  peer.write(10'000);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack(10'001, {{5001, 6001}});
  const Statistics counted = peer.connection().statistics();
  BOOST_TEST(counted.duplicates_reported == 1U);
  BOOST_TEST(counted.needless_retransmissions == 0U);
  BOOST_TEST(counted.spurious_reductions == 0U);
}

BOOST_AUTO_TEST_CASE(a_report_of_bytes_never_sent_is_ignored) {
  HandPeer peer = suspicious(with_sack);
  peer.write(1000);
  (void)peer.sent();
  peer.ack(1, {{500'001, 500'101}});
  BOOST_TEST(peer.connection().statistics().duplicates_reported == 0U);
}

BOOST_AUTO_TEST_CASE(a_mistake_widens_the_reordering_window_for_the_next_hole) {
  HandPeer peer = misled_by_a_late_segment();
  peer.ack(10'001, {{1, 1001}});
  peer.write(5000);
  BOOST_REQUIRE(peer.sent().size() == 5U);
  peer.wait(100ms);
  peer.ack(10'001, {{11'001, 15'001}});  // three times the threshold of three
  const Instant start = peer.now();
  const auto seen = peer.watch(80ms);
  BOOST_REQUIRE(!seen.empty());
  BOOST_TEST(HandPeer::offset_of(seen.front().second) == 10'001U);
  BOOST_TEST((seen.front().first - start == 50ms));  // two quarters of the round trip
}

BOOST_AUTO_TEST_CASE(an_echo_from_before_the_timeout_takes_it_back) {
  for (const bool original_arrived : {true, false}) {
    HandPeer peer = suspicious(!with_sack, with_timestamps);
    peer.write(5 * 988);
    const auto sent = peer.sent();
    BOOST_REQUIRE(sent.size() == 5U);
    peer.wait(310ms);  // the timeout came after 300
    const auto again = peer.sent();
    BOOST_TEST(peer.connection().statistics().timeouts == 1U);
    BOOST_TEST(peer.connection().snapshot().congestion_window_bytes == 988U);
    const std::uint32_t late = sent.front().timestamps->value;
    ack_echoing(peer, 989, original_arrived ? late : late + 300);
    const Statistics counted = peer.connection().statistics();
    BOOST_TEST(counted.spurious_reductions == (original_arrived ? 1U : 0U));
    const auto next = peer.sent();
    if (original_arrived) {
      BOOST_TEST(next.empty());  // the other four are on their way
      BOOST_TEST(peer.connection().snapshot().congestion_window_bytes >= 9880U);
      BOOST_TEST(peer.connection().snapshot().in_flight_bytes == 4U * 988U);
    } else {
      BOOST_TEST(!next.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(without_timestamps_new_data_tests_whether_the_timeout_was_right) {
  HandPeer peer = suspicious(with_sack);
  peer.write(20'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  (void)peer.watch(650ms);  // a probe, then the timeout
  BOOST_REQUIRE(peer.connection().statistics().timeouts == 1U);
  peer.ack(1001);
  const auto tested = resent_at(peer.sent());
  BOOST_REQUIRE_EQUAL(tested.size(), 2U);
  BOOST_TEST(tested[0] >= 10'001U);  // new data, RFC 5682 §3.1 step 2
  peer.ack(2001);                    // sent once, before the timeout: it was only late
  BOOST_TEST(peer.connection().statistics().spurious_reductions == 1U);
  BOOST_TEST(peer.connection().snapshot().congestion_window_bytes >= 10'000U);
  for (const std::uint64_t offset : resent_at(peer.sent())) BOOST_TEST(offset > 10'000U);
}

BOOST_AUTO_TEST_CASE(a_right_timeout_goes_on_retransmitting_after_the_test) {
  HandPeer peer = suspicious(!with_sack);
  peer.write(20'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  (void)peer.watch(310ms);
  BOOST_REQUIRE(peer.connection().statistics().timeouts == 1U);
  peer.ack(1001);
  BOOST_TEST(peer.sent().size() == 2U);
  peer.ack(1001);  // the new data arrived, what lies before it did not
  BOOST_TEST(peer.connection().statistics().spurious_reductions == 0U);
  const auto again = resent_at(peer.sent());
  BOOST_REQUIRE(!again.empty());
  BOOST_TEST(again.front() == 1001U);
}

BOOST_AUTO_TEST_SUITE_END()
