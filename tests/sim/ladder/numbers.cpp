// How few bits a sequence number may have: on a line that keeps the order, a window of as many
// segments as the textbook allows loses nothing.

#include <boost/test/unit_test.hpp>

#include "tests/support/ladder_transfer.hpp"

using namespace acklab;
using namespace acklab::testing;
using std::chrono::milliseconds;
using transport::Arq;

namespace {

bool is_intact(Arq kind, std::uint32_t window, std::uint8_t bits, std::uint64_t seed) {
  const transport::ArqConfig arq{kind, window, milliseconds{200}, bits};
  return ladder_transfer(ladder_config(arq), ladder_link(milliseconds{20}, 10, 50), 300, seed)
      .intact;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(numbers)

BOOST_AUTO_TEST_CASE(one_bit_is_enough_for_one_segment_at_a_time) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(is_intact(Arq::stop_and_wait, 1, 1, seed));
      BOOST_TEST(is_intact(Arq::go_back_n, 1, 1, seed));
      BOOST_TEST(is_intact(Arq::selective_repeat, 1, 1, seed));
    }
  }
}

BOOST_AUTO_TEST_CASE(two_bits_are_enough_for_two_segments_kept_early_or_three_that_are_not) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(is_intact(Arq::selective_repeat, 2, 2, seed));
      BOOST_TEST(!is_intact(Arq::selective_repeat, 3, 2, seed));
      BOOST_TEST(is_intact(Arq::go_back_n, 3, 2, seed));
      BOOST_TEST(!is_intact(Arq::go_back_n, 4, 2, seed));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
