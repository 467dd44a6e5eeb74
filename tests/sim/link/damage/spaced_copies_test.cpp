#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

DirectionSettings copying(std::uint64_t percent, std::uint32_t copies, Duration spacing) {
  DirectionSettings settings;
  settings.duplicate = Probability::from_percent(percent);
  settings.duplicate.copies = copies;
  settings.duplicate.spacing = spacing;
  return settings;
}

BOOST_AUTO_TEST_SUITE(spaced_copies)

BOOST_AUTO_TEST_CASE(copies_reach_the_queue_exactly_spaced_and_all_come_out) {
  DirectionSettings settings = copying(10, 3, milliseconds(7));
  settings.delay = milliseconds(20);
  const Crossing seen = cross(forward_only(settings), 101, {.packets = 20'000});
  std::map<std::uint64_t, Instant> arrivals;
  for (const FateRecord& fate : seen.fates) {
    if (fate.copy == 0) arrivals[fate.index] = fate.arrival;
  }
  for (const FateRecord& fate : seen.fates) {
    BOOST_TEST_REQUIRE((fate.arrival == arrivals[fate.index] + fate.copy * milliseconds(7)));
    BOOST_TEST_REQUIRE((fate.due == fate.arrival + milliseconds(20)));
  }
  BOOST_TEST(seen.forward.duplicated % 3 == 0U);
  BOOST_TEST(std::abs(z_score(seen.forward.duplicated / 3, 20'000, 0.1)) < 4);
  BOOST_TEST(seen.forward.delivered == 20'000 + seen.forward.duplicated);
  BOOST_TEST(seen.releases.size() == seen.forward.delivered);
  for (std::size_t i = 1; i < seen.releases.size(); ++i) {
    BOOST_TEST_REQUIRE((seen.releases[i].due >= seen.releases[i - 1].due));
  }
}

BOOST_AUTO_TEST_CASE(a_link_with_nothing_but_spaced_copies_wants_to_run_when_they_come) {
  Link link(forward_only(copying(100, 2, milliseconds(50))), 102);
  link.accept(timeline_origin, Direction::forward, {Bytes(4), 100, 0});
  std::vector<Release> releases;
  take_releases(link, timeline_origin, releases);
  BOOST_TEST(releases.size() == 1U);
  BOOST_TEST(link.in_flight(Direction::forward) == 2U);
  for (const int copy : {1, 2}) {
    BOOST_TEST_REQUIRE(link.next_timeout().has_value());
    BOOST_TEST((*link.next_timeout() == timeline_origin + copy * milliseconds(50)));
    take_releases(link, *link.next_timeout(), releases);
    BOOST_TEST(releases.size() == static_cast<std::size_t>(copy) + 1);
  }
  BOOST_TEST(link.idle());
}

BOOST_AUTO_TEST_CASE(every_copy_is_accounted_for_whatever_else_happens) {
  for (const std::uint64_t seed : {103U, 104U}) {
    DirectionSettings settings = copying(30, 4, milliseconds(3));
    settings.loss = Probability::from_percent(10);
    settings.corrupt = Probability::from_percent(10);
    settings.rate = BitRate::from_bits_per_s(12'000'000);
    settings.queue = QueueLimit::bytes(6000);
    settings.jitter = {milliseconds(5), JitterDistribution::exponential, true};
    settings.delay = milliseconds(10);
    settings.reorder = Probability::from_percent(10);
    settings.reorder.by = 3;
    const Crossing seen = cross(forward_only(settings), seed, {.packets = 20'000});
    const Counters& counted = seen.forward;
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(counted.dropped_by_queue > 0U);
      BOOST_TEST(counted.displaced > 0U);
      BOOST_TEST(counted.offered + counted.duplicated ==
                 counted.delivered + counted.dropped_by_loss + counted.dropped_by_queue);
      BOOST_TEST(seen.fates.size() == counted.offered + counted.duplicated);
      BOOST_TEST(seen.releases.size() == counted.delivered);
      std::map<std::pair<std::uint64_t, std::uint32_t>, Instant> dues;
      for (const FateRecord& fate : seen.fates) {
        if (!fate.dropped) dues[{fate.index, fate.copy}] = fate.due;
      }
      Instant before = Instant::min();
      for (const Release& release : seen.releases) {
        BOOST_TEST_REQUIRE((dues.at({release.index, release.copy}) == release.due));
        BOOST_TEST_REQUIRE((release.due >= before));
        before = release.due;
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
