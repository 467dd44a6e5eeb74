#include "sim/sweep/natural.hpp"

#include <cstdint>
#include <limits>

#include <boost/test/unit_test.hpp>

using acklab::sweep::Natural;

namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

bool equal(const Natural& a, const Natural& b) {
  return a == b && !(a < b) && !(b < a);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(natural)

BOOST_AUTO_TEST_CASE(what_is_multiplied_can_be_divided_again) {
  Natural number{largest};
  for (std::uint64_t factor = 1; factor < 200; ++factor) number *= largest - factor;
  for (std::uint64_t factor = 199; factor > 0; --factor) number /= largest - factor;
  BOOST_TEST(equal(number, Natural{largest}));
}

BOOST_AUTO_TEST_CASE(a_sum_carries_over_every_word) {
  Natural all_ones = Natural::power(2, 640);
  Natural one{1};
  Natural sum{0};
  for (std::uint32_t bit = 0; bit < 640; ++bit) sum += Natural::power(2, bit);
  BOOST_TEST((sum < all_ones));
  sum += one;
  BOOST_TEST(equal(sum, all_ones));
}

BOOST_AUTO_TEST_CASE(order_is_that_of_the_numbers) {
  BOOST_TEST((Natural{0} < Natural{1}));
  BOOST_TEST((Natural{largest} < Natural::power(2, 64)));
  BOOST_TEST((Natural::power(3, 100) < Natural::power(2, 159)));
  BOOST_TEST((Natural::power(3, 100) > Natural::power(2, 158)));
  BOOST_TEST(equal(Natural::power(10, 0), Natural{1}));
  Natural nothing = Natural::power(7, 90);
  nothing *= 0;
  BOOST_TEST(equal(nothing, Natural{0}));
}

BOOST_AUTO_TEST_CASE(division_rounds_down) {
  Natural number = Natural::power(10, 40);
  number += Natural{9};
  number /= 10;
  BOOST_TEST(equal(number, Natural::power(10, 39)));
}

BOOST_AUTO_TEST_SUITE_END()
