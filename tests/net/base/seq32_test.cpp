#include "net/base/seq32.hpp"

#include <cstdint>
#include <type_traits>

#include <boost/test/unit_test.hpp>

#include "tests/support/wire_dice.hpp"

namespace acklab {
namespace {

constexpr std::uint64_t two_to_32 = std::uint64_t{1} << 32U;
constexpr std::uint64_t two_to_31 = std::uint64_t{1} << 31U;

template <typename T>
concept Ordered = requires(T left, T right) { left < right; };

BOOST_AUTO_TEST_SUITE(seq32_rules)

BOOST_AUTO_TEST_CASE(sequence_numbers_have_no_less_than) {
  static_assert(!Ordered<Seq32>);
  static_assert(!std::is_convertible_v<std::uint32_t, Seq32>);
  BOOST_TEST((Seq32{5} == Seq32{5}));
  BOOST_TEST((Seq32{5} != Seq32{6}));
}

BOOST_AUTO_TEST_CASE(arithmetic_is_modulo_two_to_the_32) {
  BOOST_TEST((Seq32{0xffff'ffffU} + 1U).value() == 0U);
  BOOST_TEST((Seq32{0} - 1U).value() == 0xffff'ffffU);
  BOOST_TEST((Seq32{0xffff'fff0U} + 0x20U).value() == 0x10U);
}

BOOST_AUTO_TEST_CASE(before_and_after_follow_the_circle) {
  const Seq32 old{0xffff'fff0U};
  const Seq32 young{0x10U};
  BOOST_TEST(old.before(young));
  BOOST_TEST(young.after(old));
  BOOST_TEST(!young.before(old));
  BOOST_TEST(!old.after(young));
  BOOST_TEST(!old.before(old));
  BOOST_TEST(!old.after(old));
  BOOST_TEST(old.distance_to(young) == 0x20);
  BOOST_TEST(young.distance_to(old) == -0x20);
}

BOOST_AUTO_TEST_CASE(distance_reaches_almost_half_the_circle) {
  BOOST_TEST(Seq32{7}.distance_to(Seq32{7} + 0x7fff'ffffU) == 0x7fff'ffff);
  BOOST_TEST(Seq32{7}.before(Seq32{7} + 0x7fff'ffffU));
  BOOST_TEST(Seq32{7}.after(Seq32{7} + 0x8000'0001U));
}

BOOST_AUTO_TEST_CASE(wrap_counts_from_the_number_of_offset_zero) {
  BOOST_TEST((Seq32::wrap(0, Seq32{1000}) == Seq32{1000}));
  BOOST_TEST((Seq32::wrap(two_to_32 + 17, Seq32{15}) == Seq32{32}));
  BOOST_TEST((Seq32::wrap(7 * two_to_32 - 2, Seq32{15}) == Seq32{13}));
}

BOOST_AUTO_TEST_CASE(unwrap_takes_the_offset_nearest_to_the_checkpoint) {
  const Seq32 zero{0};
  BOOST_TEST(Seq32{1}.unwrap(zero, 0) == 1U);
  BOOST_TEST(Seq32{1}.unwrap(zero, 0xffff'ffffU) == two_to_32 + 1U);
  BOOST_TEST(Seq32{0xffff'fffeU}.unwrap(zero, 3 * two_to_32) == 3 * two_to_32 - 2U);
  BOOST_TEST(Seq32{0xffff'fff6U}.unwrap(zero, 3 * two_to_32) == 3 * two_to_32 - 10U);
  BOOST_TEST(Seq32{16}.unwrap(Seq32{16}, 0) == 0U);
  BOOST_TEST(Seq32{15}.unwrap(Seq32{16}, two_to_32) == two_to_32 - 1U);
}

BOOST_AUTO_TEST_CASE(unwrap_never_goes_below_zero) {
  const Seq32 zero{16};
  BOOST_TEST(Seq32{15}.unwrap(zero, 0) == two_to_32 - 1U);
  BOOST_TEST(Seq32{0}.unwrap(zero, 5) == two_to_32 - 16U);
  BOOST_TEST(Seq32{16}.unwrap(zero, 1) == 0U);
}

BOOST_AUTO_TEST_CASE(unwrap_undoes_wrap_within_half_the_circle_of_the_checkpoint) {
  for (std::uint64_t round = 0; round < 50'000; ++round) {
    test::Dice dice{1, round};
    const Seq32 zero{dice.u32()};
    const std::uint64_t laps = dice.below(4) * two_to_32;
    // Around multiples of 2^32, where a mistake would show.
    const std::uint64_t offset = laps + (dice.coin() ? dice.below(1000) : dice.u32());
    const std::uint64_t ahead = dice.below(two_to_31);
    const bool back = dice.coin() && offset >= ahead;
    const std::uint64_t checkpoint = back ? offset - ahead : offset + ahead;
    BOOST_REQUIRE_MESSAGE(Seq32::wrap(offset, zero).unwrap(zero, checkpoint) == offset,
                          "round " << round << ": offset " << offset << ", checkpoint "
                                   << checkpoint << ", zero " << zero.value());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab
