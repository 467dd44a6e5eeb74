#include "sim/link/bottleneck/trace_generator.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

BitRate mbit(double rate) {
  return BitRate::from_bits_per_s(static_cast<std::int64_t>(rate * 1e6));
}

/// How many opportunities lie in each span of `span_ms`, the first span (0, span_ms].
std::vector<std::uint64_t> counts_by(const Trace& trace, std::uint32_t span_ms) {
  std::vector<std::uint64_t> counts(trace.milliseconds().back() / span_ms);
  for (const std::uint32_t ms : trace.milliseconds()) {
    if ((ms - 1) / span_ms < counts.size()) ++counts[(ms - 1) / span_ms];
  }
  return counts;
}

BOOST_AUTO_TEST_SUITE(trace_generator)

BOOST_AUTO_TEST_CASE(a_constant_trace_has_exactly_its_rate_as_evenly_as_milliseconds_allow) {
  for (const double rate : {12.0, 1.0, 0.1, 20.0, 6.5, 11.999, 100.0, 3.3}) {
    const auto trace = constant_trace(mbit(rate));
    BOOST_TEST_REQUIRE(trace.has_value(), trace.error());
    const std::uint64_t length = trace->milliseconds().back();
    BOOST_TEST_CONTEXT("rate " << rate) {
      BOOST_TEST(length >= 1000U);
      BOOST_TEST(trace->opportunities() * 12'000'000 ==
                 static_cast<std::uint64_t>(mbit(rate).bits_per_s()) * length);
      std::uint64_t uneven = 0;
      for (std::uint64_t k = 1; k <= trace->opportunities(); ++k) {
        // Not earlier than the rate allows, and less than a millisecond later.
        const std::uint64_t bits_at =
            trace->milliseconds()[k - 1] * static_cast<std::uint64_t>(mbit(rate).bits_per_s());
        const std::uint64_t one_ms = static_cast<std::uint64_t>(mbit(rate).bits_per_s());
        if (bits_at < k * 12'000'000 || bits_at >= k * 12'000'000 + one_ms) ++uneven;
      }
      BOOST_TEST(uneven == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_length_that_cannot_be_exact_is_refused_with_one_that_can) {
  BOOST_TEST(constant_trace(mbit(5), 12).has_value());
  const auto refused = constant_trace(mbit(5), 1000);
  BOOST_TEST_REQUIRE(!refused.has_value());
  BOOST_TEST(refused.error() ==
             "the rate makes no whole number of packets in 1000 ms; a multiple of 12 ms is exact");
  BOOST_TEST(!constant_trace(mbit(5), 0).has_value());
  BOOST_TEST(!constant_trace(BitRate::from_bits_per_s(BitRate::max_bits_per_s)).has_value());
}

BOOST_AUTO_TEST_CASE(a_sawtooth_grows_evenly_and_falls_back) {
  const Swing swing{mbit(2), mbit(14), 1000};
  const auto trace = sawtooth_trace(swing, 10'000);
  BOOST_TEST_REQUIRE(trace.has_value(), trace.error());
  // Mean 8 Mbit/s over 10 s: 6666.7 opportunities, rounded up.
  BOOST_TEST(trace->opportunities() == 6667U);
  BOOST_TEST(trace->milliseconds().back() == 10'000U);
  const auto counts = counts_by(*trace, 250);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    // 3.5, 6.5, 9.5, 12.5 Mbit/s in the quarters of each period.
    const double expected = (3.5 + 3.0 * static_cast<double>(i % 4)) * 250 / 12;
    BOOST_TEST(std::abs(static_cast<double>(counts[i]) - expected) <= 1.0, "quarter " << i);
  }
}

BOOST_AUTO_TEST_CASE(a_fade_goes_down_smoothly_and_comes_back) {
  const Swing swing{mbit(1), mbit(13), 10'000};
  const auto trace = fade_trace(swing, 20'000);
  BOOST_TEST_REQUIRE(trace.has_value(), trace.error());
  BOOST_TEST(trace->opportunities() == 11'667U);  // 7 Mbit/s for 20 s
  BOOST_TEST(trace->milliseconds().back() == 20'000U);
  const auto counts = counts_by(*trace, 100);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double x = std::abs(static_cast<double>(i % 100) + 0.5 - 50) / 50;  // 0: deepest
    const double rate = 1 + 12 * (3 * x * x - 2 * x * x * x);
    BOOST_TEST(std::abs(static_cast<double>(counts[i]) - rate * 100 / 12) <= 1.1, "tenth " << i);
  }
}

BOOST_AUTO_TEST_CASE(poisson_opportunities_spread_as_independent_ones_do) {
  const auto trace = poisson_trace(mbit(12), 60'000, 5);
  BOOST_TEST_REQUIRE(trace.has_value(), trace.error());
  BOOST_TEST(trace->opportunities() == 60'000U);
  BOOST_TEST(trace->milliseconds().back() == 60'000U);
  // Variance over mean of the counts is 1 whatever the span; its standard error is √(2 / spans).
  for (const std::uint32_t span : {1U, 10U, 100U}) {
    const auto counts = counts_by(*trace, span);
    const std::vector<double> samples(counts.begin(), counts.end());
    const double dispersion = central_moment(samples, 2) / mean_of(samples);
    const double error = std::sqrt(2.0 / static_cast<double>(samples.size()));
    BOOST_TEST(std::abs(dispersion - 1) < 4 * error, "span " << span << ": " << dispersion);
    BOOST_TEST(std::abs(autocorrelation_z(samples, 1)) < 4, "span " << span);
  }
  // A millisecond without any: e^-1 of them.
  const auto by_ms = counts_by(*trace, 1);
  const auto empty = static_cast<std::uint64_t>(std::count(by_ms.begin(), by_ms.end(), 0U));
  BOOST_TEST(std::abs(z_score(empty, 60'000, std::exp(-1.0))) < 4);
  BOOST_TEST(std::abs(uniformity_z(counts_by(*trace, 1000))) < 4);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_trace_and_another_seed_another) {
  BOOST_TEST((*poisson_trace(mbit(12), 1000, 5) == *poisson_trace(mbit(12), 1000, 5)));
  BOOST_TEST((*poisson_trace(mbit(12), 1000, 5) != *poisson_trace(mbit(12), 1000, 6)));
  // One packet at least, at the end.
  BOOST_TEST((poisson_trace(mbit(0.001), 7, 1)->milliseconds() == std::vector<std::uint32_t>{7}));
}

BOOST_AUTO_TEST_CASE(swings_that_make_no_sense_are_refused) {
  BOOST_TEST(!sawtooth_trace({mbit(2), mbit(1), 1000}, 1000).has_value());
  BOOST_TEST(!sawtooth_trace({mbit(1), mbit(2), 1}, 1000).has_value());
  BOOST_TEST(!sawtooth_trace({mbit(1), mbit(2), 1000}, 0).has_value());
  BOOST_TEST(!fade_trace({mbit(1), mbit(2), 1001}, 1000).has_value());
  BOOST_TEST(!fade_trace({mbit(1), mbit(2), 100'000'000}, 1000).has_value());
  BOOST_TEST(!fade_trace({mbit(1), mbit(1'000'000), 1000}, 86'400'000).has_value());
  BOOST_TEST(fade_trace({mbit(2), mbit(2), 2}, 6)->opportunities() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
