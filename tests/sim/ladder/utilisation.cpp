// Each rung's utilisation against its textbook formula, within 2 %. Lessons 1 to 5.

#include <array>
#include <cmath>

#include <boost/test/unit_test.hpp>

#include "tests/support/ladder_transfer.hpp"

using namespace acklab;
using namespace acklab::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;
using transport::Arq;

namespace {

constexpr double two_percent = 2;

/// a: how many segments fit one way.
double length_of_line(Duration one_way) {
  return to_seconds(one_way) / to_seconds(ladder_segment_time);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(utilisation)

BOOST_AUTO_TEST_CASE(stop_and_wait_uses_one_segment_time_of_each_round_trip) {
  const transport::ConnectionConfig config =
      ladder_config({Arq::stop_and_wait, std::nullopt, seconds{1}});
  const LadderResult slow = ladder_transfer(config, ladder_link(milliseconds{50}), 200, 1);
  BOOST_TEST(slow.intact);
  BOOST_TEST(slow.utilisation == 8.0 / 108.0, boost::test_tools::tolerance(0.001));

  link::LinkSettings fast = ladder_link(milliseconds{15});
  fast.forward.rate = BitRate::from_bits_per_s(fast.forward.rate->configured().bits_per_s() * 1000);
  const LadderResult gigabit = ladder_transfer(config, fast, 200, 1);
  BOOST_TEST(gigabit.intact);
  BOOST_TEST(gigabit.utilisation == 0.008 / 30.008, boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_CASE(a_window_multiplies_what_stop_and_wait_uses_until_the_pipe_is_full) {
  for (const Arq rung : {Arq::go_back_n, Arq::selective_repeat, Arq::tcp}) {
    for (const std::uint32_t window : {1U, 2U, 4U, 8U, 14U, 20U}) {
      BOOST_TEST_CONTEXT("rung " << static_cast<int>(rung) << ", window " << window) {
        transport::ConnectionConfig config = ladder_config({rung, window, seconds{5}});
        config.congestion = congestion::CongestionControl::none;
        config.mechanisms.delayed_ack = false;
        config.mechanisms.fast_retransmit = false;  // no probe of the tail: the window alone counts
        const LadderResult result = ladder_transfer(config, ladder_link(milliseconds{50}), 2000, 1);
        BOOST_TEST(result.intact);
        BOOST_TEST(result.client.retransmissions() == 0U);
        BOOST_TEST(result.utilisation == std::min(1.0, window * 8.0 / 108.0),
                   boost::test_tools::tolerance(0.005));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_receive_window_of_64_kib_tops_a_line_that_would_hold_125_kilobytes) {
  transport::ConnectionConfig config = ladder_config({});
  config.max_segment_bytes = 1452;
  config.congestion = congestion::CongestionControl::none;
  config.mechanisms.window_scale = false;
  link::LinkSettings link = ladder_link(milliseconds{50});
  link.forward.rate = BitRate::from_bits_per_s(10'000'000);
  const LadderResult result = ladder_transfer(config, link, 20'000, 1);
  BOOST_TEST(result.intact);
  // 65535 bytes a round trip; a round trip is 100 ms and the time the last segment of it takes.
  const double round_trip = 0.1 + 1500.0 * 8 / 10e6;
  BOOST_TEST(result.goodput_bits_per_s == 65'535 * 8 / round_trip,
             boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(stop_and_wait_pays_a_timeout_for_each_lost_segment_or_ack) {
  const transport::ConnectionConfig config =
      ladder_config({Arq::stop_and_wait, std::nullopt, milliseconds{300}});
  const LadderResult clean = ladder_transfer(config, ladder_link(milliseconds{50}), 1000, 1);
  BOOST_TEST(clean.goodput_bits_per_s == 74'074.0, boost::test_tools::tolerance(0.001));

  const LadderResult lossy =
      ladder_transfer(config, ladder_link(milliseconds{50}, 10, 10), 40'000, 2);
  BOOST_TEST(lossy.intact);
  const double failing = 1 - 0.9 * 0.9;
  const double expected = 8000 / (0.1 + 0.008 + 0.3 * failing / (1 - failing));
  BOOST_TEST(expected == 44'850.0, boost::test_tools::tolerance(0.001));
  BOOST_TEST(lossy.goodput_bits_per_s == expected, boost::test_tools::tolerance(two_percent / 100));
}

/// The formula assumes that a loss is noticed when the ACK would have come, so the timeout is one
/// round trip from when the segment begins to leave; that the window just fills the pipe; and that
/// 1 + 2a segments do: a whole number. Of 70,000 segments the standard deviation is 0.7 %.
BOOST_AUTO_TEST_CASE(go_back_n_loses_the_whole_pipe_with_each_segment) {
  constexpr Duration one_way = milliseconds{52};
  const double a = length_of_line(one_way);
  BOOST_REQUIRE(a == 6.5);
  const transport::ConnectionConfig config =
      ladder_config({Arq::go_back_n, 14, 2 * one_way + ladder_segment_time});
  for (const double percent : {1.0, 5.0, 10.0, 20.0}) {
    const LadderResult result = ladder_transfer(config, ladder_link(one_way, percent), 70'000, 3);
    const double lost = percent / 100;
    BOOST_TEST_CONTEXT(percent << " % lost") {
      BOOST_TEST(result.intact);
      BOOST_TEST(result.utilisation == (1 - lost) / (1 + 2 * a * lost),
                 boost::test_tools::tolerance(two_percent / 100));
    }
  }
}

/// At a = 6.25 the pipe holds 13.5 segments. A line sends whole ones, so 14 go again: the formula
/// with 14 for 1 + 2a is exact; the textbook's own is 2.2 % off at P = 10 %, 2.8 % at P = 20 %.
BOOST_AUTO_TEST_CASE(go_back_n_rounds_the_pipe_up_to_whole_segments) {
  constexpr Duration one_way = milliseconds{50};
  const double a = length_of_line(one_way);
  const double again = std::ceil(1 + 2 * a);
  const transport::ConnectionConfig config =
      ladder_config({Arq::go_back_n, 14, 2 * one_way + ladder_segment_time});
  constexpr std::array textbook{0.40, 0.229};
  std::size_t row = 0;
  for (const double percent : {10.0, 20.0}) {
    const LadderResult result = ladder_transfer(config, ladder_link(one_way, percent), 60'000, 4);
    const double lost = percent / 100;
    BOOST_TEST_CONTEXT(percent << " % lost") {
      BOOST_TEST(result.intact);
      BOOST_TEST(result.utilisation == (1 - lost) / (1 - lost + again * lost),
                 boost::test_tools::tolerance(two_percent / 100));
      BOOST_TEST(result.utilisation == textbook.at(row++), boost::test_tools::tolerance(0.05));
    }
  }
}

/// The formula assumes a window that no repetition of one segment ever stops.
BOOST_AUTO_TEST_CASE(selective_repeat_loses_nothing_but_the_segment) {
  constexpr Duration one_way = milliseconds{50};
  const transport::ConnectionConfig config =
      ladder_config({Arq::selective_repeat, 256, 2 * one_way + ladder_segment_time});
  for (const double percent : {0.0, 1.0, 5.0, 10.0, 20.0}) {
    const LadderResult result = ladder_transfer(config, ladder_link(one_way, percent), 30'000, 5);
    BOOST_TEST_CONTEXT(percent << " % lost") {
      BOOST_TEST(result.intact);
      BOOST_TEST(result.utilisation == 1 - percent / 100,
                 boost::test_tools::tolerance(two_percent / 100));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
