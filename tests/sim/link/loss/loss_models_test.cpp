#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "sim/link/loss/loss.hpp"
#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

constexpr std::uint64_t model_packets = 120'000;

Probability percent(double value) {
  return Probability::from_parts(static_cast<std::uint64_t>(std::llround(value * 1e10)));
}

/// Which packets a model loses: 'x' lost, '.' delivered.
std::string losses_by(const LossSettings& loss, std::uint64_t seed,
                      std::uint64_t packets = model_packets, Counters* counters = nullptr) {
  DirectionSettings settings;
  settings.loss = loss;
  std::string lost(packets, '.');
  const Tally seen = watch(forward_only(settings), seed, {.packets = packets, .payload_bytes = 0},
                           [&lost](const FateRecord& fate) {
                             if (fate.dropped == DropCause::loss) lost[fate.index] = 'x';
                           });
  if (counters != nullptr) *counters = seen.forward;
  return lost;
}

std::vector<std::uint64_t> bursts_of(const std::string& lost) {
  std::vector<std::uint64_t> bursts;
  for (std::size_t i = 0; i < lost.size(); ++i) {
    if (lost[i] != 'x') continue;
    if (i == 0 || lost[i - 1] != 'x') bursts.push_back(0);
    ++bursts.back();
  }
  return bursts;
}

double share_of(const std::string& lost) {
  return static_cast<double>(std::count(lost.begin(), lost.end(), 'x')) /
         static_cast<double>(lost.size());
}

double mean_burst_of(const std::string& lost) {
  return static_cast<double>(std::count(lost.begin(), lost.end(), 'x')) /
         static_cast<double>(bursts_of(lost).size());
}

/// The correlation of losses `lag` packets apart, not scaled.
double correlation_at(const std::string& lost, std::size_t lag) {
  std::vector<double> samples;
  for (const char letter : lost) samples.push_back(letter == 'x' ? 1 : 0);
  return autocorrelation_z(samples, static_cast<std::ptrdiff_t>(lag)) /
         std::sqrt(static_cast<double>(lost.size() - lag));
}

/// Standard errors of the mean of a chain whose losses are correlated by `decay`^k.
double mean_error(double mean, double decay) {
  const double inflation = (1 + decay) / (1 - decay);
  return std::sqrt(mean * (1 - mean) * inflation / static_cast<double>(model_packets));
}

BOOST_AUTO_TEST_SUITE(loss_models)

