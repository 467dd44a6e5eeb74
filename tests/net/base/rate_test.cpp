#include "net/base/rate.hpp"

#include <cstdint>

#include <boost/test/unit_test.hpp>

#include "tests/support/wire_dice.hpp"

namespace acklab {
namespace {

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(bit_rate_rules)

BOOST_AUTO_TEST_CASE(rate_is_clamped_to_one_bit_and_one_terabit_per_second) {
  BOOST_TEST(BitRate::from_bits_per_s(0).bits_per_s() == 1);
  BOOST_TEST(BitRate::from_bits_per_s(-5).bits_per_s() == 1);
  BOOST_TEST(BitRate::from_bits_per_s(INT64_MAX).bits_per_s() == 1'000'000'000'000);
  BOOST_TEST(BitRate::from_bits_per_s(20'000'000).bits_per_s() == 20'000'000);
}

BOOST_AUTO_TEST_CASE(time_for_bytes_is_what_a_line_needs) {
  const BitRate rate = BitRate::from_bits_per_s(20'000'000);
  BOOST_TEST((rate.time_for(0) == Duration{0}));
  BOOST_TEST((rate.time_for(1500) == 600us));
  BOOST_TEST((rate.time_for(125'000) == 50ms));
}

BOOST_AUTO_TEST_CASE(time_for_bytes_rounds_up_to_a_nanosecond) {
  BOOST_TEST((BitRate::from_bits_per_s(3'000'000'000).time_for(1) == 3ns));            // 2.67
  BOOST_TEST((BitRate::from_bits_per_s(BitRate::max_bits_per_s).time_for(1) == 1ns));  // 0.008
  BOOST_TEST((BitRate::from_bits_per_s(8'000'000'000).time_for(1) == 1ns));            // exact
}

BOOST_AUTO_TEST_CASE(bytes_in_a_span_are_the_bandwidth_delay_product) {
  BOOST_TEST(BitRate::from_bits_per_s(100'000'000).bytes_in(50ms) == 625'000U);
  BOOST_TEST(BitRate::from_bits_per_s(8).bytes_in(1s) == 1U);
  BOOST_TEST(BitRate::from_bits_per_s(8).bytes_in(1s - 1ns) == 0U);
}

BOOST_AUTO_TEST_CASE(no_bytes_fit_in_no_time_or_less) {
  BOOST_TEST(BitRate::from_bits_per_s(BitRate::max_bits_per_s).bytes_in(Duration{0}) == 0U);
  BOOST_TEST(BitRate::from_bits_per_s(BitRate::max_bits_per_s).bytes_in(-1s) == 0U);
}

BOOST_AUTO_TEST_CASE(products_beyond_64_bits_are_exact) {
  const BitRate fastest = BitRate::from_bits_per_s(BitRate::max_bits_per_s);
  BOOST_TEST(fastest.bytes_in(1h) == 450'000'000'000'000U);  // 3.6e24 bit-nanoseconds
  BOOST_TEST((fastest.time_for(450'000'000'000'000U) == 1h));
  BOOST_TEST((BitRate::from_bits_per_s(1).time_for(1'000'000) == 8'000'000s));
}

BOOST_AUTO_TEST_CASE(time_is_the_least_in_which_the_bytes_fit) {
  for (std::uint64_t round = 0; round < 20'000; ++round) {
    test::Dice dice{1, round};
    const std::size_t magnitude = dice.below(40);
    const BitRate rate =
        BitRate::from_bits_per_s(static_cast<std::int64_t>(1 + (dice.u64() >> (24 + magnitude))));
    const std::uint64_t bytes = 1 + dice.below(100'000);
    const Duration time = rate.time_for(bytes);
    BOOST_REQUIRE_MESSAGE(rate.bytes_in(time) >= bytes && rate.bytes_in(time - 1ns) < bytes,
                          "round " << round << ": " << bytes << " bytes at " << rate.bits_per_s());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab
