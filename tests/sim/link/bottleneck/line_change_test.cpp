#include <boost/test/unit_test.hpp>

#include "tests/support/bottleneck_hand.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::microseconds;

DirectionSettings of_rate(RateModel rate) {
  DirectionSettings settings;
  settings.rate = std::move(rate);
  return settings;
}

constexpr BitRate packet_a_ms = BitRate::from_bits_per_s(12'000'000);  // of 1500 bytes

/// Four full packets at 0, the settings changed at 1.5 ms: when each is out, in microseconds.
std::vector<std::int64_t> out_around_change(const DirectionSettings& before,
                                            const DirectionSettings& after) {
  HandBottleneck hand{before};
  for (int i = 0; i < 4; ++i) hand.offer(timeline_origin, 1500);
  hand.change(timeline_origin + microseconds(1500), after);
  hand.finish();
  std::vector<std::int64_t> out;
  for (const Passed& one : hand.all()) {
    out.push_back(one.sent.time_since_epoch().count() / 1000);
  }
  return out;
}

void check_around(const DirectionSettings& before, const DirectionSettings& after,
                  const std::vector<std::int64_t>& expected) {
  BOOST_TEST(out_around_change(before, after) == expected, boost::test_tools::per_element());
}

DirectionSettings of_trace(std::vector<std::uint32_t> trace) {
  return of_rate(TraceRate{std::make_shared<const Trace>(std::move(trace)), "test.trace", true});
}

BOOST_AUTO_TEST_SUITE(line_change)

BOOST_AUTO_TEST_CASE(the_packet_in_service_finishes_at_the_old_rate) {
  check_around(of_rate(packet_a_ms), of_rate(BitRate::from_bits_per_s(24'000'000)),
               {1000, 2000, 2500, 3000});
  check_around(of_rate(packet_a_ms), of_rate(BitRate::from_bits_per_s(6'000'000)),
               {1000, 2000, 4000, 6000});
}

BOOST_AUTO_TEST_CASE(overhead_may_come_and_go) {
  check_around(of_rate(packet_a_ms), of_rate(FixedRate{packet_a_ms, 1500, std::nullopt, 0}),
               {1000, 2000, 4000, 6000});
}

BOOST_AUTO_TEST_CASE(without_a_rate_all_that_waits_leaves_after_the_packet_in_service) {
  check_around(of_rate(packet_a_ms), {}, {1000, 2000, 2000, 2000});
}

BOOST_AUTO_TEST_CASE(a_shaper_takes_over_with_a_full_bucket) {
  // The bucket is made at the change; the line is busy until 2 ms.
  check_around(of_rate(packet_a_ms),
               of_rate(TokenBucketRate{BitRate::from_bits_per_s(8'000'000), 1500}),
               {1000, 2000, 2000, 3500});
}

BOOST_AUTO_TEST_CASE(a_shaper_keeps_its_tokens_when_its_rate_changes) {
  // A byte a microsecond, 1500 tokens: 0, 1500, then two bytes a microsecond.
  check_around(of_rate(TokenBucketRate{BitRate::from_bits_per_s(8'000'000), 1500}),
               of_rate(TokenBucketRate{BitRate::from_bits_per_s(16'000'000), 1500}),
               {0, 1500, 2250, 3000});
  check_around(of_rate(TokenBucketRate{BitRate::from_bits_per_s(6'000'000), 1500}),
               of_rate(TokenBucketRate{BitRate::from_bits_per_s(12'000'000), 1500}),
               {0, 1750, 2750, 3750});  // 1125 tokens by 1.5 ms
}

BOOST_AUTO_TEST_CASE(a_trace_takes_over_where_its_time_is) {
  check_around(of_rate(packet_a_ms), of_trace({1, 2, 3, 7}), {1000, 2000, 3000, 7000});
  check_around(of_trace({1, 2, 3, 7}), of_trace({4}), {1000, 4000, 8000, 12'000});
}

BOOST_AUTO_TEST_CASE(a_line_takes_over_from_a_trace_at_once) {
  check_around(of_trace({1, 20}), of_rate(packet_a_ms), {1000, 2500, 3500, 4500});
}

BOOST_AUTO_TEST_CASE(what_does_not_concern_the_line_leaves_it_alone) {
  for (const DirectionSettings& settings :
       {of_rate(packet_a_ms), of_rate(BitRate::from_bits_per_s(11'999'993)),
        of_rate(TokenBucketRate{BitRate::from_bits_per_s(7'999'993), 2000}),
        of_trace({1, 2, 3, 7})}) {
    DirectionSettings other = settings;
    other.delay = std::chrono::seconds(1);
    BOOST_TEST(out_around_change(settings, other) == out_around_change(settings, settings),
               boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
