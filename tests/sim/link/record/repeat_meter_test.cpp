// When the packet was sent that was sent most often.

#include "sim/link/record/repeat_meter.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::link;
using std::chrono::milliseconds;

namespace {

FateRecord sent_at(Duration at, std::uint64_t begin, std::uint32_t transmission,
                   Direction direction = Direction::forward) {
  FateRecord fate;
  fate.direction = direction;
  fate.arrival = timeline_origin + at;
  PacketReading reading;
  reading.protocol = Protocol::tcp;
  reading.connection = 1;
  reading.flags.bits = TcpFlags::ack;
  reading.bytes = ByteRange{begin, begin + 1000};
  reading.transmission = transmission;
  fate.reading = reading;
  return fate;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(repeat_meter)

BOOST_AUTO_TEST_CASE(the_packet_that_was_sent_most_often_tells_its_gaps) {
  RepeatMeter meter;
  meter.decided(sent_at(milliseconds{0}, 0, 1));
  meter.decided(sent_at(milliseconds{1}, 1000, 1));
  BOOST_TEST(!meter.most_repeated().has_value());
  meter.decided(sent_at(milliseconds{30}, 1000, 2));
  BOOST_REQUIRE(meter.most_repeated().has_value());
  BOOST_TEST(meter.most_repeated()->transmissions == 2U);
  BOOST_TEST(!meter.most_repeated()->growth().has_value());
  meter.decided(sent_at(milliseconds{100}, 0, 2));
  meter.decided(sent_at(milliseconds{300}, 0, 3));
  meter.decided(sent_at(milliseconds{700}, 0, 4));
  const Repeats& most = *meter.most_repeated();
  BOOST_TEST(most.transmissions == 4U);
  BOOST_REQUIRE(most.gaps.size() == 3U);
  BOOST_TEST((most.gaps[0] == milliseconds{100}));
  BOOST_TEST((most.gaps[1] == milliseconds{200}));
  BOOST_TEST((most.gaps[2] == milliseconds{400}));
  BOOST_TEST(*most.growth() == 2.0, boost::test_tools::tolerance(1e-9));
}

/// A queue decides late about what waits in it.
BOOST_AUTO_TEST_CASE(the_order_of_decisions_does_not_matter) {
  RepeatMeter meter;
  meter.decided(sent_at(milliseconds{100}, 0, 2));
  meter.decided(sent_at(milliseconds{0}, 0, 1));
  meter.decided(sent_at(milliseconds{300}, 0, 3));
  BOOST_REQUIRE(meter.most_repeated().has_value());
  BOOST_TEST(meter.most_repeated()->transmissions == 3U);
  BOOST_TEST((meter.most_repeated()->gaps.at(0) == milliseconds{100}));
  BOOST_TEST((meter.most_repeated()->gaps.at(1) == milliseconds{200}));
}

BOOST_AUTO_TEST_CASE(directions_copies_and_acks_are_not_mistaken_for_repeats) {
  RepeatMeter meter;
  meter.decided(sent_at(milliseconds{0}, 0, 1));
  meter.decided(sent_at(milliseconds{1}, 0, 1, Direction::reverse));
  FateRecord copy = sent_at(milliseconds{0}, 0, 1);
  copy.copy = 1;
  meter.decided(copy);
  for (int ack = 0; ack < 3; ++ack) {
    FateRecord bare = sent_at(milliseconds{ack}, 0, 1);
    bare.reading->bytes.reset();
    meter.decided(bare);
  }
  BOOST_TEST(!meter.most_repeated().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
