#include "net/congestion/pacer.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::congestion;
using namespace std::chrono_literals;

namespace {

/// How many segments of 1000 bytes go at 8 Mbit/s (one a millisecond) until `end`, asked `every`.
int paced_segments(Pacer& pacer, Instant begin, Instant end, Duration every) {
  const BitRate rate = BitRate::from_bits_per_s(8'000'000);
  int count = 0;
  for (Instant now = begin; now < end; now += every) {
    for (; pacer.allows(now); ++count) pacer.on_sent(now, 1000, rate);
  }
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pacer)

BOOST_AUTO_TEST_CASE(segments_go_at_the_rate) {
  Pacer pacer;
  const int count = paced_segments(pacer, timeline_origin, timeline_origin + 1s, 100us);
  BOOST_TEST(count >= 1000);
  BOOST_TEST(count <= 1003);
}

BOOST_AUTO_TEST_CASE(who_is_asked_a_millisecond_late_keeps_up) {
  Pacer pacer;
  const int count = paced_segments(pacer, timeline_origin, timeline_origin + 1s, 1900us);
  BOOST_TEST(count >= 998);
  BOOST_TEST(count <= 1003);
}

BOOST_AUTO_TEST_CASE(after_a_silence_no_more_than_the_arrears_go_at_once) {
  Pacer pacer;
  BOOST_TEST(paced_segments(pacer, timeline_origin, timeline_origin + 10ms, 100us) > 0);
  const Instant later = timeline_origin + 10s;
  BOOST_TEST(paced_segments(pacer, later, later + 1ns, 1ns) == 3);  // 2 ms of arrears, and its turn
}

BOOST_AUTO_TEST_CASE(without_a_rate_nothing_waits) {
  Pacer pacer;
  pacer.on_sent(timeline_origin, 1000, BitRate::from_bits_per_s(8));
  BOOST_TEST(!pacer.allows(timeline_origin));
  pacer.on_sent(timeline_origin, 1000, std::nullopt);
  BOOST_TEST(pacer.allows(timeline_origin));
}

BOOST_AUTO_TEST_SUITE_END()
