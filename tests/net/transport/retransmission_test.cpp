// RFC 6298 timeouts, Karn, fast retransmit, NewReno and SACK recovery, RACK and tail loss probes.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

HandPeer established(bool sack, bool timestamps = false, std::uint32_t first_window = 10) {
  ConnectionConfig config;
  config.mechanisms.sack = sack;
  config.mechanisms.timestamps = timestamps;
  config.initial_window_segments = first_window;
  HandPeer peer{config, {.sack = sack, .timestamps = timestamps}};
  peer.establish();
  return peer;
}

std::vector<std::uint64_t> offsets(const std::vector<wire::Segment>& segments) {
  std::vector<std::uint64_t> found;
  found.reserve(segments.size());
  for (const auto& segment : segments) found.push_back(HandPeer::offset_of(segment));
  return found;
}

using Offsets = std::vector<std::uint64_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(retransmission)

BOOST_AUTO_TEST_CASE(retransmission_timeout_doubles_after_each_expiry) {
  HandPeer peer = established(false);  // the handshake took 100 ms: RTO 300 ms
  const Instant start = peer.now();
  peer.write(1000);
  BOOST_REQUIRE(peer.sent().size() == 1U);
  const auto seen = peer.watch(10s);
  BOOST_REQUIRE(seen.size() == 5U);
  const std::array<Duration, 5> expected{300ms, 900ms, 2100ms, 4500ms, 9300ms};
  for (std::size_t index = 0; index < expected.size(); ++index) {
    BOOST_TEST((seen[index].first - start == expected[index]));
    BOOST_TEST(HandPeer::offset_of(seen[index].second) == 1U);
  }
  BOOST_TEST(peer.connection().statistics().retransmitted_by_timeout == 5U);
}

BOOST_AUTO_TEST_CASE(retransmission_timeout_never_exceeds_its_maximum) {
  ConnectionConfig config;
  config.max_rto = 2s;
  HandPeer peer{config, {.sack = false}};
  peer.establish();
  peer.write(1000);
  const auto seen = peer.watch(20s);
  BOOST_REQUIRE(seen.size() > 6U);
  BOOST_TEST((seen[6].first - seen[5].first == 2s));
}

BOOST_AUTO_TEST_CASE(an_ambiguous_ack_is_no_sample_and_keeps_the_backoff) {
  HandPeer peer = established(false);
  peer.write(1000);
  peer.wait(400ms);  // one timeout
  peer.ack(1001);
  const Snapshot after = peer.connection().snapshot();
  BOOST_TEST((*after.smoothed_rtt == 100ms));
  BOOST_TEST((after.retransmission_timeout == 600ms));
  peer.write(1000);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack(2001);
  BOOST_TEST((peer.connection().snapshot().retransmission_timeout < 300ms));
}

BOOST_AUTO_TEST_CASE(timestamps_give_a_sample_from_retransmitted_data_too) {
  HandPeer peer = established(false, true);
  peer.write(900);
  peer.wait(400ms);  // the retransmission went 100 ms ago
  peer.ack(901);
  const Snapshot after = peer.connection().snapshot();
  BOOST_TEST((*after.smoothed_rtt == 100ms));
  BOOST_TEST((after.retransmission_timeout < 300ms));
}