BOOST_AUTO_TEST_CASE(gilbert_elliott_has_its_mean_its_bursts_and_its_correlation) {
  const double p = 0.01;
  const double r = 0.25;
  const LossSettings loss = GilbertElliott{percent(1), percent(25)};
  BOOST_TEST(loss.mean() == p / (p + r), boost::test_tools::tolerance(1e-12));
  BOOST_TEST(loss.mean_burst().value() == 4.0, boost::test_tools::tolerance(1e-12));
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      const std::string lost = losses_by(loss, seed);
      BOOST_TEST(std::abs(share_of(lost) - loss.mean()) < 4 * mean_error(loss.mean(), 1 - p - r));
      const auto bursts = bursts_of(lost);
      const double burst_error =
          std::sqrt(1 - r) / r / std::sqrt(static_cast<double>(bursts.size()));
      BOOST_TEST(std::abs(mean_burst_of(lost) - 4) < 4 * burst_error);
      for (const std::size_t lag : {1U, 2U, 4U, 8U}) {
        const double expected = std::pow(1 - p - r, static_cast<double>(lag));
        BOOST_TEST(std::abs(correlation_at(lost, lag) - expected) < 0.05, "lag " << lag);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(lengths_of_bursts_are_geometric) {
  const double r = 0.25;
  const auto bursts =
      bursts_of(losses_by(BurstyLoss{percent(3.85), 4 * BurstyLoss::parts_in_one}, 4));
  std::array<double, 16> counts{};  // lengths 1 … 15, and all longer ones
  for (const std::uint64_t length : bursts) counts[std::min<std::uint64_t>(length, 16) - 1] += 1;
  double chi_square = 0;
  double tail = 1;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double chance = i + 1 < counts.size() ? tail * r : tail;
    tail -= chance;
    const double expected = chance * static_cast<double>(bursts.size());
    chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  BOOST_TEST(bursts.size() > 1'000U);
  BOOST_TEST(chi_square < 37.7);  // 15 degrees of freedom: once in a thousand seeds
}

BOOST_AUTO_TEST_CASE(mean_and_mean_burst_are_what_was_asked_for) {
  struct Asked {
    double mean_percent;
    double burst;
  };
  for (const Asked asked :
       {Asked{1, 4}, Asked{1, 1}, Asked{30, 2.5}, Asked{5, 50}, Asked{80, 4.25}}) {
    const BurstyLoss model{percent(asked.mean_percent),
                           static_cast<std::uint64_t>(asked.burst * BurstyLoss::parts_in_one)};
    BOOST_TEST_REQUIRE(model.reachable());
    const LossSettings loss = model;
    const double mean = asked.mean_percent / 100;
    BOOST_TEST(loss.mean() == mean, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(loss.mean_burst().value() == asked.burst, boost::test_tools::tolerance(1e-9));
    const double r = 1 / asked.burst;
    const double decay = 1 - r - mean * r / (1 - mean);
    const std::string lost = losses_by(loss, 5);
    BOOST_TEST_CONTEXT("mean " << mean << ", burst " << asked.burst << ", seed 5") {
      BOOST_TEST(std::abs(share_of(lost) - mean) < 4 * mean_error(mean, decay));
      const double error =
          std::sqrt(1 - r) / r / std::sqrt(static_cast<double>(bursts_of(lost).size()));
      BOOST_TEST(std::abs(mean_burst_of(lost) - asked.burst) <= 4 * error + 1e-9);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_bursts_cannot_reach_is_known) {
  constexpr std::uint64_t packets = BurstyLoss::parts_in_one;
  BOOST_TEST((BurstyLoss{Probability::from_percent(50), packets}.reachable()));
  BOOST_TEST((!BurstyLoss{Probability::from_parts(500'000'000'001), packets}.reachable()));
  BOOST_TEST((BurstyLoss{Probability::from_percent(80), 4 * packets}.reachable()));
  BOOST_TEST((!BurstyLoss{Probability::from_percent(81), 4 * packets}.reachable()));
  BOOST_TEST((!BurstyLoss{Probability::from_percent(100), 1'000'000 * packets}.reachable()));
}

BOOST_AUTO_TEST_CASE(both_states_may_lose) {
  const LossSettings loss = GilbertElliott{percent(2), percent(10), percent(60), percent(0.5)};
  const double mean = (0.02 * 0.6 + 0.1 * 0.005) / 0.12;
  BOOST_TEST(loss.mean() == mean, boost::test_tools::tolerance(1e-12));
  const std::string lost = losses_by(loss, 6);
  BOOST_TEST(std::abs(share_of(lost) - mean) < 4 * mean_error(mean, 0.88));
  BOOST_TEST(std::abs(mean_burst_of(lost) - loss.mean_burst().value()) < 0.1);
}

BOOST_AUTO_TEST_CASE(four_states_are_occupied_as_their_flows_balance) {
  const FourStateLoss model{percent(2), percent(20), percent(50), percent(40), percent(3)};
  // Unnormalised: π1 = 1, π4 = p14, π3 = p13/p31, π2 = π3·p32/p23.
  const double burst_loss = 0.02 / 0.2;
  const double burst_pass = burst_loss * 0.5 / 0.4;
  const double total = 1 + 0.03 + burst_loss + burst_pass;
  const double mean = (0.03 + burst_loss) / total;
  const double starts = (0.05 + burst_pass * 0.4) / total;
  const LossSettings loss = model;
  BOOST_TEST(loss.mean() == mean, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(loss.mean_burst().value() == mean / starts, boost::test_tools::tolerance(1e-12));
  for (const std::uint64_t seed : {7U, 8U}) {
    const std::string lost = losses_by(loss, seed);
    BOOST_TEST(std::abs(share_of(lost) - mean) < 4 * mean_error(mean, 0.8), "seed " << seed);
    BOOST_TEST(std::abs(mean_burst_of(lost) - mean / starts) < 0.06, "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(the_first_packet_meets_the_stationary_distribution) {
  const LossSettings loss = GilbertElliott{percent(1), percent(3)};
  std::uint64_t lost = 0;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    lost += losses_by(loss, seed, 1) == "x" ? 1U : 0U;
  }
  BOOST_TEST(std::abs(z_score(lost, 2'000, 0.25)) < 4);
}

BOOST_AUTO_TEST_CASE(patterns_lists_and_periods_lose_exactly_what_they_say) {
  BOOST_TEST(losses_by(LossPattern{"..x.xx"}, 1, 20) == "..x.xx..x.xx..x.xx..");
  BOOST_TEST(losses_by(LostPackets{{{0, 0}, {3, 3}, {10, 12}}}, 1, 16) == "x..x......xxx...");
  BOOST_TEST(losses_by(PeriodicLoss{5, 2, 3}, 1, 16) == "...xx...xx...xx.");
  BOOST_TEST(LossSettings{LossPattern{"..x.xx"}}.mean() == 0.5);
  BOOST_TEST(LossSettings{LossPattern{"x..x.x"}}.mean_burst().value() == 1.5);
  BOOST_TEST((LossSettings{PeriodicLoss{100, 5, 0}}.mean() == 0.05));
  BOOST_TEST((LossSettings{LostPackets{{{0, 5}}}}.mean() == 0));
  BOOST_TEST((!LossSettings{LostPackets{{{0, 5}}}}.is_zero()));
}

BOOST_AUTO_TEST_CASE(no_burst_is_longer_than_the_cap_and_the_mean_that_remains_is_stated) {
  const std::vector<LossSettings::Model> models = {
      percent(40), GilbertElliott{percent(5), percent(20), percent(90), percent(2)},
      BurstyLoss{percent(10), 6 * BurstyLoss::parts_in_one},
      FourStateLoss{percent(4), percent(10), percent(30), percent(50), percent(5)}, percent(100)};
  for (const LossSettings::Model& model : models) {
    for (const std::uint64_t cap : {1U, 2U, 3U, 7U}) {
      LossSettings loss;
      loss.model = model;
      const double uncapped = loss.mean();
      loss.max_burst = cap;
      Counters counters;
      const std::string lost = losses_by(loss, 9, model_packets, &counters);
      BOOST_TEST_CONTEXT("model " << model.index() << ", cap " << cap << ", seed 9") {
        BOOST_TEST(counters.longest_loss_burst <= cap);
        BOOST_TEST(loss.mean() < uncapped);
        BOOST_TEST(std::abs(share_of(lost) - loss.mean()) < 4 * mean_error(loss.mean(), 0.75));
        BOOST_TEST(std::abs(mean_burst_of(lost) - loss.mean_burst().value()) < 0.1);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(independent_losses_capped_keep_the_share_of_the_formula) {
  LossSettings loss = percent(30);
  loss.max_burst = 3;
  const double p = 0.3;
  BOOST_TEST(loss.mean() == p * (1 - p * p * p) / (1 - p * p * p * p),
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(bursts_are_counted) {
  Counters counters;
  const std::string lost =
      losses_by(BurstyLoss{percent(20), 3 * BurstyLoss::parts_in_one}, 10, 50'000, &counters);
  const auto bursts = bursts_of(lost);
  BOOST_TEST(counters.loss_bursts == bursts.size());
  BOOST_TEST(counters.longest_loss_burst == *std::max_element(bursts.begin(), bursts.end()));
}

BOOST_AUTO_TEST_CASE(a_chain_keeps_its_state_when_its_chances_change) {
  DirectionSettings stuck;
  stuck.loss = GilbertElliott{percent(100), Probability{}};  // bad for ever
  Loss loss(stuck, 1, Direction::forward);
  BOOST_TEST(loss.losses(0, 0, 1).fragments == 1U);
  DirectionSettings leaving;
  leaving.loss = GilbertElliott{Probability{}, percent(100)};
  loss.change(leaving);
  BOOST_TEST(loss.losses(1, 1, 1).fragments == 1U);  // still in the bad state
  BOOST_TEST(loss.losses(2, 2, 1).fragments == 0U);  // which it left
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
