#include "sim/link/bottleneck/codel.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/bottleneck_hand.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

__extension__ using CodelWide = unsigned __int128;
using std::chrono::microseconds;
using std::chrono::milliseconds;

/// A queue that always has more, at whose head a packet stands every millisecond.
struct StandingQueue {
  CoDel codel{CoDelSettings{}};
  std::vector<int> struck;  // in milliseconds

  void serve(int from_ms, int to_ms, Duration waited, bool can_mark = false,
             std::uint64_t behind_bytes = 30'000) {
    for (int at = from_ms; at < to_ms; ++at) {
      const Discipline::Departure head{timeline_origin + milliseconds(at),
                                       waited,
                                       {behind_bytes / 1500, behind_bytes},
                                       can_mark};
      for (;;) {
        const auto verdict = codel.leaving(head);
        if (verdict != Discipline::Verdict::pass) struck.push_back(at);
        if (verdict != Discipline::Verdict::drop) break;
      }
    }
  }
};

BOOST_AUTO_TEST_SUITE(codel)

// With an interval of 100 ms: first above at 0, so dropping begins at 100, and drop n follows the
// one before it after 100 / √n: due at 200, 270.711, 328.446, 378.446, 423.167, 463.992, 501.788,
// 537.144; done when the next packet stands at the head.
BOOST_AUTO_TEST_CASE(drops_come_as_rfc_8289_schedules_them) {
  StandingQueue queue;
  queue.serve(0, 540, milliseconds(10));
  BOOST_TEST(queue.struck == (std::vector<int>{100, 200, 271, 329, 379, 424, 464, 502, 538}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(marks_come_at_the_same_instants_as_drops_would) {
  StandingQueue queue;
  queue.serve(0, 540, milliseconds(10), true);
  BOOST_TEST(queue.struck == (std::vector<int>{100, 200, 271, 329, 379, 424, 464, 502, 538}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_short_wait_ends_it_and_it_resumes_where_it_was) {
  StandingQueue queue;
  queue.serve(0, 540, milliseconds(10));
  queue.serve(540, 541, milliseconds(4));
  queue.struck.clear();
  // Above again at 541, dropping from 641 on. Nine drops, one at the start: it goes on with count
  // 8, so the next ones are due after 100/√8 = 35.355, then 100/√9 = 33.333: 676.355, 709.689.
  queue.serve(541, 711, milliseconds(10));
  BOOST_TEST(queue.struck == (std::vector<int>{641, 677, 710}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(after_sixteen_intervals_it_starts_afresh) {
  StandingQueue queue;
  queue.serve(0, 540, milliseconds(10));
  queue.serve(540, 2300, milliseconds(4));
  queue.struck.clear();
  queue.serve(2300, 2550, milliseconds(10));
  BOOST_TEST(queue.struck == (std::vector<int>{2400, 2500}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_wait_of_just_the_target_is_too_long_and_a_nanosecond_less_is_not) {
  for (const Duration waited : {Duration{milliseconds(5)}, milliseconds(5) - Duration{1}}) {
    StandingQueue queue;
    queue.serve(0, 500, waited);
    BOOST_TEST(queue.struck.empty() == (waited < milliseconds(5)));
  }
}

BOOST_AUTO_TEST_CASE(with_no_more_than_a_full_packet_behind_nothing_is_dropped) {
  StandingQueue queue;
  queue.serve(0, 1000, milliseconds(50), false, 1500);
  BOOST_TEST(queue.struck.empty());
  queue.serve(1000, 1101, milliseconds(50), false, 1501);
  BOOST_TEST(queue.struck == (std::vector<int>{1100}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_spacing_is_the_interval_by_the_root_of_the_count_cut) {
  const RandomStream random(71, "codel test");
  std::uint64_t wrong = 0;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    const std::uint64_t interval = random.below(std::uint64_t{1} << (1 + i % 50), i, 0);
    const std::uint64_t count = 1 + random.below(std::uint64_t{1} << (1 + i % 30), i, 1);
    const CodelWide root = codel_spacing(interval, count);
    const CodelWide square = static_cast<CodelWide>(interval) * interval;
    if (root * root * count > square || (root + 1) * (root + 1) * count <= square) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
  BOOST_TEST(codel_spacing(100'000'000, 1) == 100'000'000U);
  BOOST_TEST(codel_spacing(100'000'000, 2) == 70'710'678U);
}

BOOST_AUTO_TEST_CASE(a_constant_overload_is_held_near_the_target) {
  HandBottleneck seen(bottleneck_settings({std::nullopt, CoDelSettings{}}));
  for (int i = 0; i < 60'000; ++i) seen.offer(timeline_origin + i * microseconds(950), 1500);
  seen.finish();
  const auto waited = queued_ms(seen, 30'000);
  BOOST_TEST(mean_of(waited) > 2);
  BOOST_TEST(mean_of(waited) < 15);
  BOOST_TEST(*std::max_element(waited.begin(), waited.end()) < 60);
  // What the line cannot carry is dropped, and hardly anything else.
  const auto dropped = static_cast<double>(seen.dropped_for(DropCause::aqm));
  BOOST_TEST(std::abs(dropped - 60'000 * 0.05) < 60'000 * 0.01);
}

BOOST_AUTO_TEST_CASE(a_burst_that_drains_within_the_interval_is_left_alone) {
  HandBottleneck seen(bottleneck_settings({std::nullopt, CoDelSettings{}}));
  for (int burst = 0; burst < 50; ++burst) {
    for (int i = 0; i < 90; ++i) seen.offer(timeline_origin + burst * milliseconds(100), 1500);
  }
  seen.finish();
  BOOST_TEST(seen.dropped_for(DropCause::aqm) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