BOOST_AUTO_TEST_CASE(a_timeout_starts_again_from_one_segment_and_half_the_flight) {
  HandPeer peer = established(false);
  peer.write(20'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  peer.wait(310ms);
  const Snapshot after = peer.connection().snapshot();
  BOOST_TEST(after.congestion_window_bytes == 1000U);
  BOOST_TEST((after.slow_start_threshold_bytes == 5000U));
  BOOST_TEST(after.in_flight_bytes == 1000U);
}

BOOST_AUTO_TEST_CASE(fast_retransmit_waits_for_exactly_three_duplicates) {
  HandPeer peer = established(false);
  peer.write(9000);
  (void)peer.sent();
  peer.wait(100ms);
  for (int duplicate = 0; duplicate < 2; ++duplicate) {
    peer.ack(1);
    BOOST_TEST(peer.sent().empty());
  }
  peer.ack(1);
  BOOST_TEST((offsets(peer.sent()) == Offsets{1}));
  BOOST_TEST(peer.connection().statistics().retransmitted_by_fast_retransmit == 1U);
  BOOST_TEST(peer.connection().statistics().fast_recoveries == 1U);
  BOOST_TEST((peer.connection().snapshot().slow_start_threshold_bytes ==
              4000U));  // half of 9 segments, whole ones
}

BOOST_AUTO_TEST_CASE(an_ack_with_data_or_another_window_is_no_duplicate) {
  HandPeer peer = established(false);
  peer.write(9000);
  (void)peer.sent();
  peer.wait(50ms);
  for (std::uint16_t number = 0; number < 4; ++number) {
    peer.ack_with_window(1, static_cast<std::uint16_t>(50'000 + number));
    peer.data(1 + number * 10U, 10);
  }
  (void)peer.sent();
  BOOST_TEST(peer.connection().statistics().fast_recoveries == 0U);
}

BOOST_AUTO_TEST_CASE(limited_transmit_sends_new_data_on_the_first_two_duplicates) {
  HandPeer peer = established(false);
  peer.write(20'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  peer.wait(100ms);
  peer.ack(1);
  BOOST_TEST((offsets(peer.sent()) == Offsets{10'001}));
  peer.ack(1);
  BOOST_TEST((offsets(peer.sent()) == Offsets{11'001}));
}

BOOST_AUTO_TEST_CASE(newreno_retransmits_the_next_hole_on_each_partial_ack) {
  HandPeer peer = established(false);
  peer.write(10'000);
  (void)peer.sent();
  peer.wait(100ms);
  // 1, 3001 and 6001 are lost: seven duplicates in all.
  for (int duplicate = 0; duplicate < 7; ++duplicate) peer.ack(1);
  BOOST_TEST((offsets(peer.sent()) == Offsets{1}));
  peer.wait(100ms);
  peer.ack(3001);
  BOOST_TEST((offsets(peer.sent()) == Offsets{3001}));
  peer.wait(100ms);
  peer.ack(6001);
  BOOST_TEST((offsets(peer.sent()) == Offsets{6001}));
  peer.wait(100ms);
  peer.ack(10'001);
  BOOST_TEST(peer.sent().empty());
  BOOST_TEST(peer.connection().statistics().fast_recoveries == 1U);
  BOOST_TEST(peer.connection().statistics().timeouts == 0U);
}

BOOST_AUTO_TEST_CASE(sack_recovery_retransmits_only_the_holes) {
  HandPeer peer = established(true);
  peer.write(10'000);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack(1, {{1001, 2001}});
  BOOST_TEST(peer.sent().empty());
  peer.ack(1, {{1001, 3001}});
  BOOST_TEST(peer.sent().empty());
  peer.ack(1, {{4001, 5001}, {1001, 3001}});  // the third segment delivered out of order
  std::vector<std::uint64_t> resent = offsets(peer.sent());
  peer.ack(1, {{4001, 10'001}, {1001, 3001}});
  for (const std::uint64_t offset : offsets(peer.sent())) resent.push_back(offset);
  BOOST_TEST((resent == Offsets{1, 3001}));
  const Statistics counted = peer.connection().statistics();
  BOOST_TEST(counted.retransmitted_by_fast_retransmit == 1U);
  BOOST_TEST(counted.retransmitted_in_sack_recovery == 1U);
}

BOOST_AUTO_TEST_CASE(a_single_hole_is_called_lost_after_the_reordering_window) {
  HandPeer peer = established(true);
  peer.write(2000);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack(1, {{1001, 2001}});
  BOOST_TEST(peer.sent().empty());
  const auto seen = peer.watch(60ms);  // a quarter of the 100 ms round trip
  BOOST_REQUIRE(seen.size() == 1U);
  BOOST_TEST(HandPeer::offset_of(seen[0].second) == 1U);
  BOOST_TEST(peer.connection().statistics().retransmitted_by_rack == 1U);
}

BOOST_AUTO_TEST_CASE(a_lost_retransmission_is_noticed_without_a_timeout) {
  HandPeer peer = established(true);
  peer.write(30'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  peer.wait(100ms);
  peer.ack(1, {{1001, 10'001}});
  const auto resent = peer.sent();  // the hole, and new data behind it
  BOOST_REQUIRE(offsets(resent).front() == 1U);
  BOOST_REQUIRE(resent.size() >= 2U);
  const std::uint64_t end = offsets(resent).back() + 1000;
  peer.wait(100ms);
  peer.ack(1, {{1001, end}});  // what was sent after the retransmission arrived: it did not
  const auto again = peer.watch(30ms);
  BOOST_REQUIRE(!again.empty());
  BOOST_TEST(HandPeer::offset_of(again.front().second) == 1U);
  BOOST_TEST(peer.connection().statistics().retransmitted_by_rack == 1U);
  BOOST_TEST(peer.connection().statistics().timeouts == 0U);
}

BOOST_AUTO_TEST_CASE(a_lost_tail_is_probed_after_two_round_trips) {
  HandPeer peer = established(true);
  peer.write(3000);
  (void)peer.sent();
  const Instant start = peer.now();
  const auto seen = peer.watch(310ms);
  BOOST_REQUIRE(seen.size() == 1U);
  BOOST_TEST((seen[0].first - start == 200ms));
  BOOST_TEST(HandPeer::offset_of(seen[0].second) == 2001U);
  BOOST_TEST(peer.connection().statistics().retransmitted_by_tail_loss_probe == 1U);
  peer.ack(1, {{2001, 3001}});
  BOOST_TEST((offsets(peer.sent()) == Offsets{1}));
  peer.wait(100ms);
  peer.ack(1001, {{2001, 3001}});
  BOOST_TEST((offsets(peer.sent()) == Offsets{1001}));
  BOOST_TEST(peer.connection().statistics().timeouts == 0U);
}

BOOST_AUTO_TEST_CASE(a_probe_that_silently_repairs_a_loss_halves_the_window) {
  HandPeer peer = established(true, true);
  peer.write(2964);  // three segments of 988
  (void)peer.sent();
  peer.wait(210ms);
  (void)peer.sent();
  peer.wait(100ms);
  peer.ack(2965);  // its timestamp echoes the probe
  BOOST_TEST(peer.connection().snapshot().slow_start_threshold_bytes.has_value());
}

BOOST_AUTO_TEST_CASE(a_receiver_that_takes_a_sack_back_gets_the_data_again) {
  HandPeer peer = established(true);
  peer.write(2000);
  (void)peer.sent();
  peer.ack(1, {{1001, 2001}});
  peer.wait(100ms);
  peer.ack(1001);  // the first arrived, the second is not acknowledged with it: it was dropped
  const auto seen = peer.watch(2s);
  bool again = false;
  for (const auto& [at, segment] : seen) again = again || HandPeer::offset_of(segment) == 1001;
  BOOST_TEST(again);
}

BOOST_AUTO_TEST_CASE(sack_blocks_of_what_was_never_sent_are_ignored) {
  HandPeer peer = established(true);
  peer.write(2000);
  (void)peer.sent();
  peer.ack(1, {{1001, 9001}});
  BOOST_TEST(peer.connection().snapshot().in_flight_bytes == 2000U);
}

BOOST_AUTO_TEST_CASE(after_a_long_silence_sending_starts_from_the_initial_window) {
  HandPeer peer = established(true, false, 2);
  std::uint64_t acked = 1;
  for (int round = 0; round < 4; ++round) {
    peer.write(30'000);
    for (auto sent = peer.sent(); !sent.empty(); sent = peer.sent()) {
      peer.wait(100ms);
      acked = offsets(sent).back() + sent.back().sender.payload.size();
      peer.ack(acked);
    }
  }
  BOOST_TEST(peer.connection().snapshot().congestion_window_bytes > 4000U);
  peer.wait(5s);
  peer.write(30'000);
  BOOST_TEST(peer.sent().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_window_that_was_not_used_does_not_grow) {
  HandPeer peer = established(true);
  std::uint64_t acked = 1;
  for (int round = 0; round < 50; ++round) {
    peer.write(1000);
    (void)peer.sent();
    peer.wait(100ms);
    peer.ack(acked += 1000);
  }
  BOOST_TEST(peer.connection().snapshot().congestion_window_bytes == 10'000U);
}

BOOST_AUTO_TEST_SUITE_END()
