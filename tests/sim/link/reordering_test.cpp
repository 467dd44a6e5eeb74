#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

LinkSettings reordering(std::uint64_t percent, Duration delay) {
  DirectionSettings settings;
  settings.reorder = Probability::from_percent(percent);
  settings.delay = delay;
  return forward_only(settings);
}

BOOST_AUTO_TEST_SUITE(reorder)

BOOST_AUTO_TEST_CASE(share_that_skips_the_delay_agrees_with_the_setting) {
  for (const std::uint64_t percent : {0U, 1U, 25U, 50U, 100U}) {
    const Tally seen = watch(reordering(percent, milliseconds(5)), 51, {.packets = 100'000});
    BOOST_TEST_CONTEXT("reorder " << percent << " %, seed 51") {
      const double probability = static_cast<double>(percent) / 100;
      BOOST_TEST(std::abs(z_score(seen.forward.skipped_delay, 100'000, probability)) < 4);
    }
  }
}

BOOST_AUTO_TEST_CASE(who_skips_comes_out_at_once_and_all_others_after_the_delay) {
  const Crossing seen = cross(reordering(25, milliseconds(5)), 52, {.packets = 10'000});
  std::uint64_t wrong = 0;
  for (const FateRecord& fate : seen.fates) {
    const Duration expected = fate.skipped_delay ? Duration{} : Duration{milliseconds(5)};
    if (fate.due - fate.arrival != expected) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(overtaken_packets_are_counted_as_reordered) {
  // A packet is late when one of the five behind it skips: 1 − 0.9⁵, if it did not skip itself. The
  // fifth skips at the very instant at which the packet is due, and stays behind it.
  const Tally seen = watch(reordering(10, milliseconds(5)), 53, {.packets = 200'000});
  const double probability = 0.9 * (1 - std::pow(0.9, 4));
  // Neighbours share skippers, so the spread is larger than that of independent packets.
  BOOST_TEST(std::abs(z_score(seen.forward.reordered, 200'000, probability)) < 4 * 2.5);
}

BOOST_AUTO_TEST_CASE(without_delay_there_is_nothing_to_skip) {
  const Crossing with = cross(reordering(50, {}), 54, {.packets = 1000});
  const Crossing without = cross(reordering(0, {}), 54, {.packets = 1000});
  BOOST_REQUIRE(with.releases.size() == without.releases.size());
  for (std::size_t i = 0; i < with.releases.size(); ++i) {
    BOOST_TEST(with.releases[i].index == without.releases[i].index);
    BOOST_TEST((with.releases[i].due == without.releases[i].due));
  }
  BOOST_TEST(with.forward.reordered == 0U);
}

BOOST_AUTO_TEST_CASE(who_skips_does_not_disturb_the_order_of_those_who_wait) {
  DirectionSettings settings;
  settings.reorder = Probability::from_percent(30);
  settings.delay = milliseconds(20);
  settings.jitter = {milliseconds(10), JitterDistribution::uniform, false};
  const Crossing kept = cross(forward_only(settings), 55, {.packets = 10'000});
  settings.jitter.may_reorder = true;
  const Crossing free = cross(forward_only(settings), 55, {.packets = 10'000});
  Instant latest = Instant::min();
  std::uint64_t wrong = 0;
  for (std::size_t i = 0; i < kept.fates.size(); ++i) {
    const FateRecord& fate = kept.fates[i];
    if (!fate.skipped_delay) latest = std::max(latest, free.fates[i].due);
    if (fate.due != (fate.skipped_delay ? fate.arrival : latest)) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(queue_and_rate_are_not_skipped) {
  LinkSettings settings = reordering(100, milliseconds(5));
  settings.forward.rate = BitRate::from_bits_per_s(12'000'000);
  const Crossing seen = cross(settings, 56, {.packets = 3, .spacing = Duration{0}});
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST((seen.releases.at(i).due == timeline_origin + milliseconds(i + 1)));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
