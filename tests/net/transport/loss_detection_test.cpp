// Loss told by three duplicate acknowledgements (RFC 5681, 6582, 6675) beside loss told by time.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

ConnectionConfig detecting_by(LossDetection detection, bool sack = true) {
  ConnectionConfig config;
  config.mechanisms.loss_detection = detection;
  config.mechanisms.sack = sack;
  return config;
}

/// Nine segments of 1000 bytes are on their way.
HandPeer counting_peer(bool timestamps = false) {
  HandPeer peer{detecting_by(LossDetection::duplicate_acks), {.timestamps = timestamps}};
  peer.establish();
  peer.write(9'000);
  BOOST_REQUIRE(peer.sent().size() == 9U);
  peer.wait(100ms);
  return peer;
}

std::vector<std::uint64_t> begins_of(const std::vector<wire::Segment>& segments) {
  std::vector<std::uint64_t> found;
  for (const auto& segment : segments) {
    if (!segment.sender.payload.empty()) found.push_back(HandPeer::offset_of(segment));
  }
  return found;
}

/// What a transfer resends when each fortieth segment comes behind the next `places`.
std::uint64_t resent_when_displaced(LossDetection detection, int places) {
  constexpr auto line_time = std::chrono::microseconds{1200};  // of a full segment
  Pair pair{{.client = detecting_by(detection),
             .server = detecting_by(detection),
             .rate = BitRate::from_bits_per_s(10'000'000),
             .queue_bytes = 10'000'000}};
  pair.keep_segments(false);
  std::uint64_t data = 0;
  pair.set_rule([&](const Travelling& segment) {
    Verdict verdict;
    if (segment.from != Side::client || !segment.has_data()) return verdict;
    if (++data % 40 == 0 && data < 700) verdict.extra_delay = places * line_time + line_time / 2;
    return verdict;
  });
  StreamWriter writer{3, 1'200'000};
  StreamReader reader{3};
  pair.set_application([&](Pair& both) {
    writer.run(both.client(), both.now());
    if (both.server_exists()) reader.run(both.server(), both.now());
  });
  BOOST_TEST(pair.run_until([&] { return reader.ended(); }, 60s));
  BOOST_TEST(reader.received() == 1'200'000U);
  BOOST_TEST(reader.intact());
  return pair.client().statistics().retransmissions();
}

/// How long it takes from the first repair of three holes in one window to the last.
Duration time_to_repair_three_holes(bool sack) {
  ConnectionConfig config = detecting_by(LossDetection::duplicate_acks, sack);
  config.initial_window_segments = 20;
  Pair pair{{.client = config, .server = config, .rate = {}}};
  std::uint64_t data = 0;
  pair.set_rule([&](const Travelling& segment) {
    if (segment.from != Side::client || !segment.has_data()) return Verdict{};
    ++data;
    return data == 3 || data == 5 || data == 7 ? Verdict::drop() : Verdict{};
  });
  StreamWriter writer{4, 60'000};
  StreamReader reader{4};
  pair.set_application([&](Pair& both) {
    writer.run(both.client(), both.now());
    if (both.server_exists()) reader.run(both.server(), both.now());
  });
  BOOST_TEST(pair.run_until([&] { return reader.ended(); }, 60s));
  BOOST_TEST(pair.client().statistics().timeouts == 0U);
  std::optional<Instant> first;
  Instant last{};
  std::uint32_t behind = 0;
  for (const Travelling& sent : pair.sent_by(Side::client)) {
    if (!sent.has_data()) continue;
    const std::uint32_t begin = sent.segment.sender.sequence.value();
    if (begin < behind) {
      if (!first) first = sent.sent;
      last = sent.sent;
    }
    behind = std::max(behind, begin);
  }
  BOOST_REQUIRE(first.has_value());
  BOOST_TEST(pair.client().statistics().retransmissions() == 3U);
  return last - *first;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(loss_detection)

BOOST_AUTO_TEST_CASE(the_third_report_behind_a_segment_calls_it_lost_and_no_earlier_one) {
  HandPeer peer = counting_peer();
  peer.ack(1, {{1001, 2001}});
  peer.ack(1, {{1001, 3001}});
  BOOST_TEST(begins_of(peer.sent()) != std::vector<std::uint64_t>{1});
  for (const auto& [when, segment] : peer.watch(100ms))
    BOOST_TEST(HandPeer::offset_of(segment) > 1U);
  peer.ack(1, {{1001, 4001}});
  BOOST_TEST((begins_of(peer.sent()) == std::vector<std::uint64_t>{1}));
  BOOST_TEST(peer.connection().statistics().retransmitted_by_fast_retransmit == 1U);
  BOOST_TEST(peer.connection().statistics().retransmitted_by_rack == 0U);
}

BOOST_AUTO_TEST_CASE(each_hole_with_three_reports_behind_it_is_lost_and_the_others_are_not) {
  HandPeer peer = counting_peer();
  // Missing: 1, 3001 and 6001; behind the last there are but two.
  peer.ack(1, {{4001, 6001}, {1001, 3001}});
  peer.ack(1, {{7001, 9001}, {4001, 6001}, {1001, 3001}});
  std::vector<std::uint64_t> again = begins_of(peer.sent());
  peer.ack(1001, {{7001, 9001}, {4001, 6001}, {1001, 3001}});
  for (const std::uint64_t begin : begins_of(peer.sent())) again.push_back(begin);
  BOOST_TEST((again == std::vector<std::uint64_t>{1, 3001}));
}

BOOST_AUTO_TEST_CASE(what_is_lost_again_waits_for_the_timeout) {
  for (const auto detection : {LossDetection::duplicate_acks, LossDetection::rack}) {
    HandPeer peer{detecting_by(detection), {}};
    peer.establish();
    peer.write(30'000);
    BOOST_REQUIRE(peer.sent().size() == 10U);
    peer.wait(100ms);
    peer.ack(1, {{1001, 4001}});
    BOOST_TEST(begins_of(peer.sent()).front() == 1U);
    peer.wait(100ms);
    peer.ack(1, {{1001, 10'001}});
    static_cast<void>(peer.sent());
    peer.wait(100ms);
    peer.ack(1, {{1001, 14'001}});
    bool again = false;
    for (const auto& [when, segment] : peer.watch(50ms)) {
      again = again || HandPeer::offset_of(segment) == 1U;
    }
    BOOST_TEST(again == (detection == LossDetection::rack));
    BOOST_TEST(peer.connection().statistics().timeouts == 0U);
  }
}

BOOST_AUTO_TEST_CASE(a_proven_mistake_changes_nothing_and_is_made_again) {
  HandPeer peer = counting_peer();
  peer.ack(1, {{1001, 4001}});
  BOOST_TEST((begins_of(peer.sent()) == std::vector<std::uint64_t>{1}));
  const std::uint64_t reduced = peer.connection().snapshot().congestion_window_bytes;
  BOOST_TEST(reduced < 10'000U);
  // The original was only late, and its copy is reported as a duplicate (RFC 2883).
  peer.ack(9001);
  peer.ack(9001, {{1, 1001}});
  const Statistics counted = peer.connection().statistics();
  BOOST_TEST(counted.needless_retransmissions == 1U);
  BOOST_TEST(counted.spurious_reductions == 0U);
  BOOST_TEST(peer.connection().snapshot().congestion_window_bytes < 10'000U);
  peer.write(4'000);
  BOOST_REQUIRE(begins_of(peer.sent()).size() == 4U);
  peer.wait(100ms);
  peer.ack(9001, {{10'001, 13'001}});
  BOOST_TEST((begins_of(peer.sent()) == std::vector<std::uint64_t>{9001}));
}

BOOST_AUTO_TEST_CASE(nothing_probes_the_tail) {
  HandPeer peer{detecting_by(LossDetection::duplicate_acks), {}};
  peer.establish();
  peer.write(3'000);
  BOOST_REQUIRE(peer.sent().size() == 3U);
  const Instant start = peer.now();
  const auto seen = peer.watch(1s);
  BOOST_REQUIRE(!seen.empty());
  BOOST_TEST((seen.front().first - start == Duration{300ms}));  // SRTT + 4 RTTVAR
  BOOST_TEST(peer.connection().statistics().tail_loss_probes == 0U);
}

BOOST_AUTO_TEST_CASE(displacement_by_three_deceives_whoever_counts_and_soon_nobody_who_measures) {
  for (const int places : {1, 2}) {
    BOOST_TEST(resent_when_displaced(LossDetection::duplicate_acks, places) == 0U);
    BOOST_TEST(resent_when_displaced(LossDetection::rack, places) == 0U);
  }
  for (const int places : {3, 5}) {
    BOOST_TEST_CONTEXT("displaced by " << places) {
      BOOST_TEST(resent_when_displaced(LossDetection::duplicate_acks, places) >= 5U);
      BOOST_TEST(resent_when_displaced(LossDetection::rack, places) <= 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(three_holes_cost_newreno_a_round_trip_each_and_sack_one_for_all) {
  BOOST_TEST((time_to_repair_three_holes(false) == Duration{100ms}));  // of 50 ms: two more
  BOOST_TEST((time_to_repair_three_holes(true) < Duration{50ms}));
}

BOOST_AUTO_TEST_SUITE_END()
