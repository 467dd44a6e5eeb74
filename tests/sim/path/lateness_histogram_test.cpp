#include "sim/path/lateness_histogram.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"

using acklab::Duration;
using acklab::RandomStream;
using acklab::path::LatenessHistogram;

BOOST_AUTO_TEST_SUITE(lateness_histogram)

BOOST_AUTO_TEST_CASE(nothing_recorded_is_zero_everywhere) {
  const auto summary = LatenessHistogram{}.summary();
  BOOST_TEST(summary.releases == 0U);
  BOOST_TEST(summary.median.count() == 0);
  BOOST_TEST(summary.max.count() == 0);
}

BOOST_AUTO_TEST_CASE(small_values_are_exact) {
  LatenessHistogram histogram;
  for (std::int64_t nanos = 1; nanos <= 63; ++nanos) histogram.record(Duration{nanos});
  BOOST_TEST(histogram.percentile(500).count() == 32);
  BOOST_TEST(histogram.percentile(1000).count() == 63);
  BOOST_TEST(histogram.percentile(0).count() == 1);
}

BOOST_AUTO_TEST_CASE(percentiles_are_at_most_a_thirty_second_above_the_sorted_values) {
  const RandomStream stream(7, "lateness");
  for (const std::uint64_t spread : {100U, 10'000U, 5'000'000U, 4'000'000'000U}) {
    LatenessHistogram histogram;
    std::vector<std::int64_t> values;
    for (std::uint64_t i = 0; i < 5000; ++i) {
      values.push_back(static_cast<std::int64_t>(stream.below(spread, i, spread)));
      histogram.record(Duration{values.back()});
    }
    std::sort(values.begin(), values.end());
    for (const std::uint32_t per_mille : {1U, 500U, 990U, 999U, 1000U}) {
      const std::int64_t exact = values[per_mille * values.size() / 1000 - 1];
      const std::int64_t told = histogram.percentile(per_mille).count();
      BOOST_TEST_INFO("spread " << spread << ", per mille " << per_mille);
      BOOST_TEST(told >= exact);
      BOOST_TEST(told <= exact + exact / 32);
    }
    BOOST_TEST(histogram.max().count() == values.back());
  }
}

BOOST_AUTO_TEST_CASE(extremes_fit) {
  LatenessHistogram histogram;
  histogram.record(Duration::min());
  histogram.record(Duration::max());
  BOOST_TEST(histogram.count() == 2U);
  BOOST_TEST(histogram.percentile(500).count() == 0);
  BOOST_TEST(histogram.percentile(1000).count() == Duration::max().count());
}

BOOST_AUTO_TEST_SUITE_END()
