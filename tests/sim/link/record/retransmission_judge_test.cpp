// Whether a retransmission was necessary, by what the link did with what came before.

#include "sim/link/record/retransmission_judge.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::link;

namespace {

/// The fate of the next packet with such octets of the stream.
FateRecord fate_of(std::uint64_t index, std::uint64_t begin, std::uint64_t end,
                   std::optional<DropCause> dropped = std::nullopt) {
  FateRecord fate;
  fate.index = index;
  fate.dropped = dropped;
  PacketReading reading;
  reading.protocol = Protocol::tcp;
  reading.connection = 1;
  reading.flags.bits = TcpFlags::ack;
  if (end > begin) reading.bytes = ByteRange{begin, end};
  fate.reading = reading;
  return fate;
}

FateRecord flagged(std::uint64_t index, std::uint8_t flags,
                   std::optional<DropCause> dropped = std::nullopt) {
  FateRecord fate = fate_of(index, 0, 0, dropped);
  fate.reading->flags.bits = flags;
  return fate;
}

struct Court {
  Court() {
    judge.tell([this](const RetransmissionVerdict& verdict) { verdicts.push_back(verdict); });
  }
  [[nodiscard]] RetransmissionCounts counts() const { return judge.counts(); }

  std::vector<RetransmissionVerdict> verdicts;
  RetransmissionJudge judge;
};

constexpr auto by_chance = DropCause::loss;

}  // namespace

BOOST_AUTO_TEST_SUITE(retransmission_judge)

BOOST_AUTO_TEST_CASE(what_was_lost_had_to_come_again_and_what_came_out_had_not) {
  Court court;
  court.judge.decided(fate_of(0, 0, 1000));
  court.judge.decided(fate_of(1, 1000, 2000, by_chance));
  court.judge.decided(fate_of(2, 2000, 3000));
  BOOST_TEST(court.verdicts.empty());
  court.judge.decided(fate_of(3, 1000, 2000));
  court.judge.decided(fate_of(4, 2000, 3000));
  BOOST_TEST(court.counts().necessary == 1U);
  BOOST_TEST(court.counts().needless == 1U);
  BOOST_REQUIRE(court.verdicts.size() == 2U);
  BOOST_TEST(court.verdicts[0].index == 3U);
  BOOST_TEST(!court.verdicts[0].needless);
  BOOST_TEST(court.verdicts[0].earlier->index == 1U);
  BOOST_TEST((court.verdicts[0].earlier->dropped == by_chance));
  BOOST_TEST(court.verdicts[1].needless);
  BOOST_TEST(court.verdicts[1].earlier->index == 2U);
  BOOST_TEST(!court.verdicts[1].earlier->dropped.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_lost_again_has_to_come_again) {
  Court court;
  court.judge.decided(fate_of(0, 0, 1000, by_chance));
  court.judge.decided(fate_of(1, 0, 1000, by_chance));
  court.judge.decided(fate_of(2, 0, 1000));
  court.judge.decided(fate_of(3, 0, 1000));
  BOOST_TEST(court.counts().necessary == 2U);
  BOOST_TEST(court.counts().needless == 1U);
  BOOST_TEST(court.verdicts[1].earlier->index == 1U);
}

BOOST_AUTO_TEST_CASE(damage_is_no_delivery) {
  Court court;
  FateRecord damaged = fate_of(0, 0, 1000);
  damaged.corrupted = true;
  court.judge.decided(damaged);
  court.judge.decided(fate_of(1, 0, 1000));
  BOOST_TEST(court.counts().necessary == 1U);
  BOOST_TEST(court.verdicts[0].earlier->corrupted);
}

BOOST_AUTO_TEST_CASE(one_whole_copy_is_enough) {
  Court court;
  FateRecord first = fate_of(0, 0, 1000, by_chance);
  first.copies = 2;
  FateRecord second = fate_of(0, 0, 1000);
  second.copies = 2;
  second.copy = 1;
  court.judge.decided(first);
  court.judge.decided(second);
  court.judge.decided(fate_of(1, 0, 1000));
  BOOST_TEST(court.counts().needless == 1U);
}

BOOST_AUTO_TEST_CASE(what_still_waits_in_a_queue_is_waited_for) {
  Court court;
  court.judge.decided(fate_of(1, 0, 1000));  // packet 0 with the same octets is not decided yet
  BOOST_TEST(court.verdicts.empty());
  court.judge.decided(fate_of(0, 0, 1000, DropCause::queue));
  BOOST_TEST(court.counts().necessary == 1U);
}

BOOST_AUTO_TEST_CASE(a_packet_of_old_and_new_octets_is_judged_by_the_old_ones) {
  Court court;
  court.judge.decided(fate_of(0, 0, 1000));
  court.judge.decided(fate_of(1, 500, 1500));
  BOOST_TEST(court.counts().needless == 1U);
  court.judge.decided(fate_of(2, 1500, 2000, by_chance));
  court.judge.decided(fate_of(3, 1400, 1800));
  BOOST_TEST(court.counts().necessary == 1U);
  BOOST_TEST(court.verdicts[1].earlier->index == 2U);
}

BOOST_AUTO_TEST_CASE(syn_and_fin_count_and_acknowledgments_do_not) {
  Court court;
  court.judge.decided(flagged(0, TcpFlags::syn, by_chance));
  court.judge.decided(flagged(1, TcpFlags::syn));
  for (std::uint64_t index = 2; index < 5; ++index) {
    court.judge.decided(flagged(index, TcpFlags::ack));
  }
  court.judge.decided(flagged(5, TcpFlags::fin | TcpFlags::ack));
  court.judge.decided(flagged(6, TcpFlags::fin | TcpFlags::ack));
  BOOST_TEST(court.counts().necessary == 1U);
  BOOST_TEST(court.counts().needless == 1U);
}

BOOST_AUTO_TEST_CASE(each_flow_of_a_shared_link_has_its_own_count) {
  Court court;
  court.judge.decided(fate_of(0, 0, 1000));
  FateRecord other = fate_of(1, 0, 1000, by_chance);
  other.flow = 1;
  other.reading->connection = 2;
  court.judge.decided(other);
  other.index = 2;
  other.dropped.reset();
  court.judge.decided(other);
  BOOST_TEST(court.judge.counts(0).necessary == 0U);
  BOOST_TEST(court.judge.counts(1).necessary == 1U);
  BOOST_TEST(court.judge.counts(2).necessary == 0U);
  BOOST_TEST_REQUIRE(court.verdicts.size() == 1U);
  BOOST_TEST(court.verdicts.front().flow == 1U);
}

BOOST_AUTO_TEST_CASE(connections_and_directions_are_judged_apart) {
  Court court;
  court.judge.decided(fate_of(0, 0, 1000, by_chance));
  FateRecord other = fate_of(1, 0, 1000);
  other.reading->connection = 2;
  court.judge.decided(other);
  FateRecord back = fate_of(0, 0, 1000);
  back.direction = Direction::reverse;
  court.judge.decided(back);
  BOOST_TEST(court.verdicts.empty());
}

BOOST_AUTO_TEST_SUITE_END()
