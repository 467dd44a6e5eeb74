// What ACKs tell about holes when segments are handled in batches, and when ACKs are lost.

#include <algorithm>
#include <map>

#include <boost/test/unit_test.hpp>

#include "net/transport/sack_reporter.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

std::vector<ByteRange> told_by(const std::vector<wire::Segment>& acks) {
  std::vector<ByteRange> told;
  for (const auto& ack : acks) {
    for (const wire::SackBlock& block : ack.receiver.sack) {
      told.push_back({block.left.unwrap(HandPeer::peer_initial, 1'000'000),
                      block.right.unwrap(HandPeer::peer_initial, 1'000'000)});
    }
  }
  return told;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sack_burst)

BOOST_AUTO_TEST_CASE(a_batch_with_holes_is_answered_by_acks_that_together_tell_all_that_changed) {
  for (const bool timestamps : {false, true}) {
    HandPeer peer{ConnectionConfig{}, {.timestamps = timestamps}};
    peer.establish();
    constexpr std::uint64_t blocks = 32;
    for (std::uint64_t block = 0; block < blocks; ++block) peer.data(1001 + block * 1000, 500);
    const auto acks = peer.sent();
    const std::size_t per_ack = timestamps ? 3 : 4;
    BOOST_TEST(acks.size() == (blocks + per_ack - 1) / per_ack);
    const auto told = told_by(acks);
    for (std::uint64_t block = 0; block < blocks; ++block) {
      const ByteRange range{1001 + block * 1000, 1501 + block * 1000};
      BOOST_TEST((std::ranges::find(told, range) != told.end()), "block " << block);
    }
    BOOST_TEST(peer.sent().empty());
  }
}

BOOST_AUTO_TEST_CASE(a_batch_in_order_is_answered_by_one_ack) {
  HandPeer peer{ConnectionConfig{}};
  peer.establish();
  for (std::uint64_t offset = 1; offset < 32'000; offset += 1000) peer.data(offset, 1000);
  BOOST_TEST(peer.sent().size() == 1U);
}

BOOST_AUTO_TEST_CASE(each_block_is_told_in_three_acks) {
  SackReporter reporter;
  ByteRangeSet ahead;
  std::map<std::uint64_t, int> told;
  for (std::uint64_t begin = 11; begin < 411; begin += 20) {
    ahead.insert({begin, begin + 10});
    reporter.on_change(ahead, 1, begin);
    for (const auto& block : reporter.take(ahead, 1, Seq32{0}, 3)) ++told[block.left.value()];
  }
  for (std::uint64_t begin = 11; begin < 351; begin += 20) BOOST_TEST(told[begin] == 3);
}

BOOST_AUTO_TEST_CASE(after_a_burst_there_is_room_to_tell_again_what_was_told_least) {
  SackReporter reporter;
  ByteRangeSet ahead;
  for (std::uint64_t begin = 11; begin < 11 + 9 * 20; begin += 20) {
    ahead.insert({begin, begin + 10});
    reporter.on_change(ahead, 1, begin);
  }
  std::map<std::uint32_t, int> told;
  for (int ack = 0; ack < 9; ++ack) {
    for (const auto& block : reporter.take(ahead, 1, Seq32{0}, 3)) ++told[block.left.value()];
    BOOST_TEST(reporter.unreported(1) == (ack < 2));
  }
  BOOST_TEST(told.size() == 9U);
  for (const auto& [begin, times] : told) BOOST_TEST(times == 3, "block at " << begin);
}

BOOST_AUTO_TEST_CASE(what_was_acknowledged_meanwhile_is_told_no_more) {
  SackReporter reporter;
  ByteRangeSet ahead;
  ahead.insert({11, 21});
  reporter.on_change(ahead, 1, 11);
  BOOST_TEST(reporter.unreported(1));
  BOOST_TEST(!reporter.unreported(21));
  ahead.erase_below(21);
  BOOST_TEST(reporter.take(ahead, 21, Seq32{0}, 3).empty());
}

BOOST_AUTO_TEST_CASE(the_timeout_waits_while_segments_still_arrive) {
  HandPeer peer{ConnectionConfig{}, {.timestamps = true}};
  peer.establish();
  peer.write(9880);
  (void)peer.sent();
  // One segment of ten arrives every 100 ms, the first never: RACK repairs it, no timeout does.
  for (std::uint64_t number = 1; number < 10; ++number) {
    peer.wait(100ms);
    peer.ack(1, {{989, 989 + number * 988}});
    (void)peer.sent();
  }
  BOOST_TEST(peer.connection().statistics().timeouts == 0U);
  BOOST_TEST(peer.connection().statistics().retransmissions() > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
