#include "sim/path/wake_up_watch.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using acklab::Duration;
using acklab::path::WakeUpWatch;

BOOST_AUTO_TEST_SUITE(wake_up_watch)

BOOST_AUTO_TEST_CASE(a_late_wake_up_is_covered_at_once) {
  WakeUpWatch watch;
  watch.woke_late_by(150us);
  BOOST_TEST((watch.length() >= 150us));
}

BOOST_AUTO_TEST_CASE(punctual_wake_ups_shorten_it_slowly) {
  WakeUpWatch watch;
  watch.woke_late_by(150us);
  watch.woke_late_by(30us);
  BOOST_TEST((watch.length() > 140us));
  for (int wake = 0; wake < 1000; ++wake) watch.woke_late_by(30us);
  BOOST_TEST((watch.length() < 50us));
}

BOOST_AUTO_TEST_CASE(it_keeps_its_limits) {
  WakeUpWatch watch;
  watch.woke_late_by(50ms);
  BOOST_TEST((watch.length() == WakeUpWatch::longest));
  for (int wake = 0; wake < 1000; ++wake) watch.woke_late_by(Duration{});
  BOOST_TEST((watch.length() >= WakeUpWatch::shortest));
  BOOST_TEST((watch.length() < WakeUpWatch::shortest + 1us));
}

BOOST_AUTO_TEST_SUITE_END()
