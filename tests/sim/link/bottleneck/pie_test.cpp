#include "sim/link/bottleneck/pie.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/bottleneck_hand.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

double pie_chance(const Pie& pie) {
  return static_cast<double>(pie.drop_probability()) / static_cast<double>(Pie::one);
}

/// Tells it how long the packet that left last had waited.
void pie_tell(Pie& pie, Instant now, Duration waited, std::uint64_t packets_behind = 20) {
  (void)pie.leaving({now, waited, {packets_behind, packets_behind * 1500}, false});
}

/// Packets of 1500 bytes at random instants, `load` times what the line carries.
void pie_overload(HandBottleneck& seen, double load, std::uint64_t packets) {
  const RandomStream random(72, "pie test");
  Instant now = timeline_origin;
  for (std::uint64_t i = 0; i < packets; ++i) {
    seen.offer(now, 1500);
    now += Duration{static_cast<std::int64_t>(random.below(2'000'000, i)) * 100 /
                    static_cast<std::int64_t>(load * 100)};
  }
  seen.finish();
}

BOOST_AUTO_TEST_SUITE(pie)

// RFC 8033 §4.2: 0.125 Hz · (delay − target) + 1.25 Hz · (delay − old delay), divided by what the
// size of the chance so far says.
BOOST_AUTO_TEST_CASE(steps_are_tuned_to_the_size_of_the_chance) {
  Pie pie(PieSettings{}, RandomStream(1, "queue"));
  Instant now = timeline_origin;
  pie_tell(pie, now, milliseconds(115));
  double expected = 0;
  double old_delay = 0;
  const auto update = [&](double divisor) {
    now += milliseconds(15);
    pie_tell(pie, now, milliseconds(115));
    expected += (0.125 * 0.100 + 1.25 * (0.115 - old_delay)) / divisor;
    old_delay = 0.115;
    BOOST_TEST(pie_chance(pie) == expected, boost::test_tools::tolerance(1e-6));
  };
  update(2048);  // from 0
  update(128);   // from 7.6e-5
  update(32);    // from 1.7e-4
  update(32);    // 5.6e-4
  update(32);    // 9.6e-4, and now above 0.001
  for (int i = 0; i < 6; ++i) update(8);
  BOOST_TEST(expected > 0.01);
  for (int i = 0; i < 14; ++i) update(2);
  BOOST_TEST(expected > 0.09);
}

BOOST_AUTO_TEST_CASE(a_large_chance_grows_by_two_percent_at_most_and_never_above_one) {
  Pie pie(PieSettings{}, RandomStream(1, "queue"));
  double before = 0;
  for (int i = 0; i < 400; ++i) {
    pie_tell(pie, timeline_origin + i * milliseconds(15), milliseconds(1000 + 10 * i));
    if (before >= 0.1) BOOST_TEST(pie_chance(pie) - before <= 0.02 + 1e-9);
    before = pie_chance(pie);
  }
  BOOST_TEST(before == 1.0);
}

BOOST_AUTO_TEST_CASE(an_empty_queue_lets_the_chance_decay) {
  Pie pie(PieSettings{}, RandomStream(1, "queue"));
  for (int i = 0; i < 100; ++i) {
    pie_tell(pie, timeline_origin + i * milliseconds(15), milliseconds(200));
  }
  const Instant idle = timeline_origin + 100 * milliseconds(15);
  pie_tell(pie, idle, milliseconds(0), 0);
  pie_tell(pie, idle + milliseconds(15), milliseconds(0), 0);
  const double before = pie_chance(pie);
  BOOST_TEST(before > 0.1);
  pie_tell(pie, idle + milliseconds(30), milliseconds(0), 0);
  BOOST_TEST(pie_chance(pie) == (before - 0.125 * 0.015) * 63 / 64,
             boost::test_tools::tolerance(1e-9));
  pie_tell(pie, idle + std::chrono::hours(1), milliseconds(0), 0);
  BOOST_TEST(pie.drop_probability() == 0U);
}

BOOST_AUTO_TEST_CASE(updates_made_late_are_the_same_as_updates_made_in_time) {
  Pie in_time(PieSettings{}, RandomStream(1, "queue"));
  Pie late(PieSettings{}, RandomStream(1, "queue"));
  const RandomStream random(73, "pie test");
  Instant now = timeline_origin;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    const auto waited = Duration{static_cast<std::int64_t>(random.below(60'000'000, i, 0))};
    pie_tell(in_time, now, waited, random.below(3, i, 1));
    pie_tell(late, now, waited, random.below(3, i, 1));
    const Instant next = now + Duration{static_cast<std::int64_t>(
                                   random.below(i % 7 == 0 ? 5'000'000'000 : 40'000'000, i, 2))};
    // Asks one of them often in between; asking is an arrival that is refused anyway.
    for (; now < next; now += milliseconds(4)) {
      const Discipline::Arrival asked{now, {i, 0}, {}, false, false};
      const auto line = make_line({});
      (void)in_time.arriving(asked, *line);
    }
    now = next;
  }
  pie_tell(in_time, now, Duration{});
  pie_tell(late, now, Duration{});
  BOOST_TEST(in_time.drop_probability() == late.drop_probability());
}

BOOST_AUTO_TEST_CASE(the_queue_is_held_at_the_target) {
  for (const Duration target : {milliseconds(15), milliseconds(40)}) {
    HandBottleneck seen(
        bottleneck_settings({std::nullopt, PieSettings{.target = target, .burst = {}}}));
    pie_overload(seen, 1.25, 100'000);
    BOOST_TEST_CONTEXT("target " << to_milliseconds(target) << " ms") {
      BOOST_TEST(mean_of(queued_ms(seen, 40'000)) == to_milliseconds(target),
                 boost::test_tools::tolerance(0.1));
      const auto dropped = static_cast<double>(seen.dropped_for(DropCause::aqm));
      BOOST_TEST(dropped / 100'000 == 0.2, boost::test_tools::tolerance(0.05));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_burst_is_let_through_as_long_as_it_may_last) {
  HandBottleneck seen(bottleneck_settings({std::nullopt, PieSettings{}}));
  for (int i = 0; i < 4000; ++i) {
    seen.offer(timeline_origin + i * std::chrono::microseconds(250), 1500);
  }
  const auto dropped = dropped_indices(seen);
  BOOST_REQUIRE(!dropped.empty());
  BOOST_TEST(dropped.front() >= 4U * 150);  // 150 ms of it
  BOOST_TEST(dropped.front() < 4U * 300);
}

BOOST_AUTO_TEST_CASE(without_overload_hardly_anything_is_dropped) {
  HandBottleneck seen(bottleneck_settings({std::nullopt, PieSettings{}}));
  pie_overload(seen, 0.8, 50'000);
  BOOST_TEST(seen.dropped_for(DropCause::aqm) < 50U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
