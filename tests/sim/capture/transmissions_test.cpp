#include "sim/capture/transmissions.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::capture;

namespace {

using Numbers = std::vector<std::uint64_t>;

wire::Segment data(std::uint32_t sequence, std::size_t octets, bool syn = false) {
  wire::Segment segment;
  segment.sender.sequence = Seq32{sequence};
  segment.sender.syn = syn;
  segment.sender.payload = Bytes(octets, 0);
  return segment;
}

wire::ReceiverMessage ack(std::uint32_t number,
                          std::initializer_list<wire::SackBlock> blocks = {}) {
  wire::ReceiverMessage message;
  message.acknowledgment = Seq32{number};
  for (const wire::SackBlock block : blocks) {
    BOOST_REQUIRE(message.sack.push_back(block));
  }
  return message;
}

/// A SYN at 4294967000 and five segments of 100 octets, across the wrap.
constexpr std::uint32_t initial = 4'294'967'000U;
Transmissions opened() {
  Transmissions side;
  BOOST_TEST(side.send(data(initial, 0, true)).number == 0U);
  for (std::uint32_t i = 0; i < 5; ++i) {
    const auto sent = side.send(data(initial + 1 + 100 * i, 100));
    BOOST_TEST(sent.number == i + 1);
    BOOST_TEST((sent.octets == ByteRange{1 + 100 * i, 101 + 100 * i}));
  }
  return side;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(transmissions)

BOOST_AUTO_TEST_CASE(a_cumulative_acknowledgment_names_each_transmission_once) {
  Transmissions side = opened();
  BOOST_TEST((side.acknowledge(ack(initial + 201)) == Numbers{0, 1, 2}));
  BOOST_TEST((side.acknowledge(ack(initial + 201)) == Numbers{}));
  BOOST_TEST((side.acknowledge(ack(initial + 501)) == Numbers{3, 4, 5}));
  BOOST_TEST(*side.highest_acknowledged() == 5U);
}

BOOST_AUTO_TEST_CASE(a_sack_block_names_what_lies_in_it) {
  Transmissions side = opened();
  const wire::SackBlock block{Seq32{initial + 201}, Seq32{initial + 401}};
  BOOST_TEST((side.acknowledge(ack(initial + 1, {block})) == Numbers{0, 3, 4}));
  BOOST_TEST((side.acknowledge(ack(initial + 501, {block})) == Numbers{1, 2, 5}));
}

BOOST_AUTO_TEST_CASE(what_is_sent_again_has_a_number_of_its_own_and_both_are_acknowledged) {
  Transmissions side = opened();
  BOOST_TEST((side.lose({101, 201}) == Numbers{2}));
  BOOST_TEST((side.lose({101, 201}) == Numbers{}));
  BOOST_TEST(side.send(data(initial + 101, 100)).number == 6U);
  BOOST_TEST((side.acknowledge(ack(initial + 501)) == Numbers{0, 1, 2, 3, 4, 5, 6}));
}

BOOST_AUTO_TEST_CASE(what_occupies_nothing_is_numbered_and_never_acknowledged) {
  Transmissions side = opened();
  BOOST_TEST(side.send(data(initial + 501, 0)).number == 6U);
  BOOST_TEST((side.acknowledge(ack(initial + 501)) == Numbers{0, 1, 2, 3, 4, 5}));
}

BOOST_AUTO_TEST_CASE(an_acknowledgment_of_what_was_never_sent_names_nothing) {
  Transmissions side = opened();
  BOOST_TEST((side.acknowledge(ack(initial + 502)) == Numbers{}));
  BOOST_TEST((side.acknowledge(wire::ReceiverMessage{}) == Numbers{}));
}

BOOST_AUTO_TEST_SUITE_END()
