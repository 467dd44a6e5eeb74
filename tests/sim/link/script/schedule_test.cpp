#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

DirectionSettings with_delay(int ms) {
  DirectionSettings settings;
  settings.delay = milliseconds{ms};
  return settings;
}

LinkSettings scheduled(const DirectionSettings& begin, std::vector<ScheduledChange> changes) {
  LinkSettings settings;
  settings.forward = settings.reverse = begin;
  settings.forward_schedule = std::move(changes);
  return settings;
}

/// What each packet of the forward direction took, in milliseconds; one a millisecond.
std::vector<std::int64_t> ways(const LinkSettings& settings, std::uint64_t packets,
                               Direction direction = Direction::forward) {
  const Crossing seen = cross(settings, 1, {.packets = packets, .reverse = true});
  std::vector<std::int64_t> took;
  for (const FateRecord& fate : seen.fates) {
    if (fate.direction == direction) took.push_back((fate.due - fate.arrival) / milliseconds{1});
  }
  return took;
}

using Ways = std::vector<std::int64_t>;

BOOST_AUTO_TEST_SUITE(schedule)

BOOST_AUTO_TEST_CASE(a_change_takes_effect_at_its_time_and_in_its_direction_alone) {
  const LinkSettings settings = scheduled(
      with_delay(5),
      {{AtTime{milliseconds{3}}, with_delay(20)}, {AtTime{milliseconds{5}}, with_delay(30)}});
  BOOST_TEST(ways(settings, 7) == (Ways{5, 5, 5, 20, 20, 30, 30}),
             boost::test_tools::per_element());
  BOOST_TEST(ways(settings, 7, Direction::reverse) == (Ways{5, 5, 5, 5, 5, 5, 5}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_change_takes_effect_with_its_packet) {
  const LinkSettings settings =
      scheduled(with_delay(5), {{AtPacket{2}, with_delay(20)}, {AtPacket{4}, with_delay(30)}});
  BOOST_TEST(ways(settings, 6) == (Ways{5, 5, 20, 20, 30, 30}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_change_never_comes_before_the_one_above_it) {
  const LinkSettings settings = scheduled(
      with_delay(5), {{AtPacket{4}, with_delay(20)}, {AtTime{milliseconds{1}}, with_delay(30)}});
  BOOST_TEST(ways(settings, 6) == (Ways{5, 5, 5, 5, 30, 30}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(times_count_from_the_first_packet_of_the_link) {
  const LinkSettings settings =
      scheduled(with_delay(5), {{AtTime{milliseconds{3}}, with_delay(20)}});
  Link link{settings, 1};
  std::vector<FateRecord> fates;
  link.record_fates([&fates](const FateRecord& fate) { fates.push_back(fate); });
  const Instant began = timeline_origin + seconds{50};
  BOOST_TEST(!link.poll_release(began).has_value());
  link.accept(began, Direction::reverse, {{}, 28, 0});
  link.accept(began + milliseconds{2}, Direction::forward, {{}, 28, 0});
  link.accept(began + milliseconds{3}, Direction::forward, {{}, 28, 0});
  std::vector<Release> releases;
  drain(link, releases);
  BOOST_REQUIRE(fates.size() == 3U);
  BOOST_TEST((fates[1].due == began + milliseconds{7}));
  BOOST_TEST((fates[2].due == began + milliseconds{23}));
}

BOOST_AUTO_TEST_CASE(what_waits_stays_and_goes_on_at_the_new_rate) {
  DirectionSettings slow;
  slow.rate = BitRate::from_bits_per_s(1'200'000);  // 10 ms a packet of 1500 bytes
  DirectionSettings fast = slow;
  fast.rate = BitRate::from_bits_per_s(12'000'000);  // 1 ms
  const LinkSettings settings = scheduled(slow, {{AtTime{milliseconds{15}}, fast}});
  Link link{settings, 1};
  for (int i = 0; i < 5; ++i) link.accept(timeline_origin, Direction::forward, {{}, 1500, 0});
  std::vector<Release> releases;
  drain(link, releases);
  BOOST_REQUIRE(releases.size() == 5U);
  // Two are sent to their ends at the old rate, as the second is on the line when it changes.
  const int expected[] = {10, 20, 21, 22, 23};
  for (std::size_t i = 0; i < 5; ++i) {
    BOOST_TEST((releases[i].due == timeline_origin + milliseconds{expected[i]}), "packet " << i);
  }
}

BOOST_AUTO_TEST_CASE(how_often_the_link_is_asked_changes_nothing) {
  DirectionSettings before;
  before.rate = BitRate::from_bits_per_s(1'200'000);
  before.queue = QueueLimit::bytes(15'000);
  DirectionSettings after = before;
  after.rate = BitRate::from_bits_per_s(3'000'000);
  after.delay = milliseconds{7};
  const LinkSettings settings =
      scheduled(before, {{AtTime{milliseconds{33}}, after}, {AtPacket{60}, before}});
  const auto dues = [&settings](bool often) {
    Link link{settings, 1};
    std::vector<Release> releases;
    for (int i = 0; i < 100; ++i) {
      const Instant now = timeline_origin + milliseconds{2 * i};
      if (often) take_releases(link, now, releases);
      link.accept(now, Direction::forward, {{}, 1500, 0});
      if (often) static_cast<void>(link.next_timeout());
    }
    drain(link, releases);
    std::vector<std::pair<std::uint64_t, Instant>> seen;
    for (const Release& release : releases) seen.emplace_back(release.index, release.due);
    return seen;
  };
  BOOST_TEST((dues(true) == dues(false)));
}

BOOST_AUTO_TEST_CASE(a_change_of_one_impairment_leaves_the_fates_due_to_others) {
  DirectionSettings begin = with_delay(5);
  begin.loss = Probability::from_percent(20);
  DirectionSettings slower = begin;
  slower.delay = milliseconds{50};
  const auto lost = [](const LinkSettings& settings) {
    std::vector<std::uint64_t> indices;
    for (const FateRecord& fate : cross(settings, 4, {.packets = 1000}).fates) {
      if (fate.dropped) indices.push_back(fate.index);
    }
    return indices;
  };
  BOOST_TEST(lost(scheduled(begin, {})) == lost(scheduled(begin, {{AtPacket{300}, slower}})),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_change_of_the_loss_holds_from_its_packet_on) {
  DirectionSettings sure;
  sure.loss = Probability::from_percent(100);
  const Crossing seen =
      cross(scheduled({}, {{AtPacket{40}, sure}, {AtPacket{60}, {}}}), 1, {.packets = 100});
  for (const FateRecord& fate : seen.fates) {
    BOOST_TEST(fate.dropped.has_value() == (fate.index >= 40 && fate.index < 60));
  }
  BOOST_TEST(seen.forward.dropped_by_loss == 20U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
