#include "net/congestion/cubic.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::congestion;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t cubic_segment = 1000;

AckSample cubic_ack(Instant now, std::uint64_t bytes, bool window_was_limit = true) {
  AckSample sample{now, bytes, window_was_limit};
  sample.smoothed_round_trip = 100ms;
  return sample;
}

/// One window acknowledged, spread over a round trip of 100 ms.
void acknowledge_a_window(Cubic& cubic, Instant& now) {
  const std::uint64_t segments = cubic.window_bytes() / cubic_segment;
  for (std::uint64_t ack = 0; ack < segments; ++ack) {
    now += Duration{100ms} / static_cast<std::int64_t>(segments);
    cubic.on_ack(cubic_ack(now, cubic_segment));
  }
}

/// RFC 9438 §4.2 in segments and seconds.
double curve_in_segments(double seconds, double start, double plateau) {
  const double k = std::cbrt((plateau - start) / 0.4);
  return 0.4 * std::pow(seconds - k, 3) + plateau;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cubic)

BOOST_AUTO_TEST_CASE(a_cube_root_is_the_largest_number_whose_cube_fits) {
  for (const std::uint64_t root :
       {0ULL, 1ULL, 2ULL, 9ULL, 1'000ULL, 999'999ULL, 4'000'000'000ULL}) {
    const CubicWide cube = static_cast<CubicWide>(root) * root * root;
    BOOST_TEST(cube_root(cube) == root);
    if (root > 1) BOOST_TEST(cube_root(cube - 1) == root - 1);
  }
}

BOOST_AUTO_TEST_CASE(the_curve_is_the_one_of_rfc_9438) {
  const CubicCurve curve{cubic_segment, 700'000, 1'000'000};
  BOOST_TEST(to_seconds(curve.time_to_plateau()) == std::cbrt(300 / 0.4),
             boost::test_tools::tolerance(1e-5));
  for (const double seconds : {0.0, 0.5, 2.0, 5.0, 9.0, 9.1, 12.0, 30.0}) {
    const Duration since{static_cast<std::int64_t>(seconds * 1e9)};
    const double expected = curve_in_segments(seconds, 700, 1000) * 1000;
    BOOST_TEST(static_cast<double>(curve.window_bytes(since)) == expected,
               boost::test_tools::tolerance(1e-5));
  }
}

BOOST_AUTO_TEST_CASE(a_curve_that_starts_at_its_plateau_is_convex_at_once) {
  const CubicCurve curve{cubic_segment, 50'000, 10'000};
  BOOST_TEST(curve.time_to_plateau().count() == 0);
  BOOST_TEST(curve.window_bytes({}) == 50'000U);
  BOOST_TEST(curve.window_bytes(5s) == 100'000U);  // 0.4 · 5³ segments more
}

BOOST_AUTO_TEST_CASE(loss_leaves_seven_tenths_of_the_flight_and_at_least_two_segments) {
  Cubic cubic{{1000, 100'000}};
  cubic.on_loss_event(100'000);
  BOOST_TEST(cubic.window_bytes() == 70'000U);
  BOOST_TEST((cubic.slow_start_threshold_bytes() == 70'000U));
  cubic.on_loss_event(1000);
  BOOST_TEST(cubic.window_bytes() == 2000U);
}

BOOST_AUTO_TEST_CASE(whoever_did_not_get_back_to_where_it_was_gives_up_more) {
  Cubic cubic{{1000, 100'000}};
  cubic.on_loss_event(100'000);
  BOOST_TEST(cubic.plateau_bytes() == 100'000U);
  cubic.on_loss_event(70'000);
  BOOST_TEST(cubic.plateau_bytes() == 70'000U * 85 / 100);  // (1 + β) / 2
}

BOOST_AUTO_TEST_CASE(congestion_avoidance_follows_the_curve_on_a_fat_path) {
  Cubic cubic{{1000, 1'000'000}};
  cubic.on_loss_event(1'000'000);
  Instant now{};
  cubic.on_ack(cubic_ack(now, cubic_segment));  // the epoch begins
  for (int round = 1; round <= 120; ++round) {
    acknowledge_a_window(cubic, now);
    const double expected = curve_in_segments(to_seconds(now - timeline_origin), 700, 1000) * 1000;
    BOOST_TEST_CONTEXT("round " << round) {
      BOOST_TEST(static_cast<double>(cubic.window_bytes()) == expected,
                 boost::test_tools::tolerance(0.02));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_small_window_grows_as_renos_would_that_gives_up_as_little) {
  Cubic cubic{{1000, 20'000}};
  cubic.on_loss_event(20'000);  // 14 segments are left; the curve would need 2.5 s to come back
  Instant now{};
  for (int round = 0; round < 10; ++round) acknowledge_a_window(cubic, now);
  // α = 9/17 of a segment a round trip.
  BOOST_TEST(static_cast<double>(cubic.window_bytes()) == 14'000 + 10 * 1000 * 9.0 / 17,
             boost::test_tools::tolerance(0.04));
}

BOOST_AUTO_TEST_CASE(a_timeout_leaves_one_segment_and_the_next_curve_starts_flat) {
  Cubic cubic{{1000, 100'000}};
  cubic.on_timeout(100'000, false);
  BOOST_TEST(cubic.window_bytes() == 1000U);
  BOOST_TEST((cubic.slow_start_threshold_bytes() == 70'000U));
  cubic.on_timeout(1000, true);
  BOOST_TEST((cubic.slow_start_threshold_bytes() == 70'000U));
  cubic.on_recovered();
  Instant now{};
  while (cubic.in_slow_start()) acknowledge_a_window(cubic, now);
  acknowledge_a_window(cubic, now);
  BOOST_TEST(cubic.plateau_bytes() <= 72'000U);  // W_max is where avoidance began
  BOOST_TEST(cubic.plateau_bytes() >= 70'000U);
}

BOOST_AUTO_TEST_CASE(a_reduction_that_was_a_mistake_is_undone_with_its_curve) {
  Cubic cubic{{1000, 1'000'000}};
  cubic.on_loss_event(1'000'000);
  Instant now{};
  for (int round = 0; round < 10; ++round) acknowledge_a_window(cubic, now);
  const std::uint64_t window = cubic.window_bytes();
  for (const bool timeout : {false, true}) {
    if (timeout) {
      cubic.on_timeout(window, false);
    } else {
      cubic.on_loss_event(window);
    }
    BOOST_TEST(cubic.window_bytes() < window);
    cubic.on_spurious_loss();
    BOOST_TEST(cubic.window_bytes() == window);
    BOOST_TEST(cubic.plateau_bytes() == 1'000'000U);
    BOOST_TEST((cubic.slow_start_threshold_bytes() == 700'000U));
  }
  for (int round = 0; round < 20; ++round) acknowledge_a_window(cubic, now);
  const double expected = curve_in_segments(to_seconds(now - timeline_origin), 700, 1000) * 1000;
  BOOST_TEST(static_cast<double>(cubic.window_bytes()) == expected,
             boost::test_tools::tolerance(0.03));
}

BOOST_AUTO_TEST_CASE(a_mistaken_loss_in_slow_start_resumes_it) {
  Cubic cubic{{1000, 10'000}};
  cubic.on_loss_event(10'000);
  cubic.on_spurious_loss();
  BOOST_TEST(cubic.in_slow_start());
  cubic.on_ack(cubic_ack(timeline_origin, 2000));
  BOOST_TEST(cubic.window_bytes() == 12'000U);
}

BOOST_AUTO_TEST_CASE(time_in_which_the_window_was_not_used_does_not_count) {
  Cubic used{{1000, 1'000'000}};
  Cubic idle{{1000, 1'000'000}};
  for (Cubic* cubic : {&used, &idle}) {
    cubic->on_loss_event(1'000'000);
    cubic->on_ack(cubic_ack(timeline_origin, cubic_segment));
  }
  idle.on_ack(cubic_ack(timeline_origin + 20s, cubic_segment, false));
  Instant now = timeline_origin;
  Instant later = timeline_origin + 20s;
  for (int round = 0; round < 5; ++round) {
    acknowledge_a_window(used, now);
    acknowledge_a_window(idle, later);
  }
  BOOST_TEST(used.window_bytes() == idle.window_bytes());
}

BOOST_AUTO_TEST_SUITE_END()
