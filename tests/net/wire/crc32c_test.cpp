#include "net/wire/crc32c.hpp"

#include <cstddef>
#include <numeric>
#include <string_view>

#include <boost/test/unit_test.hpp>

#include "tests/support/wire_dice.hpp"

namespace acklab::wire {
namespace {

Bytes counting(bool upwards) {
  Bytes octets(32);
  std::iota(octets.begin(), octets.end(), std::uint8_t{0});
  return upwards ? octets : Bytes{octets.rbegin(), octets.rend()};
}

void check_both(ByteView octets, std::uint32_t expected) {
  BOOST_TEST(crc32c(octets) == expected);
  BOOST_TEST(crc32c_by_table(octets) == expected);
}

BOOST_AUTO_TEST_SUITE(crc32c_rules)

BOOST_AUTO_TEST_CASE(published_vectors_hold_in_hardware_and_by_table) {
  // RFC 3720 B.4; the last is the catalogue's check value.
  check_both(Bytes(32, 0x00), 0x8a9136aaU);
  check_both(Bytes(32, 0xff), 0x62a8ab43U);
  check_both(counting(true), 0x46dd794eU);
  check_both(counting(false), 0x113fdb5cU);
  constexpr std::string_view digits = "123456789";
  check_both(Bytes{digits.begin(), digits.end()}, 0xe3069283U);
  check_both({}, 0U);
}

BOOST_AUTO_TEST_CASE(hardware_and_table_agree_at_every_length_and_alignment) {
  BOOST_TEST_MESSAGE("in hardware here: " << crc32c_is_in_hardware());
  test::Dice dice{1};
  const Bytes octets = dice.bytes(400);
  for (std::size_t begin = 0; begin < 8; ++begin) {
    for (std::size_t length = 0; begin + length <= octets.size(); ++length) {
      const ByteView part = ByteView{octets}.subspan(begin, length);
      BOOST_REQUIRE_EQUAL(crc32c(part), crc32c_by_table(part));
    }
  }
}

BOOST_AUTO_TEST_CASE(parts_chained_equal_the_whole) {
  test::Dice dice{2};
  const Bytes octets = dice.bytes(100);
  const ByteView whole{octets};
  for (std::size_t split = 0; split <= whole.size(); ++split) {
    const ByteView head = whole.first(split);
    const ByteView tail = whole.subspan(split);
    BOOST_REQUIRE_EQUAL(crc32c(tail, crc32c(head)), crc32c(whole));
    BOOST_REQUIRE_EQUAL(crc32c_by_table(tail, crc32c_by_table(head)), crc32c(whole));
  }
}

BOOST_AUTO_TEST_CASE(swapped_words_that_the_internet_checksum_cannot_see_change_it) {
  const Bytes octets = {1, 2, 3, 4, 5, 6, 7, 8};
  const Bytes swapped = {3, 4, 1, 2, 5, 6, 7, 8};
  BOOST_TEST(crc32c(octets) != crc32c(swapped));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire
