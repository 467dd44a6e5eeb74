#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

LinkSettings losing(std::uint64_t parts) {
  DirectionSettings settings;
  settings.loss = Probability::from_parts(parts);
  return forward_only(settings);
}

std::vector<double> losses_of(const LinkSettings& settings, std::uint64_t seed) {
  std::vector<double> lost;
  static_cast<void>(
      watch(settings, seed, {.packets = 200'000, .payload_bytes = 0},
            [&lost](const FateRecord& fate) { lost.push_back(fate.dropped ? 1 : 0); }));
  return lost;
}

BOOST_AUTO_TEST_SUITE(random_loss)

BOOST_AUTO_TEST_CASE(share_lost_agrees_with_the_setting_within_four_standard_errors) {
  constexpr std::uint64_t percent = Probability::parts_in_one / 100;
  for (const std::uint64_t parts : {percent / 10, percent, 5 * percent, 30 * percent, 50 * percent,
                                    90 * percent, 99 * percent + percent / 2}) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      const Tally seen = watch(losing(parts), seed, {.packets = 100'000, .payload_bytes = 0});
      const double probability = Probability::from_parts(parts).as_double();
      BOOST_TEST_CONTEXT("loss " << probability << ", seed " << seed) {
        BOOST_TEST(std::abs(z_score(seen.forward.dropped_by_loss, 100'000, probability)) < 4);
        BOOST_TEST(seen.releases == 100'000 - seen.forward.dropped_by_loss);
        BOOST_TEST(seen.forward.undelivered == seen.forward.dropped_by_loss);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(no_loss_loses_nothing_and_total_loss_everything) {
  const Tally none = watch(losing(0), 1, {.packets = 100'000, .payload_bytes = 0});
  BOOST_TEST(none.forward.dropped_by_loss == 0U);
  BOOST_TEST(none.releases == 100'000U);
  const Tally all =
      watch(losing(Probability::parts_in_one), 1, {.packets = 100'000, .payload_bytes = 0});
  BOOST_TEST(all.forward.dropped_by_loss == 100'000U);
  BOOST_TEST(all.releases == 0U);
}

BOOST_AUTO_TEST_CASE(one_loss_says_nothing_about_the_next_ones) {
  const LinkSettings settings = losing(Probability::parts_in_one / 10);
  for (const std::uint64_t seed : {4U, 5U, 6U}) {
    const auto lost = losses_of(settings, seed);
    for (const std::ptrdiff_t lag : {1, 2, 3, 7, 64}) {
      BOOST_TEST_CONTEXT("seed " << seed << ", lag " << lag) {
        BOOST_TEST(std::abs(autocorrelation_z(lost, lag)) < 4);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(runs_of_losses_have_the_length_of_independent_ones) {
  const auto lost = losses_of(losing(Probability::parts_in_one / 4), 7);
  double runs = 0;
  double losses = 0;
  for (std::size_t i = 0; i < lost.size(); ++i) {
    losses += lost[i];
    if (lost[i] > 0 && (i == 0 || lost[i - 1] == 0)) ++runs;
  }
  // Geometric with mean 1 / (1 − p) and variance p / (1 − p)².
  const double error = std::sqrt(0.25) / 0.75 / std::sqrt(runs);
  BOOST_TEST(std::abs(losses / runs - 1 / 0.75) < 4 * error);
}

BOOST_AUTO_TEST_CASE(loss_before_duplication_leaves_no_copy) {
  DirectionSettings settings;
  settings.loss = Probability::from_percent(50);
  settings.duplicate = Probability::from_percent(100);
  const Crossing seen = cross(forward_only(settings), 8, {.packets = 10'000});
  BOOST_TEST(seen.forward.duplicated == 10'000 - seen.forward.dropped_by_loss);
  BOOST_TEST(seen.forward.delivered == 2 * seen.forward.duplicated);
  BOOST_TEST(seen.fates.size() == seen.forward.dropped_by_loss + 2 * seen.forward.duplicated);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
