#include "sim/link/delay/tail_quantiles.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/link/delay/normal_quantile.hpp"
#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;
using Quantile = std::int64_t (*)(std::uint64_t);

double in_deviations(std::int64_t fixed) {
  return static_cast<double>(fixed) / static_cast<double>(normal_one);
}

double share_of(std::uint64_t draw) {
  return (static_cast<double>(draw) + 0.5) / 0x1p64;
}

/// As it is stated, in floating point: of the share `u` of the upper tail.
double stated_pareto(double u) {
  return (std::pow(u, -1.0 / 3) - 1.5) / std::sqrt(0.75);
}
double stated_exponential(double u) {
  return -std::log(u) - 1;
}

/// Draws spread evenly over each halving of the tail, with the share that each stands for.
template <typename Use>
void over_all_draws(const Use& use) {
  constexpr std::uint64_t parts = 4096;
  for (unsigned halvings = 0; halvings < 60; ++halvings) {
    const std::uint64_t low = std::uint64_t{1} << (63U - halvings);
    const std::uint64_t step = low / parts;
    if (step == 0) break;
    for (std::uint64_t i = 0; i < parts; ++i) {
      use(low + i * step + step / 2, static_cast<double>(step) / 0x1p64);
    }
  }
}

BOOST_AUTO_TEST_SUITE(tail_quantiles)

BOOST_AUTO_TEST_CASE(they_are_the_stated_functions_to_three_ten_thousandths) {
  over_all_draws([](std::uint64_t draw, double) {
    const double u = share_of(draw);
    if (u < 0x1p-39) return;
    const double pareto = stated_pareto(u);
    BOOST_TEST_REQUIRE(std::abs(in_deviations(pareto_quantile(draw)) - pareto) <=
                       3e-4 * std::max(1.0, std::abs(pareto)));
    const double exponential = stated_exponential(u);
    BOOST_TEST_REQUIRE(std::abs(in_deviations(exponential_quantile(draw)) - exponential) <= 2e-4);
  });
}

BOOST_AUTO_TEST_CASE(their_mean_is_zero_and_their_standard_deviation_one) {
  for (const Quantile quantile : {pareto_quantile, exponential_quantile, pareto_normal_quantile}) {
    double mean = 0;
    double square = 0;
    over_all_draws([&](std::uint64_t draw, double share) {
      const double value = in_deviations(quantile(draw));
      mean += value * share;
      square += value * value * share;
    });
    BOOST_TEST(std::abs(mean) < 2e-4);
    BOOST_TEST(std::abs(std::sqrt(square) - 1) < 3e-4);
  }
}

BOOST_AUTO_TEST_CASE(they_fall_from_the_far_end_of_the_tail_to_the_other) {
  for (const Quantile quantile : {pareto_quantile, exponential_quantile, pareto_normal_quantile}) {
    std::int64_t before = quantile(0);
    BOOST_TEST(before == quantile(1));
    for (unsigned halvings = 60; halvings > 0; --halvings) {
      const std::uint64_t low = std::uint64_t{1} << (63U - halvings);
      for (std::uint64_t i = 0; i < 8; ++i) {
        const std::int64_t value = quantile(low + i * (low / 8));
        BOOST_TEST_REQUIRE(value <= before);
        before = value;
      }
    }
    BOOST_TEST(quantile(~std::uint64_t{0}) < 0);
  }
}

BOOST_AUTO_TEST_CASE(they_end_where_it_is_stated) {
  BOOST_TEST(std::abs(in_deviations(pareto_quantile(0)) - 11918) < 1);
  BOOST_TEST(std::abs(in_deviations(pareto_quantile(~0ULL)) + 0.5774) < 1e-3);
  BOOST_TEST(std::abs(in_deviations(exponential_quantile(0)) - 26.73) < 0.01);
  BOOST_TEST(std::abs(in_deviations(exponential_quantile(~0ULL)) + 1) < 1e-6);
  BOOST_TEST(std::abs(in_deviations(pareto_normal_quantile(0)) - 9815) < 2);
  BOOST_TEST(std::abs(in_deviations(pareto_normal_quantile(~0ULL)) + 2.17) < 0.01);
}

double pareto_distribution(double z) {
  return z <= stated_pareto(1) ? 0 : 1 - std::pow(z * std::sqrt(0.75) + 1.5, -3.0);
}
double exponential_distribution(double z) {
  return z <= -1 ? 0 : 1 - std::exp(-(z + 1));
}
/// By the normal number of the same rank, found by bisection.
double pareto_normal_distribution(double z) {
  double low = -9;
  double high = 9;
  for (int round = 0; round < 40; ++round) {
    const double normal = (low + high) / 2;
    const double tail = normal_distribution(-normal);
    const double value = (normal + 4 * (std::pow(tail, -1.0 / 3) - 1.5)) / 4 / 1.0516698734;
    (value < z ? low : high) = normal;
  }
  return normal_distribution(low);
}

BOOST_AUTO_TEST_CASE(delays_are_distributed_as_stated_around_their_mean) {
  struct Case {
    JitterDistribution distribution;
    double (*stated)(double);
  };
  for (const Case& given : {Case{JitterDistribution::pareto, pareto_distribution},
                            Case{JitterDistribution::paretonormal, pareto_normal_distribution},
                            Case{JitterDistribution::exponential, exponential_distribution}}) {
    for (const std::uint64_t seed : {71U, 72U, 73U}) {
      DirectionSettings settings;
      settings.delay = milliseconds(100);
      settings.jitter = {milliseconds(4), given.distribution, true};
      const std::vector<double> delays =
          delays_of(forward_only(settings), seed, {.packets = 40'000});
      BOOST_TEST_CONTEXT(to_string(given.distribution) << ", seed " << seed) {
        const auto stated = [&](double ms) { return given.stated((ms - 100) / 4); };
        BOOST_TEST(kolmogorov(delays, stated) < 1.95);
        BOOST_TEST(std::abs(mean_of(delays) - 100) < 4 * 4 / std::sqrt(40'000.0));
        BOOST_TEST(std::abs(autocorrelation_z(delays, 1)) < 4);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(exponential_jitter_that_reaches_below_zero_shifts_the_mean_as_documented) {
  DirectionSettings settings;
  settings.delay = milliseconds(5);
  settings.jitter = {milliseconds(10), JitterDistribution::exponential, true};
  const std::vector<double> delays = delays_of(forward_only(settings), 74, {.packets = 100'000});
  const double error = std::sqrt(central_moment(delays, 2) / 100'000);
  BOOST_TEST(std::abs(mean_of(delays) - 10 * std::exp(-0.5)) < 4 * error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
