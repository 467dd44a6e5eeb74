// The smallest parts on their own.

#include <boost/test/unit_test.hpp>

#include "net/transport/byte_ring.hpp"
#include "net/transport/initial_sequence.hpp"
#include "net/transport/receive_side.hpp"
#include "net/transport/receive_window.hpp"
#include "net/transport/rtt_estimator.hpp"
#include "net/transport/scoreboard.hpp"
#include "net/transport/timestamp_clock.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::transport;
using namespace std::chrono_literals;
using acklab::support::stream_byte;

namespace {

Bytes stream(std::uint64_t begin, std::size_t size) {
  Bytes bytes;
  for (std::size_t index = 0; index < size; ++index) bytes.push_back(stream_byte(9, begin + index));
  return bytes;
}

constexpr RtoLimits limits{1s, 200ms, 60s, 40ms};
constexpr std::uint64_t no_edge = 1'000'000;

}  // namespace

BOOST_AUTO_TEST_SUITE(parts)

BOOST_AUTO_TEST_CASE(a_byte_ring_keeps_bytes_while_it_grows_and_wraps) {
  ByteRing ring{1};
  std::uint64_t stored = 1;
  std::uint64_t dropped = 1;
  for (int round = 0; round < 200; ++round) {
    const auto chunk = static_cast<std::size_t>(37 * round % 4001 + 1);
    ring.store(stored, stream(stored, chunk));
    stored += chunk;
    Bytes copy(static_cast<std::size_t>(stored - dropped));
    ring.copy(dropped, copy);
    BOOST_REQUIRE(copy == stream(dropped, copy.size()));
    dropped += copy.size() / 2;
    ring.drop_below(dropped);
  }
}

BOOST_AUTO_TEST_CASE(the_first_sample_sets_the_timeout_as_rfc_6298_says) {
  RttEstimator rtt{limits};
  BOOST_TEST((rtt.timeout() == 1s));
  rtt.add_sample(100ms);
  BOOST_TEST((rtt.timeout() == 300ms));  // SRTT + 4 RTTVAR = 100 + 4 * 50
}

