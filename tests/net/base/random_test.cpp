#include "net/base/random.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>

#include <boost/test/unit_test.hpp>

namespace acklab {
namespace {

constexpr std::uint64_t draws = 100'000;

/// The mean number of equal bits of 64 is 32 with a standard error of 4 / sqrt(n) when two sources
/// know nothing of each other. True within five of them.
template <typename First, typename Second>
bool are_unrelated(First first, Second second) {
  std::uint64_t equal_bits = 0;
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    equal_bits += static_cast<std::uint64_t>(std::popcount(~(first(draw) ^ second(draw))));
  }
  const double mean = static_cast<double>(equal_bits) / static_cast<double>(draws);
  return std::abs(mean - 32.0) < 5.0 * 4.0 / std::sqrt(static_cast<double>(draws));
}

auto numbers_of(const RandomStream& stream, std::uint64_t lane = 0) {
  return [stream, lane](std::uint64_t draw) { return stream.at(draw, lane); };
}

BOOST_AUTO_TEST_SUITE(random_rules)

BOOST_AUTO_TEST_CASE(mix64_is_the_finaliser_of_splitmix64) {
  // The first outputs of SplitMix64 with seed 0, as published with it.
  constexpr std::uint64_t gamma = 0x9e3779b97f4a7c15U;
  BOOST_TEST(mix64(gamma) == 0xe220a8397b1dcdafU);
  BOOST_TEST(mix64(2 * gamma) == 0x6e789e6aa1b965f4U);
  BOOST_TEST(mix64(3 * gamma) == 0x06c45d188009454fU);
}

BOOST_AUTO_TEST_CASE(every_machine_and_version_draws_the_same_numbers) {
  // Computed apart from this code: they may never change, or no old seed replays its run.
  const RandomStream stream{1, "loss"};
  BOOST_TEST(stream.at(0) == 0x4be9bebbe289bec0U);
  BOOST_TEST(stream.at(1) == 0xf6f0ea30d56f7558U);
  BOOST_TEST(stream.at(2) == 0xe794d6da945aaa7bU);
  BOOST_TEST(stream.at(0, 1) == 0xc210819e8dd416c7U);
  BOOST_TEST(stream.substream(7).at(0) == 0x54c7a964b31c736eU);
  BOOST_TEST(stream.below(1000, 5) == 812U);
}

BOOST_AUTO_TEST_CASE(asking_in_another_order_changes_nothing) {
  const RandomStream stream{3, "delay"};
  const std::uint64_t tenth = stream.at(10);
  for (std::uint64_t counter = 0; counter < 100; ++counter) (void)stream.at(counter, 4);
  BOOST_TEST(stream.at(10) == tenth);
}

BOOST_AUTO_TEST_CASE(streams_of_other_names_seeds_lanes_counters_and_children_are_unrelated) {
  const RandomStream loss{1, "loss"};
  BOOST_TEST(!are_unrelated(numbers_of(loss), numbers_of(loss)));
  BOOST_TEST(are_unrelated(numbers_of(loss), numbers_of(RandomStream{1, "delay"})));
  BOOST_TEST(are_unrelated(numbers_of(loss), numbers_of(RandomStream{2, "loss"})));
  BOOST_TEST(are_unrelated(numbers_of(loss), numbers_of(loss, 1)));
  BOOST_TEST(are_unrelated(numbers_of(loss), numbers_of(loss.substream(0))));
  BOOST_TEST(are_unrelated(numbers_of(loss.substream(0)), numbers_of(loss.substream(1))));
  BOOST_TEST(
      are_unrelated(numbers_of(loss), [loss](std::uint64_t draw) { return loss.at(draw + 1); }));
}

BOOST_AUTO_TEST_CASE(neighbouring_seeds_names_and_children_start_differently) {
  std::set<std::uint64_t> firsts;
  for (std::uint64_t index = 0; index < 1000; ++index) {
    firsts.insert(RandomStream{index, "a"}.at(0));
    firsts.insert(RandomStream{1, std::to_string(index)}.at(0));
    firsts.insert(RandomStream{1, "a"}.substream(index).at(0));
  }
  BOOST_TEST(firsts.size() == 3000U);
}

BOOST_AUTO_TEST_CASE(numbers_below_a_bound_are_uniform) {
  constexpr std::uint64_t bound = 10;
  const RandomStream stream{5, "uniform"};
  std::array<std::uint64_t, bound> seen{};
  for (std::uint64_t draw = 0; draw < draws; ++draw) ++seen.at(stream.below(bound, draw));
  double chi_square = 0;
  const double expected = static_cast<double>(draws) / static_cast<double>(bound);
  for (const std::uint64_t count : seen) {
    const double off = static_cast<double>(count) - expected;
    chi_square += off * off / expected;
  }
  BOOST_TEST(chi_square < 33.72);  // nine degrees of freedom, one in 10^4
}

BOOST_AUTO_TEST_CASE(below_stays_below_also_for_the_largest_bounds) {
  const RandomStream stream{6, "bounds"};
  for (std::uint64_t draw = 0; draw < 1000; ++draw) {
    BOOST_TEST(stream.below(1, draw) == 0U);
    BOOST_TEST(stream.below(UINT64_MAX, draw) < UINT64_MAX);
  }
}

BOOST_AUTO_TEST_CASE(probability_is_clamped_to_one) {
  BOOST_TEST(Probability::from_parts(UINT64_MAX).parts() == Probability::parts_in_one);
  BOOST_TEST(Probability::from_percent(101).parts() == Probability::parts_in_one);
  BOOST_TEST(Probability::from_percent(UINT64_MAX).parts() == Probability::parts_in_one);
  BOOST_TEST(Probability::from_percent(25).as_double() == 0.25);
  BOOST_TEST(Probability{}.is_zero());
}

BOOST_AUTO_TEST_CASE(certain_always_happens_and_impossible_never) {
  for (const std::uint64_t draw : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX}) {
    BOOST_TEST(Probability::from_percent(100).happens(draw));
    BOOST_TEST(!Probability{}.happens(draw));
  }
}

BOOST_AUTO_TEST_CASE(chance_splits_the_draws_at_its_exact_place) {
  const Probability half = Probability::from_percent(50);
  BOOST_TEST(half.happens((std::uint64_t{1} << 63U) - 1U));
  BOOST_TEST(!half.happens(std::uint64_t{1} << 63U));
  const Probability least = Probability::from_parts(1);
  BOOST_TEST(least.happens(UINT64_MAX / Probability::parts_in_one));
  BOOST_TEST(!least.happens(UINT64_MAX / Probability::parts_in_one + 1U));
}

BOOST_AUTO_TEST_CASE(chance_happens_as_often_as_it_says) {
  const RandomStream stream{8, "chance"};
  for (const std::uint64_t percent : {1U, 10U, 50U, 99U}) {
    const Probability chance = Probability::from_percent(percent);
    std::uint64_t hits = 0;
    for (std::uint64_t draw = 0; draw < draws; ++draw) {
      hits += chance.happens(stream.at(draw, percent)) ? 1U : 0U;
    }
    const double p = chance.as_double();
    const double standard_error = std::sqrt(static_cast<double>(draws) * p * (1 - p));
    const double off = static_cast<double>(hits) - p * static_cast<double>(draws);
    BOOST_TEST(std::abs(off) < 4 * standard_error, percent << " %: " << hits << " hits");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab
