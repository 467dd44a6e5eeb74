#include "net/congestion/bbr.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/congestion_path.hpp"

using namespace acklab;
using namespace acklab::congestion;
using namespace std::chrono_literals;
using testing::CongestionPath;
using testing::CongestionPathSettings;

namespace {

constexpr std::uint64_t delay_product_bytes = 625'000;  // 100 Mbit/s and 50 ms

ControllerSettings bbr_settings(std::uint64_t seed = 1) {
  return {1000, 10'000, 50ms, seed};
}

double mbit(BitRate rate) {
  return static_cast<double>(rate.bits_per_s()) / 1e6;
}

/// Mbit/s delivered from now on for so long.
double delivered_in(CongestionPath& path, Duration span) {
  const std::uint64_t before = path.delivered_bytes();
  path.run_for(span);
  return static_cast<double>(path.delivered_bytes() - before) * 8 / to_seconds(span) / 1e6;
}

void run_until_probe_bw(CongestionPath& path, const Bbr& bbr) {
  for (int step = 0; step < 3000 && bbr.state() != Bbr::State::probe_bw; ++step) path.run_for(1ms);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bbr)

BOOST_AUTO_TEST_CASE(startup_doubles_what_is_delivered_every_round_trip) {
  Bbr bbr{bbr_settings()};
  CongestionPath path{bbr, {}};
  path.run_for(60ms);
  const double first = delivered_in(path, 50ms);
  path.run_for(100ms);
  BOOST_TEST((bbr.state() == Bbr::State::startup));
  const double fourth = delivered_in(path, 50ms);
  BOOST_TEST(fourth > 6 * first);
}

BOOST_AUTO_TEST_CASE(startup_finds_the_rate_and_drain_empties_the_queue) {
  Bbr bbr{bbr_settings()};
  CongestionPathSettings settings;
  settings.queue_bytes = 4 * delay_product_bytes;
  CongestionPath path{bbr, settings};
  run_until_probe_bw(path, bbr);
  BOOST_TEST((bbr.state() == Bbr::State::probe_bw));
  BOOST_TEST(to_seconds(path.now() - timeline_origin) < 1.0);
  BOOST_TEST(mbit(*bbr.model().max_bandwidth()) == 100, boost::test_tools::tolerance(0.02));
  BOOST_TEST(path.in_flight_bytes() <= delay_product_bytes * 21 / 20);
  BOOST_TEST(to_milliseconds(*bbr.model().min_round_trip()) == 50.08,
             boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_CASE(a_deep_queue_stays_nearly_empty_at_the_full_rate) {
  Bbr bbr{bbr_settings()};
  CongestionPathSettings settings;
  settings.queue_bytes = 4 * delay_product_bytes;
  CongestionPath path{bbr, settings};
  path.run_for(2s);
  double waiting_ms = 0;
  const std::uint64_t before = path.delivered_bytes();
  for (int step = 0; step < 1000; ++step) {
    path.run_for(10ms);
    waiting_ms += to_milliseconds(path.last_round_trip()) - 50;
  }
  BOOST_TEST(waiting_ms / 1000 < 5.0);
  BOOST_TEST(static_cast<double>(path.delivered_bytes() - before) * 8 / 10 / 1e6 > 95.0);
  BOOST_TEST(path.lost_bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(random_loss_does_not_shrink_the_model) {
  for (const std::uint64_t percent : {1U, 5U, 10U, 20U, 30U}) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      Bbr bbr{bbr_settings(seed)};
      CongestionPathSettings settings;
      settings.loss = Probability::from_percent(percent);
      settings.seed = seed;
      CongestionPath path{bbr, settings};
      path.run_for(2s);
      const double rate = delivered_in(path, 5s);
      BOOST_TEST_CONTEXT(percent << " % loss, seed " << seed) {
        BOOST_TEST(rate > 90.0);
        BOOST_TEST(!bbr.inflight_bound_bytes().has_value());
        const double measured = static_cast<double>(bbr.random_loss().parts()) / 10'000;
        BOOST_TEST(measured > static_cast<double>(percent) - 3);
        BOOST_TEST(measured < static_cast<double>(percent) + 3);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(random_loss_that_begins_later_is_told_from_congestion) {
  Bbr bbr{bbr_settings()};
  CongestionPath path{bbr, {}};
  path.run_for(5s);
  BOOST_TEST(bbr.random_loss().parts() == 0U);
  path.settings().loss = Probability::from_percent(10);
  path.run_for(5s);
  BOOST_TEST(delivered_in(path, 5s) > 90.0);
}

BOOST_AUTO_TEST_CASE(a_slower_path_is_noticed_and_its_loss_is_not_taken_for_random) {
  Bbr bbr{bbr_settings()};
  CongestionPathSettings settings;
  settings.queue_bytes = delay_product_bytes / 2;
  CongestionPath path{bbr, settings};
  path.run_for(5s);
  path.settings().rate = BitRate::from_bits_per_s(20'000'000);
  path.settings().queue_bytes = delay_product_bytes / 10;
  path.run_for(10s);
  const std::uint64_t lost_before = path.lost_bytes();
  const double rate = delivered_in(path, 10s);
  const double lost = static_cast<double>(path.lost_bytes() - lost_before) * 8 / 10 / 1e6;
  BOOST_TEST(rate > 18.0);
  BOOST_TEST(lost < 1.0);
  BOOST_TEST(mbit(*bbr.model().bandwidth()) < 22.0);
  BOOST_TEST(bbr.random_loss().parts() < 20'000U);
}

BOOST_AUTO_TEST_CASE(a_faster_path_is_found_by_probing) {
  Bbr bbr{bbr_settings()};
  CongestionPathSettings settings;
  settings.rate = BitRate::from_bits_per_s(20'000'000);
  CongestionPath path{bbr, settings};
  path.run_for(5s);
  path.settings().rate = BitRate::from_bits_per_s(100'000'000);
  path.run_for(15s);
  BOOST_TEST(delivered_in(path, 5s) > 90.0);
}

BOOST_AUTO_TEST_CASE(a_longer_path_is_measured_anew_with_little_in_flight) {
  Bbr bbr{bbr_settings()};
  CongestionPath path{bbr, {}};
  path.run_for(5s);
  path.settings().round_trip = 80ms;
  bool probed = false;
  for (int step = 0; step < 10'000; ++step) {
    path.run_for(1ms);
    if (bbr.state() == Bbr::State::probe_rtt) {
      probed = true;
      BOOST_TEST(bbr.window_bytes() <= delay_product_bytes);
    }
  }
  BOOST_TEST(probed);
  BOOST_TEST(to_milliseconds(*bbr.model().min_round_trip()) == 80.08,
             boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(the_few_that_overtake_others_do_not_shorten_the_path) {
  LowRoundTrip round_trips;
  for (int sample = 0; sample < 5000; ++sample) {
    round_trips.add(sample % 25 == 0 ? Duration{1ms} : 50ms + std::chrono::microseconds{sample});
  }
  BOOST_TEST((*round_trips.value() >= 50ms));
  BOOST_TEST((*round_trips.value() <= 52ms));
  round_trips.clear();
  BOOST_TEST(!round_trips.value().has_value());
  round_trips.add(40ms);
  BOOST_TEST(!round_trips.value().has_value());
}

BOOST_AUTO_TEST_CASE(a_round_trip_that_keeps_coming_back_needs_no_probe) {
  Bbr bbr{bbr_settings()};
  CongestionPath path{bbr, {}};
  for (int step = 0; step < 20'000; ++step) {
    path.run_for(1ms);
    BOOST_REQUIRE((bbr.state() != Bbr::State::probe_rtt));
  }
}

BOOST_AUTO_TEST_CASE(a_timeout_leaves_four_segments_until_what_was_lost_is_repaired) {
  Bbr bbr{bbr_settings()};
  CongestionPath path{bbr, {}};
  path.run_for(3s);
  const std::uint64_t before = bbr.window_bytes();
  bbr.on_timeout(before, false);
  BOOST_TEST(bbr.window_bytes() == 4000U);
  bbr.on_timeout(before, true);
  bbr.on_recovered();
  BOOST_TEST(bbr.window_bytes() == before);
}

BOOST_AUTO_TEST_CASE(what_the_application_limits_says_nothing_against_the_path) {
  BbrPathModel model;
  AckSample sample{timeline_origin + 1s, 1000, false};
  sample.round_trip = 50ms;
  sample.rate = RateSample{BitRate::from_bits_per_s(50'000'000), 0, false};
  model.on_ack(sample);
  sample.rate = RateSample{BitRate::from_bits_per_s(1'000'000), 0, true};
  for (int cycle = 0; cycle < 5; ++cycle) {
    model.advance_cycle();
    model.on_ack(sample);
  }
  BOOST_TEST(mbit(*model.max_bandwidth()) == 50.0);
  sample.rate = RateSample{BitRate::from_bits_per_s(80'000'000), 0, true};
  model.on_ack(sample);
  BOOST_TEST(mbit(*model.max_bandwidth()) == 80.0);
}

BOOST_AUTO_TEST_CASE(the_bandwidth_is_the_best_of_two_cycles) {
  BbrPathModel model;
  for (const std::int64_t rate : {90, 50, 40}) {
    AckSample sample{timeline_origin + 1s, 1000, false};
    sample.round_trip = 50ms;
    sample.rate = RateSample{BitRate::from_bits_per_s(rate * 1'000'000), 0, false};
    model.on_ack(sample);
    if (rate == 50) BOOST_TEST(mbit(*model.max_bandwidth()) == 90.0);
    model.advance_cycle();
  }
  BOOST_TEST(mbit(*model.max_bandwidth()) == 40.0);
}

BOOST_AUTO_TEST_CASE(the_same_seed_repeats_a_run_exactly) {
  std::optional<std::uint64_t> first;
  for (int time = 0; time < 2; ++time) {
    Bbr bbr{bbr_settings(7)};
    CongestionPathSettings settings;
    settings.loss = Probability::from_percent(3);
    CongestionPath path{bbr, settings};
    path.run_for(4s);
    if (!first) first = path.delivered_bytes();
    BOOST_TEST(path.delivered_bytes() == *first);
  }
}

BOOST_AUTO_TEST_SUITE_END()