BOOST_AUTO_TEST_CASE(later_samples_are_smoothed_by_an_eighth_and_a_quarter) {
  RttEstimator rtt{limits};
  rtt.add_sample(100ms);
  rtt.add_sample(180ms);
  BOOST_TEST((*rtt.variation() == 57'500us));
  BOOST_TEST((*rtt.smoothed() == 110ms));
}

BOOST_AUTO_TEST_CASE(the_timeout_keeps_its_floor_its_ceiling_and_the_delay_of_acks) {
  RttEstimator rtt{limits};
  for (int round = 0; round < 100; ++round) rtt.add_sample(1ms);
  BOOST_TEST((rtt.timeout() == 200ms));
  RttEstimator far{limits};
  for (int round = 0; round < 200; ++round) far.add_sample(500ms);
  BOOST_TEST((far.timeout() >= 540ms && far.timeout() < 541ms));
  for (int doubling = 0; doubling < 20; ++doubling) far.back_off();
  BOOST_TEST((far.timeout() == 60s));
  far.add_sample(500ms);
  BOOST_TEST((far.timeout() < 541ms));
}

BOOST_AUTO_TEST_CASE(many_samples_in_a_round_trip_weigh_as_much_as_one) {
  RttEstimator once{limits};
  RttEstimator often{limits};
  once.add_sample(100ms);
  often.add_sample(100ms);
  once.add_sample(180ms);
  for (int sample = 0; sample < 10; ++sample) often.add_sample(180ms, 10);
  const Duration difference = *once.smoothed() - *often.smoothed();
  BOOST_TEST((difference < 1ms && difference > -1ms));
}

BOOST_AUTO_TEST_CASE(overlapping_and_repeated_bytes_are_taken_once) {
  ReceiveSide side;
  BOOST_TEST(side.accept(11, stream(11, 20), false, no_edge).new_bytes == 20U);
  BOOST_TEST(side.accept(5, stream(5, 10), false, no_edge).new_bytes == 6U);
  const auto outcome = side.accept(1, stream(1, 40), false, no_edge);
  BOOST_TEST(outcome.new_bytes == 14U);
  BOOST_TEST(outcome.advanced);
  BOOST_TEST(outcome.filled_hole);
  Bytes read(100);
  read.resize(side.read(read));
  BOOST_TEST((read == stream(1, 40)));
}

BOOST_AUTO_TEST_CASE(bytes_beyond_the_edge_are_cut_off) {
  ReceiveSide side;
  BOOST_TEST(side.accept(1, stream(1, 100), false, 51).new_bytes == 50U);
  BOOST_TEST(side.next() == 51U);
}

BOOST_AUTO_TEST_CASE(fin_counts_only_when_everything_before_it_is_there) {
  ReceiveSide side;
  BOOST_TEST(!side.accept(11, {}, true, no_edge).reached_fin);
  const auto outcome = side.accept(1, stream(1, 10), false, no_edge);
  BOOST_TEST(outcome.reached_fin);
  BOOST_TEST(side.next() == 12U);
  BOOST_TEST(side.accept(12, stream(12, 5), false, no_edge).new_bytes == 0U);
}

BOOST_AUTO_TEST_CASE(the_block_that_changed_last_comes_first) {
  ReceiveSide side;
  const Seq32 zero{0};
  for (const std::uint64_t begin : {11U, 31U, 51U, 71U, 91U}) {
    static_cast<void>(side.accept(begin, stream(begin, 10), false, no_edge));
  }
  static_cast<void>(side.accept(41, stream(41, 5), false, no_edge));  // grows the second
  const auto blocks = side.take_sack_blocks(zero, 3);
  BOOST_REQUIRE(blocks.size() == 3U);
  BOOST_TEST((blocks.begin()[0] == wire::SackBlock{Seq32{31}, Seq32{46}}));
  BOOST_TEST((blocks.begin()[1] == wire::SackBlock{Seq32{91}, Seq32{101}}));
  BOOST_TEST((blocks.begin()[2] == wire::SackBlock{Seq32{71}, Seq32{81}}));
}

BOOST_AUTO_TEST_CASE(the_receive_window_never_shrinks_and_never_creeps_beyond_its_buffer) {
  ReceiveWindow window{1'000'000, 1000};
  const std::uint8_t scale = window.wanted_scale();
  BOOST_TEST(scale == 4);
  window.use_scale(scale);
  window.advertise_in_syn();
  std::uint64_t edge = 1;
  for (std::uint64_t next = 1; next < 1'000'000; next += 1001) {
    const std::uint64_t said = next + (std::uint64_t{window.advertise(next, 1)} << scale);
    if (next + 1001 < 1'000'000) BOOST_TEST(said + 16 > edge);
    BOOST_TEST(window.edge() >= edge);
    BOOST_TEST(window.edge() <= 1'000'001U + 16U);
    edge = window.edge();
  }
}

BOOST_AUTO_TEST_CASE(the_window_opens_in_steps_worth_a_segment) {
  ReceiveWindow window{10'000, 1000};
  static_cast<void>(window.advertise(1, 1));
  BOOST_TEST(window.advertise(10'001, 1) == 0U);
  BOOST_TEST(window.advertise(10'001, 900) == 0U);  // 899 bytes were read: not worth it
  BOOST_TEST(!window.update_worthwhile(10'001, 900));
  BOOST_TEST(window.update_worthwhile(10'001, 1001));
  BOOST_TEST(window.advertise(10'001, 1001) == 1000U);
}

BOOST_AUTO_TEST_CASE(without_silly_window_avoidance_the_window_opens_with_each_byte) {
  ReceiveWindow window{10'000, 1000, false};
  static_cast<void>(window.advertise(1, 1));
  BOOST_TEST(window.advertise(10'001, 1) == 0U);
  BOOST_TEST(!window.update_worthwhile(10'001, 1));
  BOOST_TEST(window.update_worthwhile(10'001, 2));
  BOOST_TEST(window.advertise(10'001, 2) == 1U);
  BOOST_TEST(window.update_worthwhile(10'001, 3));  // though it does not double
  BOOST_TEST(window.advertise(10'001, 3) == 2U);
  ReceiveWindow scaled{1'000'000, 1000, false};
  scaled.use_scale(4);
  static_cast<void>(scaled.advertise(1, 1));
  static_cast<void>(scaled.advertise(1'000'001, 1));
  const std::uint64_t full = scaled.edge();
  BOOST_TEST(!scaled.update_worthwhile(full, full - scaled.buffer_bytes() + 15));
  BOOST_TEST(scaled.update_worthwhile(full, full - scaled.buffer_bytes() + 16));
}

BOOST_AUTO_TEST_CASE(an_old_timestamp_is_told_across_the_wrap) {
  TimestampClock clock{0};
  const Instant now = timeline_origin + 1h;
  BOOST_TEST(!clock.is_old(now, 5));
  clock.remember(now, 0xffff'fff0);
  BOOST_TEST(!clock.is_old(now, 3));
  BOOST_TEST(clock.is_old(now, 0xffff'ffef));
  BOOST_TEST(!clock.is_old(now + std::chrono::hours{24 * 25}, 0xffff'ffef));
}

BOOST_AUTO_TEST_CASE(sip_hash_gives_the_published_values) {
  const std::array<std::uint64_t, 2> key{0x0706050403020100U, 0x0f0e0d0c0b0a0908U};
  Bytes message;
  BOOST_TEST(sip_hash(key, message) == 0x726fdb47dd0e0e31U);
  for (std::uint8_t octet = 0; octet < 15; ++octet) message.push_back(octet);
  BOOST_TEST(sip_hash(key, message) == 0xa129ca6149be45e5U);
}

BOOST_AUTO_TEST_CASE(initial_sequences_advance_with_time_and_differ_between_peers) {
  const SocketAddress peer{IpAddress::v4(10, 0, 0, 1), 4000};
  const SocketAddress other{IpAddress::v4(10, 0, 0, 2), 4000};
  const Seq32 first = initial_sequence(timeline_origin, peer, {1, 2}, 42);
  BOOST_TEST((initial_sequence(timeline_origin + 4ms, peer, {1, 2}, 42) == first + 1000));
  BOOST_TEST((initial_sequence(timeline_origin, other, {1, 2}, 42) != first));
  BOOST_TEST((initial_sequence(timeline_origin, peer, {2, 1}, 42) != first));
  BOOST_TEST((initial_sequence(timeline_origin, peer, {1, 2}, 43) != first));
}

BOOST_AUTO_TEST_CASE(the_scoreboard_knows_what_is_in_flight) {
  Scoreboard board;
  const Instant now = timeline_origin + 1s;
  for (std::uint64_t begin = 1; begin < 1001; begin += 100) {
    board.add(now, {begin, begin + 100}, false, false);
  }
  Delivery delivery;
  const AckContext context{now + 50ms, std::nullopt, std::nullopt, board.highest_delivered()};
  board.sack({301, 501}, context, delivery);
  board.sack({301, 501}, context, delivery);
  BOOST_TEST(delivery.bytes == 200U);
  BOOST_TEST(board.in_flight_bytes() == 800U);
  board.sack({550, 650}, context, delivery);  // no whole segment
  BOOST_TEST(board.sacked_segments() == 2U);
  board.mark_lost(0, RetransmissionCause::timeout);
  BOOST_TEST(board.in_flight_bytes() == 700U);
  BOOST_TEST((board.next_lost() == 0U));
  board.retransmitted(0, now + 60ms);
  BOOST_TEST(board.in_flight_bytes() == 800U);
  BOOST_TEST((board.oldest_in_flight() == 1U));
  board.acknowledge(551, context, delivery);  // the sixth in part
  BOOST_TEST(board.in_flight_bytes() == 450U);
  BOOST_TEST(board.front().range.begin == 551U);
  BOOST_TEST(delivery.bytes == 550U);
}

BOOST_AUTO_TEST_SUITE_END()
