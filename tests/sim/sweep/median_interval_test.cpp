#include "sim/sweep/median_interval.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"

using namespace acklab;
using namespace acklab::sweep;

namespace {

/// The chance that a binomial of n and 1/2 is below k, in floating point: an independent count.
double chance_below(std::uint64_t k, std::uint64_t n) {
  double sum = 0;
  for (std::uint64_t j = 0; j < k; ++j) {
    const auto real_n = static_cast<double>(n);
    const auto real_j = static_cast<double>(j);
    sum += std::exp(std::lgamma(real_n + 1) - std::lgamma(real_j + 1) -
                    std::lgamma(real_n - real_j + 1) - real_n * std::log(2));
  }
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(median_interval)

BOOST_AUTO_TEST_CASE(ranks_are_those_of_the_printed_tables) {
  // Conover, Practical Nonparametric Statistics; Hahn and Meeker, Statistical Intervals, table A.
  const std::pair<std::uint64_t, std::uint64_t> table[] = {{6, 1},  {8, 1},   {9, 2},   {10, 2},
                                                           {11, 2}, {12, 3},  {15, 4},  {20, 6},
                                                           {25, 8}, {30, 10}, {50, 18}, {100, 40}};
  for (const auto& [n, rank] : table) {
    BOOST_TEST_CONTEXT("n = " << n) {
      BOOST_REQUIRE(median_interval_rank(n).has_value());
      BOOST_TEST(*median_interval_rank(n) == rank);
    }
  }
}

BOOST_AUTO_TEST_CASE(few_values_have_no_interval) {
  for (std::uint64_t n = 0; n < 6; ++n) BOOST_TEST(!median_interval_rank(n).has_value());
}

BOOST_AUTO_TEST_CASE(the_rank_is_the_largest_that_is_allowed) {
  for (std::uint64_t n = 6; n < 400; ++n) {
    const std::uint64_t rank = median_interval_rank(n).value();
    BOOST_TEST_REQUIRE(chance_below(rank, n) <= 0.025 + 1e-9);
    BOOST_TEST_REQUIRE(chance_below(rank + 1, n) > 0.025 - 1e-9);
  }
  BOOST_TEST(median_interval_rank(10'000).value() == 4902U);
}

BOOST_AUTO_TEST_CASE(a_summary_takes_the_values_of_these_ranks) {
  std::vector<double> values;
  for (int i = 25; i > 0; --i) values.push_back(i * 10);
  const MedianSummary summary = summarise_median(values).value();
  BOOST_TEST(summary.count == 25U);
  BOOST_TEST(summary.median == 130);
  BOOST_TEST(summary.low_95.value() == 80);
  BOOST_TEST(summary.high_95.value() == 180);
  BOOST_TEST(summary.min == 10);
  BOOST_TEST(summary.max == 250);
  BOOST_TEST(!summarise_median({}).has_value());
  const MedianSummary few = summarise_median({3, 1, 2, 4}).value();
  BOOST_TEST(few.median == 2.5);
  BOOST_TEST(!few.low_95.has_value());
  BOOST_TEST(!few.high_95.has_value());
}

/// The promise itself: of many samples of a skewed distribution, at least 95 % have the median in
/// their interval. 4000 samples: three standard deviations are 1 %.
BOOST_AUTO_TEST_CASE(the_interval_holds_the_median_as_often_as_it_says) {
  for (const std::uint64_t n : {6U, 17U, 25U}) {
    const RandomStream stream{1, "samples"};
    int held = 0;
    constexpr int samples = 4000;
    for (std::uint64_t sample = 0; sample < samples; ++sample) {
      std::vector<double> values;
      for (std::uint64_t i = 0; i < n; ++i) {
        const double uniform = static_cast<double>(stream.at(sample, i) >> 11U) / 0x1p53;
        values.push_back(-std::log1p(-uniform));  // exponential: its median is ln 2
      }
      const MedianSummary summary = summarise_median(values).value();
      if (*summary.low_95 <= std::log(2) && std::log(2) <= *summary.high_95) ++held;
    }
    BOOST_TEST(held >= samples * 94 / 100, "n = " << n << ": " << held << " of " << samples);
  }
}

BOOST_AUTO_TEST_SUITE_END()
