#include <boost/test/unit_test.hpp>

#include "sim/link/delay/reordering.hpp"
#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

DirectionSettings displacing(std::uint64_t percent, std::uint32_t by) {
  DirectionSettings settings;
  settings.reorder = Probability::from_percent(percent);
  settings.reorder.by = by;
  return settings;
}

std::vector<std::uint64_t> indices_of(const Crossing& seen) {
  std::vector<std::uint64_t> order;
  for (const Release& release : seen.releases) order.push_back(release.index);
  return order;
}

BOOST_AUTO_TEST_SUITE(displacement)

BOOST_AUTO_TEST_CASE(a_packet_comes_out_right_behind_the_last_it_waits_for_at_the_same_instant) {
  for (const std::uint32_t by : {1U, 2U, 3U, 5U, 17U}) {
    const Crossing seen = cross(forward_only(displacing(2, by)), 91, {.packets = 5000});
    BOOST_TEST_CONTEXT("by " << by << ", seed 91") {
      BOOST_TEST(seen.releases.size() == 5000U);
      BOOST_TEST(seen.fates.size() == 5000U);
      std::map<std::uint64_t, std::size_t> place;
      for (std::size_t i = 0; i < seen.releases.size(); ++i) place[seen.releases[i].index] = i;
      std::uint64_t displaced = 0;
      for (const FateRecord& fate : seen.fates) {
        if (fate.displaced_by == 0) continue;
        ++displaced;
        BOOST_TEST(fate.displaced_by == by);
        if (fate.index + 2 * by + 2 >= 5000) continue;  // the end of the flow: see below
        std::uint64_t later = 0;
        for (std::size_t i = 0; i < place[fate.index]; ++i) {
          later += seen.releases[i].index > fate.index ? 1U : 0U;
        }
        BOOST_TEST_REQUIRE(later == by, "packet " << fate.index);
        BOOST_TEST((seen.releases[place[fate.index]].due == fate.due));
        BOOST_TEST((seen.releases[place[fate.index] - 1].due == fate.due));
      }
      BOOST_TEST(displaced == seen.forward.displaced);
      BOOST_TEST(std::abs(z_score(displaced, 5000, 0.02)) < 4);
      BOOST_TEST(seen.forward.delivered == 5000U);
    }
  }
}

/// A link whose packet `number` alone is struck is not to be had by chance: the first packets of a
/// seed that strikes just the first of four.
std::uint64_t seed_striking(const std::vector<bool>& wanted) {
  for (std::uint64_t seed = 0;; ++seed) {
    const Reordering reordering{displacing(50, 1), seed, Direction::forward};
    bool same = true;
    for (std::uint64_t index = 0; index < wanted.size(); ++index) {
      same = same && (reordering.displacement({index, 0}) > 0) == wanted[index];
    }
    if (same) return seed;
  }
}

BOOST_AUTO_TEST_CASE(streams_made_by_hand_come_out_in_the_order_that_follows) {
  struct Case {
    std::uint32_t by;
    std::vector<bool> struck;
    std::vector<std::uint64_t> order;
  };
  const Case cases[] = {
      {1, {true, false, false, false}, {1, 0, 2, 3}},
      {2, {true, false, false, false}, {1, 2, 0, 3}},
      {3, {false, true, false, false, false, false}, {0, 2, 3, 4, 1, 5}},
      {1, {true, true, false, false}, {2, 0, 1, 3}},
      {2, {true, true, false, false, false}, {2, 3, 0, 1, 4}},
      {2, {true, false, true, false, false, false}, {1, 3, 0, 4, 2, 5}},
  };
  for (const Case& given : cases) {
    const std::uint64_t seed = seed_striking(given.struck);
    const Crossing seen =
        cross(forward_only(displacing(50, given.by)), seed, {.packets = given.struck.size()});
    BOOST_TEST_CONTEXT("by " << given.by << ", seed " << seed) {
      BOOST_TEST(indices_of(seen) == given.order, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(at_the_end_of_a_flow_a_packet_is_held_no_longer_than_allowed) {
  DirectionSettings settings = displacing(100, 3);
  settings.delay = milliseconds(10);
  settings.reorder.at_most = milliseconds(40);
  const Crossing seen = cross(forward_only(settings), 92, {.packets = 2});
  BOOST_TEST(indices_of(seen) == (std::vector<std::uint64_t>{0, 1}),
             boost::test_tools::per_element());
  for (const FateRecord& fate : seen.fates) {
    BOOST_TEST((fate.due - fate.arrival == milliseconds(50)));
  }
  BOOST_TEST(seen.forward.reordered == 0U);
  BOOST_TEST(seen.forward.displaced == 2U);
}

BOOST_AUTO_TEST_CASE(the_other_direction_does_not_count_and_copies_of_the_packet_neither) {
  DirectionSettings settings = displacing(100, 1);
  settings.duplicate = Probability::from_percent(100);
  const Crossing seen = cross({settings, {}}, 93, {.packets = 1, .forward = true, .reverse = true});
  for (const FateRecord& fate : seen.fates) {
    if (fate.direction == Direction::forward) {
      BOOST_TEST((fate.due - fate.arrival == milliseconds(100)));
    }
  }
  BOOST_TEST(seen.forward.delivered == 2U);
}

BOOST_AUTO_TEST_CASE(with_a_gap_every_so_manieth_packet_skips_the_delay) {
  DirectionSettings settings;
  settings.delay = milliseconds(100);
  settings.reorder = Probability::from_percent(100);
  settings.reorder.gap = 5;
  const Crossing seen = cross(forward_only(settings), 94, {.packets = 50});
  for (const FateRecord& fate : seen.fates) BOOST_TEST(fate.skipped_delay == (fate.index % 5 == 4));
}

BOOST_AUTO_TEST_CASE(what_is_struck_does_not_depend_on_how_it_is_reordered) {
  DirectionSettings skipping = displacing(30, 2);
  skipping.reorder.by.reset();
  Reordering skips{skipping, 95, Direction::forward};
  Reordering changed{displacing(30, 2), 95, Direction::forward};
  std::uint64_t struck = 0;
  for (std::uint64_t index = 0; index < 1000; ++index) {
    if (index == 500) changed.change(displacing(30, 7));
    const std::uint32_t by = changed.displacement({index, 0});
    BOOST_TEST_REQUIRE(skips.skips_delay({index, 0}) == (by > 0));
    if (by > 0) BOOST_TEST(by == (index < 500 ? 2U : 7U));
    struck += by > 0 ? 1U : 0U;
  }
  BOOST_TEST(struck > 200U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
