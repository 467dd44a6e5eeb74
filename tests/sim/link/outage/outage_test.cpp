#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

DirectionSettings down_in(std::vector<OutageWindow> windows) {
  DirectionSettings settings;
  settings.outages = std::move(windows);
  return settings;
}

/// What becomes of a packet offered that long after the first one, which `first` offers.
bool is_refused(const DirectionSettings& settings, Duration after,
                Direction first = Direction::forward) {
  Link link({settings, {}}, 1);
  std::vector<FateRecord> fates;
  const Instant start = timeline_origin + milliseconds{777};
  link.accept(start, first, {Bytes(1), 29, 0});
  link.record_fates([&fates](const FateRecord& fate) { fates.push_back(fate); });
  link.accept(start + after, Direction::forward, {Bytes(1), 29, 0});
  std::vector<Release> out;
  drain(link, out);
  return fates.back().dropped == DropCause::outage;
}

BOOST_AUTO_TEST_SUITE(outage)

BOOST_AUTO_TEST_CASE(an_outage_begins_and_ends_to_the_nanosecond) {
  const auto settings = down_in({{milliseconds{5}, milliseconds{2}, {}}});
  for (const Direction first : {Direction::forward, Direction::reverse}) {
    BOOST_TEST(!is_refused(settings, milliseconds{5} - Duration{1}, first));
    BOOST_TEST(is_refused(settings, milliseconds{5}, first));
    BOOST_TEST(is_refused(settings, milliseconds{7} - Duration{1}, first));
    BOOST_TEST(!is_refused(settings, milliseconds{7}, first));
    BOOST_TEST(!is_refused(settings, milliseconds{500}, first));
  }
}

BOOST_AUTO_TEST_CASE(outages_repeat_to_the_nanosecond) {
  const auto settings = down_in({{milliseconds{3}, milliseconds{1}, milliseconds{10}}});
  BOOST_TEST(!is_refused(settings, milliseconds{2}));
  for (const int round : {0, 1, 7, 100'000}) {
    const Duration begin = milliseconds{3} + milliseconds{10} * round;
    BOOST_TEST(!is_refused(settings, begin - Duration{1}), round);
    BOOST_TEST(is_refused(settings, begin), round);
    BOOST_TEST(is_refused(settings, begin + milliseconds{1} - Duration{1}), round);
    BOOST_TEST(!is_refused(settings, begin + milliseconds{1}), round);
  }
}

BOOST_AUTO_TEST_CASE(what_entered_before_goes_on_its_way_and_drops_are_labelled_by_time) {
  auto settings = down_in({{milliseconds{10}, milliseconds{20}, {}}});
  settings.delay = milliseconds{15};
  const Crossing seen = cross(forward_only(settings), 1, {.packets = 40});
  BOOST_TEST(seen.forward.dropped_by_outage == 20U);
  BOOST_TEST(seen.releases.size() == 20U);
  BOOST_TEST((seen.releases[9].due - timeline_origin == milliseconds{24}));
  for (const FateRecord& fate : seen.fates) {
    const bool down = fate.index >= 10 && fate.index < 30;
    BOOST_TEST((fate.dropped == DropCause::outage) == down);
    if (down) BOOST_TEST((fate.label == FateLabel::time_driven));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
