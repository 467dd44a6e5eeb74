#include "net/congestion/hystart.hpp"

#include <boost/test/unit_test.hpp>

#include "net/congestion/cubic.hpp"
#include "tests/support/congestion_path.hpp"

using namespace acklab;
using namespace acklab::congestion;
using namespace std::chrono_literals;

namespace {

/// Rounds of acknowledgements with one round trip each.
class HyStartRounds {
 public:
  void round(HyStart& hystart, Duration round_trip, int acks = 10) {
    const std::uint64_t began = delivered_;
    for (int ack = 0; ack < acks; ++ack) {
      delivered_ += 1000;
      AckSample sample{timeline_origin, 1000, true};
      sample.total_delivered_bytes = delivered_;
      sample.round_trip = round_trip;
      sample.rate = RateSample{BitRate::from_bits_per_s(1), ack == 0 ? began : 0, false};
      hystart.on_ack(sample);
    }
  }

 private:
  std::uint64_t delivered_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(hystart)

BOOST_AUTO_TEST_CASE(a_steady_delay_keeps_slow_start) {
  HyStart hystart;
  HyStartRounds rounds;
  for (int round = 0; round < 20; ++round) rounds.round(hystart, 50ms);
  BOOST_TEST((hystart.phase() == HyStart::Phase::slow_start));
  BOOST_TEST(hystart.growth_divisor() == 1U);
}

BOOST_AUTO_TEST_CASE(a_delay_that_grew_by_an_eighth_slows_the_growth_and_five_rounds_end_it) {
  HyStart hystart;
  HyStartRounds rounds;
  rounds.round(hystart, 50ms);
  rounds.round(hystart, 56ms);  // less than 50/8 ms more
  BOOST_TEST((hystart.phase() == HyStart::Phase::slow_start));
  rounds.round(hystart, 63ms);
  BOOST_TEST((hystart.phase() == HyStart::Phase::conservative));
  BOOST_TEST(hystart.growth_divisor() == 4U);
  for (int round = 0; round < 4; ++round) rounds.round(hystart, 64ms);
  BOOST_TEST((hystart.phase() == HyStart::Phase::conservative));
  rounds.round(hystart, 64ms);
  BOOST_TEST((hystart.phase() == HyStart::Phase::over));
}

BOOST_AUTO_TEST_CASE(a_delay_that_goes_again_resumes_slow_start) {
  HyStart hystart;
  HyStartRounds rounds;
  rounds.round(hystart, 50ms);
  rounds.round(hystart, 60ms);
  BOOST_TEST((hystart.phase() == HyStart::Phase::conservative));
  rounds.round(hystart, 51ms);
  BOOST_TEST((hystart.phase() == HyStart::Phase::slow_start));
}

BOOST_AUTO_TEST_CASE(fewer_than_eight_samples_prove_nothing) {
  HyStart hystart;
  HyStartRounds rounds;
  rounds.round(hystart, 50ms);
  rounds.round(hystart, 90ms, 7);
  BOOST_TEST((hystart.phase() == HyStart::Phase::slow_start));
}

BOOST_AUTO_TEST_CASE(the_threshold_is_four_milliseconds_at_least_and_sixteen_at_most) {
  HyStart fast;
  HyStartRounds of_fast;
  of_fast.round(fast, 1ms);
  of_fast.round(fast, 4900us);
  BOOST_TEST((fast.phase() == HyStart::Phase::slow_start));
  of_fast.round(fast, 8900us);
  BOOST_TEST((fast.phase() == HyStart::Phase::conservative));
  HyStart slow;
  HyStartRounds of_slow;
  of_slow.round(slow, 500ms);
  of_slow.round(slow, 516ms);
  BOOST_TEST((slow.phase() == HyStart::Phase::conservative));
}

BOOST_AUTO_TEST_CASE(cubic_leaves_its_first_slow_start_before_a_very_deep_queue_overflows) {
  Cubic cubic{{1000, 10'000}};
  testing::CongestionPathSettings settings;
  settings.queue_bytes = 13 * 625'000;  // doubling would fill it within a second
  testing::CongestionPath path{cubic, settings};
  path.run_for(4s);
  BOOST_TEST(!cubic.in_slow_start());
  BOOST_TEST(path.lost_bytes() == 0U);
  BOOST_TEST(cubic.window_bytes() >= 625'000U);
}

BOOST_AUTO_TEST_SUITE_END()
