#include "sim/link/bottleneck/red.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/bottleneck_hand.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using Verdict = Discipline::Verdict;
using std::chrono::milliseconds;

/// The average follows at once, so that it can be pinned.
RedSettings nimble(bool gentle = false) {
  return {.min_bytes = 30'000,
          .max_bytes = 90'000,
          .probability = Probability::from_percent(10),
          .weight = Probability::from_percent(100),
          .gentle = gentle};
}

/// What becomes of packets that all find so many bytes waiting.
std::vector<Verdict> red_verdicts(Red& red, std::uint64_t bytes, std::uint64_t packets,
                                  bool can_mark = false) {
  const auto line = make_line(bottleneck_settings({}));
  std::vector<Verdict> verdicts;
  for (std::uint64_t i = 0; i < packets; ++i) {
    verdicts.push_back(
        red.arriving({timeline_origin, {i, 0}, {1 + bytes / 1500, bytes}, true, can_mark}, *line));
  }
  return verdicts;
}

/// How many packets lie from one drop to the next one, that included.
std::vector<std::uint64_t> red_gaps(const std::vector<Verdict>& verdicts) {
  std::vector<std::uint64_t> gaps;
  std::uint64_t since = 0;
  for (const Verdict verdict : verdicts) {
    ++since;
    if (verdict == Verdict::pass) continue;
    gaps.push_back(since);
    since = 0;
  }
  return gaps;
}

BOOST_AUTO_TEST_SUITE(red)

BOOST_AUTO_TEST_CASE(gaps_between_drops_are_uniform_up_to_one_over_the_chance) {
  // Halfway from min to max the chance is 5 %: gaps of 1 … 20 packets, all as likely.
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Red red(nimble(), RandomStream(seed, "queue"));
    const auto gaps = red_gaps(red_verdicts(red, 60'000, 300'000));
    std::vector<std::uint64_t> counts(20);
    for (const std::uint64_t gap : gaps) {
      BOOST_TEST_REQUIRE(gap <= 20U);
      ++counts[gap - 1];
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(std::abs(uniformity_z(counts)) < 4);
      BOOST_TEST(300'000.0 / static_cast<double>(gaps.size()) == 10.5,
                 boost::test_tools::tolerance(0.02));
    }
  }
}

BOOST_AUTO_TEST_CASE(below_min_nothing_and_from_max_on_everything_is_dropped) {
  Red red(nimble(), RandomStream(1, "queue"));
  for (const Verdict verdict : red_verdicts(red, 29'999, 1000)) {
    BOOST_TEST_REQUIRE((verdict == Verdict::pass));
  }
  for (const Verdict verdict : red_verdicts(red, 90'000, 1000, true)) {
    BOOST_TEST_REQUIRE((verdict == Verdict::drop));
  }
}

BOOST_AUTO_TEST_CASE(a_gentle_one_grows_on_to_twice_the_max) {
  Red red(nimble(true), RandomStream(1, "queue"));
  // Halfway: 10 % + 90 % / 2 = 55 %. Of two packets in a row the second goes at the latest: the
  // first with 0.55, so gaps are 1.45 on average.
  const auto gaps = red_gaps(red_verdicts(red, 135'000, 100'000));
  BOOST_TEST(100'000.0 / static_cast<double>(gaps.size()) == 1.45,
             boost::test_tools::tolerance(0.01));
  for (const Verdict verdict : red_verdicts(red, 180'000, 1000)) {
    BOOST_TEST_REQUIRE((verdict == Verdict::drop));
  }
}

BOOST_AUTO_TEST_CASE(between_min_and_max_it_marks_where_it_may) {
  Red dropping(nimble(), RandomStream(1, "queue"));
  Red marking(nimble(), RandomStream(1, "queue"));
  const auto drops = red_verdicts(dropping, 60'000, 10'000);
  const auto marks = red_verdicts(marking, 60'000, 10'000, true);
  for (std::size_t i = 0; i < drops.size(); ++i) {
    BOOST_TEST_REQUIRE(((drops[i] == Verdict::drop) == (marks[i] == Verdict::mark)));
    BOOST_TEST_REQUIRE((marks[i] != Verdict::drop));
  }
}

BOOST_AUTO_TEST_CASE(the_average_follows_by_its_weight_and_fades_while_the_queue_is_empty) {
  RedSettings settings = nimble();
  settings.weight = Probability::from_percent(10);
  Red red(settings, RandomStream(1, "queue"));
  (void)red_verdicts(red, 20'000, 5);
  const double five = 20'000 * (1 - std::pow(0.9, 5));
  BOOST_TEST(static_cast<double>(red.average_bytes()) == five, boost::test_tools::tolerance(1e-3));
  // At 12 Mbit/s 1000 bytes take 2/3 ms: 15 packets in 10.1 ms, then the arrival itself.
  (void)red.leaving({timeline_origin + milliseconds(5), {}, {}, false});
  const auto line = make_line(bottleneck_settings({}));
  (void)red.arriving({timeline_origin + std::chrono::microseconds(15'100), {9, 0}, {}, true, false},
                     *line);
  BOOST_TEST(static_cast<double>(red.average_bytes()) == five * std::pow(0.9, 16),
             boost::test_tools::tolerance(1e-3));
  (void)red.leaving({timeline_origin + milliseconds(15), {}, {}, false});
  (void)red.arriving({timeline_origin + std::chrono::hours(9), {10, 0}, {}, true, false}, *line);
  BOOST_TEST(red.average_bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(an_overload_is_held_between_min_and_max) {
  RedSettings settings;
  settings.probability = Probability::from_percent(20);
  HandBottleneck seen(bottleneck_settings({std::nullopt, settings}));
  for (int i = 0; i < 60'000; ++i) {
    seen.offer(timeline_origin + i * std::chrono::microseconds(900), 1500);
  }
  seen.finish();
  // 10 % must go; even spacing turns a chance p into drops of 2p/(1+p), so p = 1/19: at
  // 30 kB + 60 kB · 0.2632 = 45.8 kB, that is 30.5 ms of the line.
  BOOST_TEST(mean_of(queued_ms(seen, 20'000)) == 30.5, boost::test_tools::tolerance(0.1));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
