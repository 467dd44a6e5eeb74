#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

/// What the fate of copy `copy` of packet `index` rests on.
std::optional<FateLabel> label_in(const Crossing& seen, std::uint64_t index,
                                  std::uint32_t copy = 0) {
  for (const FateRecord& fate : seen.fates) {
    if (fate.index == index && fate.copy == copy) return fate.label;
  }
  BOOST_REQUIRE_MESSAGE(false, "no fate of packet " << index);
  return std::nullopt;
}

/// A packet a second: none waits for another.
constexpr Traffic lonely{.packets = 1000, .spacing = std::chrono::seconds{1}};

BOOST_AUTO_TEST_SUITE(labels)

BOOST_AUTO_TEST_CASE(a_packet_that_meets_only_line_and_delay_has_no_label) {
  DirectionSettings settings;
  settings.rate = BitRate::from_bits_per_s(1'000'000);
  settings.delay = milliseconds{20};
  const Crossing seen = cross(forward_only(settings), 1, lonely);
  for (const FateRecord& fate : seen.fates) BOOST_TEST_REQUIRE(!fate.label.has_value());
  BOOST_TEST(seen.forward.altered_by_label.time_driven == 0U);
}

BOOST_AUTO_TEST_CASE(what_chance_does_is_random) {
  for (const auto turn_on :
       {+[](DirectionSettings& s) { s.loss = Probability::from_percent(100); },
        +[](DirectionSettings& s) { s.corrupt = Probability::from_percent(100); },
        +[](DirectionSettings& s) { s.reorder = Probability::from_percent(100); },
        +[](DirectionSettings& s) { s.jitter.amount = milliseconds{1}; }}) {
    DirectionSettings settings;
    settings.delay = milliseconds{20};
    turn_on(settings);
    const Crossing seen = cross(forward_only(settings), 2, lonely);
    for (const FateRecord& fate : seen.fates) {
      BOOST_TEST_REQUIRE((fate.label == FateLabel::random), "packet " << fate.index);
    }
    BOOST_TEST(seen.forward.dropped_by_label.random + seen.forward.altered_by_label.random ==
               1000U);
  }
}

BOOST_AUTO_TEST_CASE(a_copy_is_random_and_the_packet_itself_is_not) {
  DirectionSettings settings;
  settings.duplicate = Probability::from_percent(100);
  const Crossing seen = cross(forward_only(settings), 3, {.packets = 10});
  BOOST_TEST(!label_in(seen, 4).has_value());
  BOOST_TEST((label_in(seen, 4, 1) == FateLabel::random));
}

BOOST_AUTO_TEST_CASE(waiting_and_a_full_queue_are_driven_by_time) {
  DirectionSettings settings;
  settings.rate = BitRate::from_bits_per_s(12'000'000);  // 1 ms a packet
  settings.queue = QueueLimit::bytes(1500);
  const Crossing seen =
      cross(forward_only(settings), 4, {.packets = 3, .spacing = std::chrono::microseconds{1}});
  BOOST_TEST(!label_in(seen, 0).has_value());
  BOOST_TEST((label_in(seen, 1) == FateLabel::time_driven));
  BOOST_TEST(seen.forward.dropped_by_queue == 1U);
  BOOST_TEST((label_in(seen, 2) == FateLabel::time_driven));
  BOOST_TEST(seen.forward.altered_by_label.time_driven == 1U);
  BOOST_TEST(seen.forward.dropped_by_label.time_driven == 1U);
}

BOOST_AUTO_TEST_CASE(of_several_reasons_the_least_repeatable_is_kept) {
  FateRecord fate;
  fate.rests_on(FateLabel::scripted);
  BOOST_TEST((fate.label == FateLabel::scripted));
  fate.rests_on(FateLabel::time_driven);
  fate.rests_on(FateLabel::random);
  BOOST_TEST((fate.label == FateLabel::time_driven));
}

BOOST_AUTO_TEST_CASE(every_drop_has_a_label_and_is_counted_under_it) {
  DirectionSettings settings;
  settings.loss = Probability::from_percent(10);
  settings.duplicate = Probability::from_percent(20);
  settings.rate = BitRate::from_bits_per_s(10'000'000);
  settings.queue = QueueLimit::bytes(3000);
  const Crossing seen = cross(forward_only(settings), 5, {.packets = 5000});
  LabelCounts drops;
  for (const FateRecord& fate : seen.fates) {
    if (!fate.dropped) continue;
    BOOST_TEST_REQUIRE(fate.label.has_value());
    ++(*fate.label == FateLabel::random ? drops.random : drops.time_driven);
  }
  BOOST_TEST(seen.forward.dropped_by_label.random == drops.random);
  BOOST_TEST(seen.forward.dropped_by_label.random == seen.forward.dropped_by_loss);
  BOOST_TEST(seen.forward.dropped_by_label.time_driven == drops.time_driven);
  BOOST_TEST(seen.forward.dropped_by_label.time_driven == seen.forward.dropped_by_queue);
  BOOST_TEST(seen.forward.dropped_by_queue > 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
