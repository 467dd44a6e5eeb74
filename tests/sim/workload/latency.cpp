#include <algorithm>
#include <map>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "sim/workload/exchange_log.hpp"
#include "sim/workload/latency_distribution.hpp"
#include "sim/workload/pattern_log.hpp"
#include "sim/workload/periodic_log.hpp"

using namespace acklab;
using acklab::workload::LatencyDistribution;

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// `count` latencies from nanoseconds to hours, most of them of few sizes.
std::vector<Duration> invented_latencies(std::uint64_t seed, std::size_t count) {
  const RandomStream random{seed, "latencies"};
  std::vector<Duration> latencies;
  latencies.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t bits = 1 + random.below(44, 2 * i);
    latencies.emplace_back(
        static_cast<Duration::rep>(random.below(std::uint64_t{1} << bits, 2 * i + 1)));
  }
  return latencies;
}

/// What holds of every distribution of these.
void check_bins(const LatencyDistribution& distribution, const std::vector<Duration>& latencies) {
  const auto& bins = distribution.bins;
  BOOST_TEST(bins.size() <= LatencyDistribution::most_bins);
  BOOST_TEST(distribution.count() == latencies.size());
  for (std::size_t i = 0; i < bins.size(); ++i) {
    BOOST_TEST_CONTEXT("bin " << i << " from " << bins[i].first.count() << " ns") {
      BOOST_TEST((bins[i].first <= bins[i].last));
      if (i > 0) BOOST_TEST((bins[i - 1].last < bins[i].first));
      const auto inside = std::ranges::count_if(latencies, [&](Duration latency) {
        return bins[i].first <= latency && latency <= bins[i].last;
      });
      BOOST_TEST(static_cast<std::uint64_t>(inside) == bins[i].count);
      BOOST_TEST(bins[i].count > 0U);
    }
  }
}

std::uint64_t late_in(const LatencyDistribution& distribution, Duration deadline) {
  std::uint64_t late = 0;
  for (const LatencyDistribution::Bin& bin : distribution.bins) {
    if (bin.first > deadline) late += bin.count;
  }
  return late;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(latency_distributions)

BOOST_AUTO_TEST_CASE(every_latency_is_counted_in_the_one_bin_it_belongs_to) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto latencies = invented_latencies(seed, seed * 25);
    const auto deadline = seed % 2 == 0 ? std::optional{latencies[seed % 7]} : std::nullopt;
    BOOST_TEST_CONTEXT("seed " << seed) {
      check_bins(distribution_of(latencies, seed, deadline), latencies);
    }
  }
}

BOOST_AUTO_TEST_CASE(bins_are_narrow_where_there_is_room_for_it) {
  std::vector<Duration> latencies;
  for (int i = 0; i < 150; ++i) latencies.emplace_back(milliseconds{20 + i / 10});
  const LatencyDistribution distribution = workload::distribution_of(latencies, 0);
  BOOST_TEST(distribution.precision == LatencyDistribution::finest);
  BOOST_TEST(distribution.bins.size() == 15U);
  for (const LatencyDistribution::Bin& bin : distribution.bins) {
    BOOST_TEST((bin.last - bin.first + nanoseconds{1}) * 128 <= bin.first);
  }
}

BOOST_AUTO_TEST_CASE(the_deadline_parts_late_from_timely_exactly_however_wide_the_bins_are) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto latencies = invented_latencies(seed, 3000);
    const Duration deadline = latencies[seed];
    const auto late = std::ranges::count_if(
        latencies, [deadline](Duration latency) { return latency > deadline; });
    const auto distribution = workload::distribution_of(latencies, 0, deadline);
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(distribution.precision < LatencyDistribution::finest);
      BOOST_TEST(late_in(distribution, deadline) == static_cast<std::uint64_t>(late));
    }
  }
}

BOOST_AUTO_TEST_CASE(runs_added_up_are_what_all_their_latencies_together_would_be) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto some = invented_latencies(seed, 40 * seed);
    const auto more = invented_latencies(seed + 1000, 30);
    std::vector<Duration> all = some;
    all.insert(all.end(), more.begin(), more.end());
    LatencyDistribution sum = distribution_of(some, 3, seconds{1});
    add(sum, distribution_of(more, 4, seconds{1}));
    BOOST_TEST_CONTEXT("seed " << seed) {
      check_bins(sum, all);
      BOOST_TEST(sum.never == 7U);
      BOOST_TEST((sum == workload::distribution_of(all, 7, seconds{1})));
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_and_the_longest_latency_there_is_have_bins_too) {
  BOOST_TEST(workload::distribution_of({}, 5).bins.empty());
  BOOST_TEST(workload::distribution_of({}, 5).never == 5U);
  const std::vector<Duration> ends{Duration::zero(), nanoseconds{1}, Duration::max()};
  check_bins(workload::distribution_of(ends, 0), ends);
}

BOOST_AUTO_TEST_CASE(messages_that_never_came_are_told_beside_those_that_did) {
  workload::PeriodicLog log{
      workload::Periodic{.count = 5, .interval = milliseconds{20}, .deadline = milliseconds{30}}};
  const Instant start{seconds{1}};
  BOOST_TEST(log.latency(start).never == 0U);  // not begun
  log.start(start);
  const auto arrive = [&](std::uint64_t number, Duration at) {
    workload::Judgement judgement;
    judgement.number = number;
    judgement.first_intact = true;
    log.note_record(start + at, judgement);
  };
  arrive(0, milliseconds{10});
  arrive(2, milliseconds{70});  // 30 ms after it was due: in time
  arrive(1, milliseconds{71});  // 51 ms
  const LatencyDistribution latency = log.latency(start + milliseconds{90});
  BOOST_TEST(latency.count() == 3U);
  BOOST_TEST(latency.never == 2U);
  BOOST_TEST(late_in(latency, milliseconds{30}) == 1U);
  BOOST_TEST((latency.deadline == milliseconds{30}));
}

BOOST_AUTO_TEST_CASE(exchanges_and_rounds_that_were_begun_and_not_done_never_came) {
  workload::ExchangeLog exchanges;
  const Instant start{seconds{1}};
  exchanges.begin(start);
  exchanges.note_done(start + milliseconds{4});
  exchanges.begin(start + milliseconds{5});
  exchanges.note_given_up();
  BOOST_TEST(exchanges.latency().count() == 1U);
  BOOST_TEST(exchanges.latency().never == 1U);

  workload::PatternLog rounds;
  for (int i = 0; i < 3; ++i) rounds.note_round_begun();
  rounds.note_round(microseconds{7});
  rounds.note_round(microseconds{8});
  BOOST_TEST(rounds.latency().count() == 2U);
  BOOST_TEST(rounds.latency().never == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
