#include "sim/link/delay/normal_quantile.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

double quantile_of(std::uint64_t draw) {
  return static_cast<double>(normal_quantile(draw)) / static_cast<double>(normal_one);
}

BOOST_AUTO_TEST_SUITE(normal_quantiles)

BOOST_AUTO_TEST_CASE(quantile_inverts_the_distribution_function_to_a_ten_thousandth) {
  double worst = 0;
  for (int halvings = 0; halvings < 40; ++halvings) {
    for (std::uint64_t part = 0; part < 2000; ++part) {
      const std::uint64_t mantissa =
          (std::uint64_t{1} << 62U) + part * ((std::uint64_t{1} << 62U) / 2000);
      const std::uint64_t draw = mantissa >> halvings;  // below 2^63: the lower half
      const double z = quantile_of(draw);
      const double tail = std::ldexp(static_cast<double>(draw), -64);
      // Newton's step from z towards the true quantile is the error, as long as it is small.
      worst = std::max(worst, std::abs((normal_distribution(z) - tail) / normal_density(z)));
    }
  }
  BOOST_TEST(worst < 1e-4);
}

BOOST_AUTO_TEST_CASE(the_two_halves_of_the_draws_mirror_each_other) {
  const RandomStream random(1, "mirror");
  std::uint64_t wrong = 0;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const std::uint64_t lower = random.at(i) >> (1U + i % 60U);
    const std::uint64_t upper = lower | (std::uint64_t{1} << 63U);
    if (normal_quantile(lower) != -normal_quantile(upper) || normal_quantile(lower) > 0) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(quantile_never_goes_back_as_the_draw_grows) {
  std::uint64_t wrong = 0;
  std::int64_t before = normal_quantile(0);
  for (std::uint64_t draw = 1; draw < std::uint64_t{1} << 63U; draw += draw / 1000 + 1) {
    const std::int64_t here = normal_quantile(draw);
    if (here < before) ++wrong;
    before = here;
  }
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(the_far_ends_are_finite) {
  BOOST_TEST(std::abs(quantile_of(0) + 7.14) < 0.01);
  BOOST_TEST(std::abs(quantile_of(std::uint64_t{1} << 63U) - 7.14) < 0.01);
  BOOST_TEST(std::abs(quantile_of((std::uint64_t{1} << 63U) - 1)) < 1e-6);
  BOOST_TEST(std::abs(quantile_of(~std::uint64_t{0})) < 1e-6);
}

BOOST_AUTO_TEST_CASE(a_million_draws_have_the_moments_and_the_distribution_of_a_standard_normal) {
  const RandomStream random(2, "moments");
  std::vector<double> samples;
  for (std::uint64_t i = 0; i < 1'000'000; ++i) samples.push_back(quantile_of(random.at(i)));
  // Standard errors of the first four moments of n normal samples: √(1, 2, 15, 96) / √n.
  BOOST_TEST(std::abs(mean_of(samples)) < 4 * 1e-3);
  BOOST_TEST(std::abs(central_moment(samples, 2) - 1) < 4 * std::sqrt(2.0) * 1e-3);
  BOOST_TEST(std::abs(central_moment(samples, 3)) < 4 * std::sqrt(15.0) * 1e-3);
  BOOST_TEST(std::abs(central_moment(samples, 4) - 3) < 4 * std::sqrt(96.0) * 1e-3);
  BOOST_TEST(kolmogorov(samples, normal_distribution) < 1.95);
}

BOOST_AUTO_TEST_CASE(every_build_computes_the_same_numbers) {
  const RandomStream random(3, "builds");
  std::uint64_t hash = 0;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const std::uint64_t draw = random.at(i) >> (i % 50U);
    hash = mix64(hash + static_cast<std::uint64_t>(normal_quantile(draw)));
  }
  BOOST_TEST(hash == 9807789439784739902U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
