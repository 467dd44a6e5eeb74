#include <boost/test/unit_test.hpp>

#include "tests/support/bottleneck_hand.hpp"
#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using Indices = std::vector<std::uint64_t>;

BOOST_AUTO_TEST_SUITE(queue_limit)

BOOST_AUTO_TEST_CASE(a_limit_in_packets_counts_packets_of_any_size) {
  HandBottleneck seen(bottleneck_settings(QueueLimit::packets(2)));
  for (const std::uint32_t bytes : {1500U, 40U, 1500U, 40U, 1500U}) {
    seen.offer(timeline_origin, bytes);
  }
  BOOST_TEST(seen.backlog().packets == 2U);
  seen.finish();
  BOOST_TEST((dropped_indices(seen) == Indices{3, 4}));
}

BOOST_AUTO_TEST_CASE(a_limit_in_time_is_on_how_long_the_next_one_would_wait) {
  HandBottleneck seen(bottleneck_settings(QueueLimit::time(microseconds(2500))));
  // Sent at once, then they would wait 1, 2 and 3 ms.
  for (int i = 0; i < 4; ++i) seen.offer(timeline_origin, 1500);
  // Half a millisecond later the fourth would wait 2.5 ms.
  seen.offer(timeline_origin + microseconds(500) - Duration{1}, 1500);
  seen.offer(timeline_origin + microseconds(500), 1500);
  seen.finish();
  BOOST_TEST((dropped_indices(seen) == Indices{3, 4}));
  BOOST_TEST((seen.all().back().fate.queued == microseconds(2500)));
}

BOOST_AUTO_TEST_CASE(queue_delays_are_summed_up_for_those_that_left) {
  Link link(forward_only(bottleneck_settings(QueueLimit::packets(99))), 1);
  for (int i = 0; i < 200; ++i) link.accept(timeline_origin, Direction::forward, {{}, 1500});
  BOOST_TEST((link.queue_delay(Direction::forward).max == Duration{}));  // one left as yet
  std::vector<Release> releases;
  drain(link, releases);
  // They waited 0, 1 … 99 ms.
  const QueueDelay seen = link.queue_delay(Direction::forward);
  BOOST_TEST(to_milliseconds(seen.median) == 49, boost::test_tools::tolerance(1.0 / 32));
  BOOST_TEST(to_milliseconds(seen.percentile_99) == 98, boost::test_tools::tolerance(1.0 / 32));
  BOOST_TEST((seen.max == milliseconds(99)));
  BOOST_TEST((link.queue_delay(Direction::reverse).max == Duration{}));
}

BOOST_AUTO_TEST_CASE(a_limit_in_time_follows_the_rate) {
  DirectionSettings settings = bottleneck_settings(QueueLimit::time(milliseconds(10)));
  HandBottleneck seen(settings);
  for (int i = 0; i < 20; ++i) seen.offer(timeline_origin, 1500);
  BOOST_TEST(seen.backlog().packets == 10U);
  settings.rate = BitRate::from_bits_per_s(120'000'000);
  seen.change(timeline_origin + microseconds(500), settings);
  for (int i = 0; i < 200; ++i) seen.offer(timeline_origin + microseconds(500), 1500);
  // 0.5 ms of the packet being sent are left, so 9.5 ms at ten times the rate.
  BOOST_TEST(seen.backlog().packets == 96U);
}

BOOST_AUTO_TEST_CASE(a_new_limit_lets_what_waits_go_on_waiting) {
  HandBottleneck seen(bottleneck_settings(QueueLimit::packets(5)));
  for (int i = 0; i < 6; ++i) seen.offer(timeline_origin, 1500);
  seen.change(timeline_origin, bottleneck_settings(QueueLimit::packets(1)));
  BOOST_TEST(seen.backlog().packets == 5U);
  seen.offer(timeline_origin, 1500);
  seen.offer(timeline_origin + milliseconds(4), 1500);  // one waits
  seen.offer(timeline_origin + milliseconds(5), 1500);
  seen.finish();
  BOOST_TEST((dropped_indices(seen) == Indices{6, 7}));
}

BOOST_AUTO_TEST_CASE(a_new_rate_holds_for_what_waits_and_not_for_what_is_being_sent) {
  DirectionSettings settings = bottleneck_settings({});
  HandBottleneck seen(settings);
  for (int i = 0; i < 3; ++i) seen.offer(timeline_origin, 1500);
  settings.rate = BitRate::from_bits_per_s(6'000'000);
  seen.change(timeline_origin + microseconds(300), settings);
  seen.finish();
  BOOST_REQUIRE(seen.all().size() == 3U);
  BOOST_TEST((seen.all()[0].sent == timeline_origin + milliseconds(1)));
  BOOST_TEST((seen.all()[1].sent == timeline_origin + milliseconds(3)));
  BOOST_TEST((seen.all()[2].sent == timeline_origin + milliseconds(5)));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(drop_head)

QueueSettings dropping_head(QueueLimit limit) {
  return {limit, DropHeadSettings{}};
}

BOOST_AUTO_TEST_CASE(the_one_that_has_waited_longest_makes_room) {
  HandBottleneck seen(bottleneck_settings(dropping_head(QueueLimit::packets(2))));
  for (int i = 0; i < 5; ++i) seen.offer(timeline_origin + i * microseconds(100), 1500);
  BOOST_TEST((dropped_indices(seen) == Indices{1, 2}));
  BOOST_TEST((seen.all()[1].fate.dropped == DropCause::queue));
  BOOST_TEST((seen.all()[1].fate.queued == microseconds(200)));
  seen.finish();
  BOOST_REQUIRE(seen.all().size() == 5U);
  BOOST_TEST(seen.all()[3].fate.index == 3U);
  BOOST_TEST((seen.all()[3].sent == timeline_origin + milliseconds(2)));
  BOOST_TEST(seen.all()[4].fate.index == 4U);
}

BOOST_AUTO_TEST_CASE(as_many_go_as_it_needs) {
  HandBottleneck seen(bottleneck_settings(dropping_head(QueueLimit::bytes(2000))));
  for (const std::uint32_t bytes : {1500U, 500U, 500U, 500U, 1200U}) {
    seen.offer(timeline_origin, bytes);
  }
  BOOST_TEST((dropped_indices(seen) == Indices{1, 2}));
  BOOST_TEST(seen.backlog().bytes == 1700U);
}

BOOST_AUTO_TEST_CASE(what_would_not_fit_an_empty_queue_drops_nobody_else) {
  HandBottleneck seen(bottleneck_settings(dropping_head(QueueLimit::bytes(1000))));
  for (const std::uint32_t bytes : {1500U, 500U, 1500U}) seen.offer(timeline_origin, bytes);
  BOOST_TEST((dropped_indices(seen) == Indices{2}));
}

BOOST_AUTO_TEST_CASE(a_full_queue_of_old_packets_keeps_the_young_ones) {
  // Twice the rate: drop-head delivers what waited at most the queue's length, drop-tail too, but
  // the last packet offered is among the delivered only where the head is dropped.
  for (const bool head : {true, false}) {
    const QueueLimit limit = QueueLimit::packets(10);
    HandBottleneck seen(bottleneck_settings(head ? dropping_head(limit) : QueueSettings{limit}));
    // The line takes one each millisecond; an odd number ends on a full queue.
    for (int i = 0; i < 2001; ++i) seen.offer(timeline_origin + i * microseconds(500), 1500);
    seen.offer(timeline_origin + 2000 * microseconds(500), 1500);
    seen.finish();
    BOOST_TEST((seen.all().back().fate.index == 2001U) == head);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
