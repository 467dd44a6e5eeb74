#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

LinkSettings delaying(Duration delay, Jitter jitter) {
  DirectionSettings settings;
  settings.delay = delay;
  settings.jitter = jitter;
  return forward_only(settings);
}

/// How long each packet was held, in milliseconds.
std::vector<double> held(const Crossing& crossing) {
  std::vector<double> delays;
  delays.reserve(crossing.fates.size());
  for (const FateRecord& fate : crossing.fates) {
    delays.push_back(to_milliseconds(fate.due - fate.arrival));
  }
  return delays;
}

std::uint64_t out_of_order(const Crossing& crossing) {
  std::uint64_t count = 0;
  for (std::size_t i = 1; i < crossing.releases.size(); ++i) {
    if (crossing.releases[i].index < crossing.releases[i - 1].index) ++count;
  }
  return count;
}

BOOST_AUTO_TEST_SUITE(delay_line)

BOOST_AUTO_TEST_CASE(without_jitter_every_packet_is_held_exactly_as_long_as_set) {
  const Crossing seen = cross(delaying(milliseconds(25), {}), 1, {.packets = 1000});
  for (const double delay : held(seen)) BOOST_TEST(delay == 25.0);
  BOOST_TEST(out_of_order(seen) == 0U);
}

BOOST_AUTO_TEST_CASE(uniform_jitter_has_the_moments_and_the_distribution_of_its_half_width) {
  const Jitter jitter{milliseconds(6), JitterDistribution::uniform, true};
  for (const std::uint64_t seed : {31U, 32U, 33U}) {
    const auto delays = delays_of(delaying(milliseconds(25), jitter), seed, {.packets = 100'000});
    BOOST_TEST_CONTEXT("seed " << seed) {
      const double root_n = std::sqrt(100'000.0);
      BOOST_TEST(std::abs(mean_of(delays) - 25) < 4 * std::sqrt(12.0) / root_n);
      // Variance a²/3 = 12; the fourth moment a⁴/5 gives its standard error.
      const double error = std::sqrt(1296.0 / 5 - 144) / root_n;
      BOOST_TEST(std::abs(central_moment(delays, 2) - 12) < 4 * error);
      BOOST_TEST(*std::min_element(delays.begin(), delays.end()) >= 19);
      BOOST_TEST(*std::max_element(delays.begin(), delays.end()) <= 31);
      const auto distribution = [](double x) { return (x - 19) / 12; };
      BOOST_TEST(kolmogorov(delays, distribution) < 1.95);
      BOOST_TEST(std::abs(autocorrelation_z(delays, 1)) < 4);
    }
  }
}

BOOST_AUTO_TEST_CASE(normal_jitter_has_the_moments_and_the_distribution_of_its_deviation) {
  const Jitter jitter{milliseconds(4), JitterDistribution::normal, true};
  for (const std::uint64_t seed : {34U, 35U, 36U}) {
    const auto delays = delays_of(delaying(milliseconds(40), jitter), seed, {.packets = 100'000});
    BOOST_TEST_CONTEXT("seed " << seed) {
      const double root_n = std::sqrt(100'000.0);
      BOOST_TEST(std::abs(mean_of(delays) - 40) < 4 * 4 / root_n);
      BOOST_TEST(std::abs(central_moment(delays, 2) - 16) < 4 * 16 * std::sqrt(2.0) / root_n);
      const auto distribution = [](double x) { return normal_distribution((x - 40) / 4); };
      BOOST_TEST(kolmogorov(delays, distribution) < 1.95);
      BOOST_TEST(std::abs(autocorrelation_z(delays, 1)) < 4);
    }
  }
}

BOOST_AUTO_TEST_CASE(jitter_of_a_few_nanoseconds_takes_every_value_equally_often) {
  const Jitter jitter{Duration{3}, JitterDistribution::uniform, true};
  const Crossing seen = cross(delaying(microseconds(1), jitter), 37, {.packets = 70'000});
  std::vector<std::uint64_t> counts(7);
  for (const FateRecord& fate : seen.fates) {
    ++counts.at(static_cast<std::size_t>((fate.due - fate.arrival).count() - 997));
  }
  BOOST_TEST(std::abs(uniformity_z(counts)) < 4);
}

BOOST_AUTO_TEST_CASE(no_delay_is_below_zero_and_the_mean_shifts_as_documented) {
  struct Case {
    double delay_ms;
    double amount_ms;
    JitterDistribution distribution;
    double mean_ms;
  };
  const Case cases[] = {
      {5, 10, JitterDistribution::uniform, 5 + 25.0 / 40},
      {0, 10, JitterDistribution::uniform, 2.5},
      {10, 10, JitterDistribution::normal, 10.83},
      {20, 10, JitterDistribution::normal, 20.08},
      {0, 10, JitterDistribution::normal, 3.989},
  };
  for (const Case& given : cases) {
    const auto nanoseconds = [](double ms) {
      return Duration{static_cast<std::int64_t>(ms * 1e6)};
    };
    const Jitter jitter{nanoseconds(given.amount_ms), given.distribution, true};
    const auto delays =
        delays_of(delaying(nanoseconds(given.delay_ms), jitter), 38, {.packets = 100'000});
    BOOST_TEST_CONTEXT(to_string(given.distribution) << " around " << given.delay_ms << " ms") {
      const double error = std::sqrt(central_moment(delays, 2) / 100'000);
      BOOST_TEST(std::abs(mean_of(delays) - given.mean_ms) < 4 * error);
      BOOST_TEST(*std::min_element(delays.begin(), delays.end()) == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(jitter_keeps_the_order_unless_asked) {
  for (const auto distribution : {JitterDistribution::uniform, JitterDistribution::normal}) {
    const Traffic dense{.packets = 20'000, .spacing = microseconds(100)};
    Jitter jitter{milliseconds(10), distribution, false};
    const Crossing kept = cross(delaying(milliseconds(25), jitter), 39, dense);
    BOOST_TEST(out_of_order(kept) == 0U);
    BOOST_TEST(kept.forward.reordered == 0U);
    jitter.may_reorder = true;
    const Crossing mixed = cross(delaying(milliseconds(25), jitter), 39, dense);
    BOOST_TEST(mixed.forward.reordered > 10'000U);
  }
}

BOOST_AUTO_TEST_CASE(keeping_the_order_makes_a_packet_wait_for_the_latest_before_it_and_no_longer) {
  Jitter jitter{milliseconds(10), JitterDistribution::uniform, false};
  const Traffic dense{.packets = 20'000, .spacing = microseconds(700)};
  const Crossing kept = cross(delaying(milliseconds(25), jitter), 40, dense);
  jitter.may_reorder = true;
  const Crossing free = cross(delaying(milliseconds(25), jitter), 40, dense);
  Instant latest = Instant::min();
  std::uint64_t wrong = 0;
  for (std::size_t i = 0; i < kept.fates.size(); ++i) {
    latest = std::max(latest, free.fates[i].due);
    if (kept.fates[i].due != latest) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(sparse_packets_are_not_held_by_the_order) {
  Jitter jitter{milliseconds(10), JitterDistribution::uniform, false};
  const Traffic sparse{.packets = 1000, .spacing = milliseconds(21)};
  const auto kept = held(cross(delaying(milliseconds(25), jitter), 41, sparse));
  jitter.may_reorder = true;
  BOOST_TEST((kept == held(cross(delaying(milliseconds(25), jitter), 41, sparse))));
}

BOOST_AUTO_TEST_CASE(the_longest_delays_saturate) {
  for (const auto distribution : {JitterDistribution::uniform, JitterDistribution::normal}) {
    const Jitter jitter{Duration::max(), distribution, true};
    const Crossing seen = cross(delaying(Duration::max(), jitter), 42, {.packets = 100});
    std::uint64_t wrong = 0;
    for (const FateRecord& fate : seen.fates) wrong += fate.due < fate.arrival ? 1U : 0U;
    BOOST_TEST(wrong == 0U);
    BOOST_TEST((seen.releases.back().due == Instant::max()));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
