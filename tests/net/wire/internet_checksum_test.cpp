#include "net/wire/internet_checksum.hpp"

#include <cstddef>

#include <boost/test/unit_test.hpp>

#include "net/wire/byte_order.hpp"
#include "tests/support/wire_dice.hpp"

namespace acklab::wire {
namespace {

/// RFC 1071 §4.1 word by word: slow and plain, to compare with.
std::uint16_t naive_sum(ByteView octets) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < octets.size(); ++at) {
    sum += at % 2 == 0 ? static_cast<std::uint32_t>(octets[at] << 8U) : octets[at];
    sum = (sum & 0xffffU) + (sum >> 16U);
  }
  return static_cast<std::uint16_t>(sum);
}

std::uint16_t sum_of(ByteView octets) {
  return InternetChecksum{}.add(octets).sum();
}

BOOST_AUTO_TEST_SUITE(internet_checksum_rules)

BOOST_AUTO_TEST_CASE(example_of_rfc_1071_section_3_holds) {
  const Bytes octets = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
  BOOST_TEST(InternetChecksum{}.add(octets).sum() == 0xddf2);
  BOOST_TEST(InternetChecksum{}.add(octets).checksum() == 0x220d);
}

BOOST_AUTO_TEST_CASE(nothing_at_all_sums_to_zero) {
  BOOST_TEST(InternetChecksum{}.sum() == 0);
  BOOST_TEST(InternetChecksum{}.add(ByteView{}).checksum() == 0xffff);
  BOOST_TEST(sum_of(Bytes(64, 0)) == 0);
  BOOST_TEST(sum_of(Bytes(64, 0xff)) == 0xffff);
}

BOOST_AUTO_TEST_CASE(fast_sum_equals_the_naive_one_at_every_length_and_alignment) {
  test::Dice dice{1};
  Bytes octets = dice.bytes(300);
  for (std::size_t at = 100; at < 160; ++at) octets[at] = 0xff;  // carries
  for (std::size_t begin = 0; begin < 9; ++begin) {
    for (std::size_t length = 0; begin + length <= octets.size(); ++length) {
      const ByteView part = ByteView{octets}.subspan(begin, length);
      BOOST_REQUIRE_EQUAL(sum_of(part), naive_sum(part));
    }
  }
}

BOOST_AUTO_TEST_CASE(carries_of_a_long_run_of_ones_are_not_lost) {
  const Bytes octets(1U << 20U, 0xff);
  BOOST_TEST(sum_of(octets) == 0xffff);
  Bytes one_more = octets;
  one_more.insert(one_more.end(), {0x00, 0x01});
  BOOST_TEST(sum_of(one_more) == 0x0001);
}

BOOST_AUTO_TEST_CASE(parts_of_any_length_add_up_to_the_whole) {
  for (std::uint64_t round = 0; round < 2000; ++round) {
    test::Dice dice{3, round};
    const Bytes octets = dice.bytes(dice.below(120));
    const ByteView whole{octets};
    InternetChecksum in_parts;
    InternetChecksum of_sums;
    for (std::size_t at = 0; at < whole.size();) {
      const ByteView part = whole.subspan(at, 1 + dice.below(whole.size() - at));
      in_parts.add(part);
      of_sums.add(InternetChecksum{}.add(part));
      at += part.size();
    }
    BOOST_REQUIRE_MESSAGE(in_parts.sum() == naive_sum(whole), "round " << round);
    BOOST_REQUIRE_MESSAGE(of_sums.sum() == naive_sum(whole), "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(numbers_count_as_their_octets_also_after_an_odd_one) {
  const Bytes octets = {0xaa, 0x12, 0x34, 0x9a, 0xbc, 0xde, 0xf0};
  InternetChecksum sum;
  sum.add(ByteView{octets}.first(1)).add_u16(0x1234).add_u32(0x9abcdef0U);
  BOOST_TEST(sum.sum() == naive_sum(octets));
}

BOOST_AUTO_TEST_CASE(example_of_rfc_1624_section_4_holds) {
  // Where RFC 1141's equation yields 0xffff.
  BOOST_TEST(checksum_after_change_u16(0xdd2f, 0x5555, 0x3285) == 0x0000);
}

/// A message of even length whose first word is its checksum field.
Bytes message_with_checksum(test::Dice& dice) {
  Bytes message = dice.bytes(2 * (4 + dice.below(20)));
  message[2] |= 1U;  // never zero altogether, as with a pseudo-header
  write_u16(message, 0, 0);
  write_u16(message, 0, InternetChecksum{}.add(message).checksum());
  return message;
}

BOOST_AUTO_TEST_CASE(right_checksum_stays_right_when_a_word_changes) {
  for (std::uint64_t round = 0; round < 5000; ++round) {
    test::Dice dice{4, round};
    Bytes message = message_with_checksum(dice);
    const std::size_t at = 4 + 2 * dice.below(message.size() / 2 - 3);
    const std::uint32_t before = read_u32(message, at);
    const std::uint32_t after = dice.coin() ? dice.u32() : (dice.coin() ? 0U : 0xffff'ffffU);
    write_u32(message, at, after);
    write_u16(message, 0, checksum_after_change_u32(read_u16(message, 0), before, after));
    const std::uint16_t updated = read_u16(message, 0);
    write_u16(message, 0, 0);
    BOOST_REQUIRE_MESSAGE(updated == InternetChecksum{}.add(message).checksum(), "round " << round);
  }
}

/// How wrong a message is: its sum, which is 0xffff when right. 0 and 0xffff are both "right".
std::uint16_t wrongness(ByteView message) {
  const std::uint16_t sum = naive_sum(message);
  return sum == 0xffff ? 0 : sum;
}

BOOST_AUTO_TEST_CASE(wrong_checksum_stays_exactly_as_wrong_when_a_word_changes) {
  for (std::uint64_t round = 0; round < 5000; ++round) {
    test::Dice dice{5, round};
    Bytes message = message_with_checksum(dice);
    message[3 + dice.below(message.size() - 3)] ^= static_cast<std::uint8_t>(1U << dice.below(8));
    const std::uint16_t before_change = wrongness(message);
    BOOST_REQUIRE(before_change != 0);
    const std::uint16_t before = read_u16(message, 4);
    const std::uint16_t after = dice.u16();
    write_u16(message, 4, after);
    write_u16(message, 0, checksum_after_change_u16(read_u16(message, 0), before, after));
    BOOST_REQUIRE_MESSAGE(wrongness(message) == before_change, "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(change_there_and_back_restores_every_checksum_field) {
  // All values but 0xffff, which no field over a pseudo-header ever holds when right.
  for (std::uint32_t field = 0; field < 0xffffU; ++field) {
    const auto checksum = static_cast<std::uint16_t>(field);
    const std::uint16_t there = checksum_after_change_u32(checksum, 0x0a000001U, 0U);
    BOOST_REQUIRE_EQUAL(checksum_after_change_u32(there, 0U, 0x0a000001U), checksum);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::wire
