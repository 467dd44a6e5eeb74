#include "net/congestion/newreno.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::congestion;

namespace {

AckSample delivered(std::uint64_t bytes, bool window_was_limit = true) {
  return {timeline_origin, bytes, window_was_limit};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(newreno)

BOOST_AUTO_TEST_CASE(slow_start_grows_by_what_was_delivered_up_to_two_segments) {
  NewReno reno{{1000, 10'000}};
  reno.on_ack(delivered(500));
  BOOST_TEST(reno.window_bytes() == 10'500U);
  reno.on_ack(delivered(8000));  // RFC 3465: L is two segments
  BOOST_TEST(reno.window_bytes() == 12'500U);
}

BOOST_AUTO_TEST_CASE(congestion_avoidance_grows_a_segment_a_window) {
  NewReno reno{{1000, 10'000}};
  reno.on_loss_event(10'000);
  for (int ack = 0; ack < 4; ++ack) reno.on_ack(delivered(1000));
  BOOST_TEST(reno.window_bytes() == 5000U);
  reno.on_ack(delivered(1000));
  BOOST_TEST(reno.window_bytes() == 6000U);
}

BOOST_AUTO_TEST_CASE(a_spurious_loss_brings_back_window_and_threshold) {
  NewReno reno{{1000, 10'000}};
  reno.on_loss_event(10'000);
  reno.on_spurious_loss();
  BOOST_TEST(reno.window_bytes() == 10'000U);
  BOOST_TEST(!reno.slow_start_threshold_bytes().has_value());
  reno.on_timeout(10'000, false);
  reno.on_timeout(1000, true);  // the second expiry in a row does not overwrite what was before
  BOOST_TEST(reno.window_bytes() == 1000U);
  reno.on_spurious_loss();
  BOOST_TEST(reno.window_bytes() == 10'000U);
}

BOOST_AUTO_TEST_CASE(loss_halves_the_flight_but_leaves_two_segments) {
  NewReno reno{{1000, 10'000}};
  reno.on_loss_event(8000);
  BOOST_TEST(reno.window_bytes() == 4000U);
  BOOST_TEST((reno.slow_start_threshold_bytes() == 4000U));
  reno.on_loss_event(1000);
  BOOST_TEST(reno.window_bytes() == 2000U);
}

BOOST_AUTO_TEST_CASE(half_of_the_flight_is_cut_to_whole_segments) {
  NewReno reno({1000, 10'000});
  reno.on_loss_event(7000);
  BOOST_TEST(reno.window_bytes() == 3000U);
}

BOOST_AUTO_TEST_CASE(what_limited_transmit_sent_beyond_the_window_does_not_count) {
  NewReno reno{{1000, 10'000}};
  reno.on_loss_event(12'000);
  BOOST_TEST(reno.window_bytes() == 5000U);
}

BOOST_AUTO_TEST_CASE(a_timeout_leaves_one_segment_and_a_repeated_one_keeps_the_threshold) {
  NewReno reno{{1000, 10'000}};
  reno.on_timeout(10'000, false);
  BOOST_TEST(reno.window_bytes() == 1000U);
  BOOST_TEST((reno.slow_start_threshold_bytes() == 5000U));
  reno.on_timeout(1000, true);
  BOOST_TEST((reno.slow_start_threshold_bytes() == 5000U));
  reno.on_ack(delivered(4000));  // one segment at most until repaired
  BOOST_TEST(reno.window_bytes() == 2000U);
  reno.on_recovered();
  reno.on_ack(delivered(4000));
  BOOST_TEST(reno.window_bytes() == 4000U);
}

BOOST_AUTO_TEST_CASE(a_window_that_did_not_limit_does_not_grow) {
  NewReno reno{{1000, 10'000}};
  reno.on_ack(delivered(2000, false));
  BOOST_TEST(reno.window_bytes() == 10'000U);
}

BOOST_AUTO_TEST_CASE(idleness_restarts_from_the_initial_window_at_most) {
  NewReno reno{{1000, 4000}};
  for (int ack = 0; ack < 10; ++ack) reno.on_ack(delivered(2000));
  reno.on_idle_restart();
  BOOST_TEST(reno.window_bytes() == 4000U);
  reno.on_timeout(4000, false);
  reno.on_idle_restart();
  BOOST_TEST(reno.window_bytes() == 1000U);
}

BOOST_AUTO_TEST_CASE(without_control_nothing_changes_the_window) {
  const auto none = make_controller(CongestionControl::none, {1000, 10'000});
  const std::uint64_t before = none->window_bytes();
  none->on_loss_event(10'000);
  none->on_timeout(10'000, false);
  BOOST_TEST(none->window_bytes() == before);
  BOOST_TEST(before > (std::uint64_t{1} << 40U));
  BOOST_TEST(!none->slow_start_threshold_bytes());
}

BOOST_AUTO_TEST_CASE(the_initial_window_is_ten_segments_or_two_large_ones) {
  BOOST_TEST(initial_window_bytes(10, 1440) == 14'400U);
  BOOST_TEST(initial_window_bytes(10, 9000) == 18'000U);
  BOOST_TEST(initial_window_bytes(1, 9000) == 9000U);
}

BOOST_AUTO_TEST_SUITE_END()
