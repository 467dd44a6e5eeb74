#include "net/wire/segment_checksum.hpp"

#include <array>

#include <boost/test/unit_test.hpp>

#include "tests/support/wire_random_segment.hpp"

namespace acklab::wire {
namespace {

const PseudoHeader carriage;
const PseudoHeader over_ipv4{IpAddress::v4(10, 0, 0, 1), IpAddress::v4(10, 0, 0, 2)};
const PseudoHeader over_ipv6{
    IpAddress::v6({0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
    IpAddress::v6({0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2})};

BOOST_AUTO_TEST_SUITE(segment_checksum_rules)

BOOST_AUTO_TEST_CASE(default_pseudo_header_is_two_zero_ipv4_addresses) {
  const auto zero = IpAddress::v4(0, 0, 0, 0);
  BOOST_TEST((carriage.source == zero && carriage.destination == zero));
  // Protocol 6 and length 20 are all that is left.
  BOOST_TEST(pseudo_header_sum(carriage, tcp_protocol, 20).sum() == 26);
}

BOOST_AUTO_TEST_CASE(lengths_beyond_16_bits_count_whole) {
  // RFC 8200 §8.1: the upper-layer length has 32 bits.
  BOOST_TEST(pseudo_header_sum(over_ipv6, tcp_protocol, 0x10000).sum() ==
             pseudo_header_sum(over_ipv6, tcp_protocol, 1).sum());
}

BOOST_AUTO_TEST_CASE(converted_segment_is_the_one_encoded_for_the_new_pseudo_header) {
  for (std::uint64_t round = 0; round < 2000; ++round) {
    test::Dice dice{1, round};
    const Segment segment = test::random_segment(dice, 50);
    Bytes octets = encode(segment, carriage);
    for (const PseudoHeader& pseudo_header : {over_ipv4, over_ipv6}) {
      convert_checksum(octets, carriage, pseudo_header);
      BOOST_REQUIRE_MESSAGE(octets == encode(segment, pseudo_header), "round " << round);
      convert_checksum(octets, pseudo_header, carriage);
    }
    BOOST_REQUIRE_MESSAGE(octets == encode(segment, carriage), "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(damaged_segment_stays_damaged_and_an_undetected_damage_stays_undetected) {
  for (std::uint64_t round = 0; round < 2000; ++round) {
    test::Dice dice{2, round};
    Bytes octets = encode(test::random_segment(dice, 50), carriage);
    std::uint8_t& octet = octets[dice.below(octets.size())];
    octet = static_cast<std::uint8_t>(octet ^ (1U << dice.below(8)));
    if (dice.coin()) std::swap(octets[4], octets[6]);
    const bool right = checksum_is_right(octets, carriage);
    convert_checksum(octets, carriage, over_ipv4);
    BOOST_REQUIRE_MESSAGE(checksum_is_right(octets, over_ipv4) == right, "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(octets_too_short_for_a_checksum_stay_as_they_are) {
  Bytes octets(17, 0x55);
  convert_checksum(octets, carriage, over_ipv4);
  BOOST_TEST(octets == Bytes(17, 0x55));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire
