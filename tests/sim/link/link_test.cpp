#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

BOOST_AUTO_TEST_SUITE(link)

BOOST_AUTO_TEST_CASE(a_link_without_settings_hands_packets_through_untouched) {
  Link link({}, 1);
  BOOST_TEST(link.idle());
  link.accept(timeline_origin + milliseconds(7), Direction::reverse, {{1, 2, 3}, 31, 0});
  BOOST_TEST((link.next_timeout() == timeline_origin + milliseconds(7)));
  const auto release = link.poll_release(timeline_origin + milliseconds(7));
  BOOST_REQUIRE(release.has_value());
  BOOST_TEST((release->direction == Direction::reverse));
  BOOST_TEST((release->packet.octets == Bytes{1, 2, 3}));
  BOOST_TEST(release->packet.ip_bytes == 31U);
  BOOST_TEST(link.idle());
}

BOOST_AUTO_TEST_CASE(nothing_comes_out_before_it_is_due) {
  LinkSettings settings;
  settings.forward.delay = milliseconds(25);
  Link link(settings, 1);
  link.accept(timeline_origin, Direction::forward, {Bytes(1), 29, 0});
  BOOST_TEST(!link.poll_release(timeline_origin + milliseconds(25) - Duration{1}).has_value());
  BOOST_TEST(link.poll_release(timeline_origin + milliseconds(25)).has_value());
}

BOOST_AUTO_TEST_CASE(at_one_instant_forward_comes_first_and_then_the_order_of_arrival) {
  LinkSettings settings;
  settings.forward.delay = settings.reverse.delay = milliseconds(5);
  Link link(settings, 1);
  for (const auto direction : {Direction::reverse, Direction::forward, Direction::reverse,
                               Direction::forward, Direction::forward}) {
    link.accept(timeline_origin, direction, {Bytes(1), 29, 0});
  }
  std::string order;
  std::vector<Release> releases;
  drain(link, releases);
  for (const Release& release : releases) {
    order += to_string(release.direction)[0] + std::to_string(release.index) + ' ';
  }
  BOOST_TEST(order == "f0 f1 f2 r0 r1 ");
}

BOOST_AUTO_TEST_CASE(releases_follow_the_intended_instants_even_when_taken_out_late) {
  LinkSettings settings;
  settings.forward.delay = milliseconds(20);
  settings.forward.jitter = {milliseconds(15), JitterDistribution::uniform, true};
  settings.reverse = settings.forward;
  Link link(settings, 81);
  for (int i = 0; i < 1000; ++i) {
    link.accept(timeline_origin, Direction::forward, {Bytes(1), 29, 0});
    link.accept(timeline_origin, Direction::reverse, {Bytes(1), 29, 0});
  }
  std::vector<Release> releases;
  take_releases(link, timeline_origin + milliseconds(100), releases);
  BOOST_REQUIRE(releases.size() == 2000U);
  BOOST_TEST(std::is_sorted(releases.begin(), releases.end(),
                            [](const Release& a, const Release& b) { return a.due < b.due; }));
}

BOOST_AUTO_TEST_CASE(fates_are_the_same_whether_recorded_or_not_and_after_a_move) {
  LinkSettings settings;
  settings.forward.loss = Probability::from_percent(30);
  Link moved_from(settings, 82);
  Link link(std::move(moved_from));
  for (int i = 0; i < 1000; ++i) link.accept(timeline_origin, Direction::forward, {{}, 28, 0});
  const Crossing recorded = cross(settings, 82, {.packets = 1000});
  BOOST_TEST(link.counters(Direction::forward).dropped_by_loss == recorded.forward.dropped_by_loss);
  BOOST_TEST((link.settings().forward.loss == settings.forward.loss));
}

BOOST_AUTO_TEST_CASE(every_fate_record_agrees_with_its_release) {
  LinkSettings settings;
  settings.forward.duplicate = Probability::from_percent(20);
  settings.forward.delay = milliseconds(20);
  settings.forward.jitter = {milliseconds(10), JitterDistribution::normal, true};
  const Crossing seen = cross(settings, 83, {.packets = 5000});
  Signature due;
  for (const FateRecord& fate : seen.fates) {
    due[{fate.index, fate.copy}] = fate.due.time_since_epoch().count();
  }
  std::uint64_t wrong = 0;
  for (const Release& release : seen.releases) {
    const auto found = due.find({release.index, release.copy});
    if (found == due.end() || found->second != release.due.time_since_epoch().count()) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
  BOOST_TEST(due.size() == seen.releases.size());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
