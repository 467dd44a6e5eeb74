#include "net/socket/timer_queue.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

namespace acklab::socket {
namespace {

Instant at(int milliseconds) {
  return timeline_origin + std::chrono::milliseconds{milliseconds};
}

BOOST_AUTO_TEST_SUITE(timer_queue)

BOOST_AUTO_TEST_CASE(timers_run_by_instant_then_in_the_order_they_were_set) {
  TimerQueue timers;
  std::vector<int> order;
  timers.set(at(2), [&] { order.push_back(3); });
  timers.set(at(1), [&] { order.push_back(1); });
  timers.set(at(2), [&] { order.push_back(4); });
  timers.set(at(1), [&] { order.push_back(2); });
  timers.set(at(3), [&] { order.push_back(5); });
  BOOST_CHECK(timers.earliest() == at(1));
  timers.run_due(at(2));
  BOOST_TEST(order == (std::vector{1, 2, 3, 4}), boost::test_tools::per_element());
  BOOST_CHECK(timers.earliest() == at(3));
}

BOOST_AUTO_TEST_CASE(a_timer_runs_once_and_not_before_its_instant) {
  TimerQueue timers;
  int runs = 0;
  timers.set(at(5), [&] { ++runs; });
  timers.run_due(at(5) - Duration{1});
  BOOST_TEST(runs == 0);
  timers.run_due(at(5));
  timers.run_due(at(6));
  BOOST_TEST(runs == 1);
  BOOST_CHECK(!timers.earliest());
}

BOOST_AUTO_TEST_CASE(a_timer_cancels_one_that_is_due_with_it) {
  TimerQueue timers;
  bool ran = false;
  TimerId second{};
  timers.set(at(1), [&] { timers.cancel(second); });
  second = timers.set(at(1), [&] { ran = true; });
  timers.run_due(at(1));
  BOOST_TEST(!ran);
  BOOST_CHECK(!timers.earliest());
}

BOOST_AUTO_TEST_CASE(a_timer_may_cancel_itself_and_one_that_ran) {
  TimerQueue timers;
  int runs = 0;
  TimerId own{};
  own = timers.set(at(1), [&] {
    timers.cancel(own);
    ++runs;
  });
  timers.run_due(at(1));
  timers.cancel(own);
  BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_timer_that_always_sets_another_in_the_past_does_not_keep_the_caller) {
  TimerQueue timers;
  int again = 0;
  int other = 0;
  std::function<void()> set_again = [&] {
    ++again;
    timers.set(at(0), set_again);
  };
  timers.set(at(1), set_again);
  timers.set(at(2), [&] { ++other; });
  for (int round = 1; round <= 10; ++round) timers.run_due(at(3));
  BOOST_TEST(again == 10);
  BOOST_TEST(other == 1);
}

BOOST_AUTO_TEST_CASE(a_cancelled_timer_lets_go_of_what_it_holds) {
  TimerQueue timers;
  const auto held = std::make_shared<int>(1);
  const TimerId timer = timers.set(at(1), [held] {});
  BOOST_TEST(held.use_count() == 2);
  timers.cancel(timer);
  BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::socket
