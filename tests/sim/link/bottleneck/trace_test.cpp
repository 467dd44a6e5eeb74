#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

LinkSettings traced(std::vector<std::uint32_t> trace, bool repeat = true) {
  DirectionSettings settings;
  settings.rate = TraceRate{std::make_shared<const Trace>(std::move(trace)), "test.trace", repeat};
  return forward_only(settings);
}

struct Sent {
  double at_ms = 0;
  std::uint32_t ip_bytes = 1500;
};

/// When each came out, in milliseconds, in the order of sending; those that never do are left out.
std::vector<std::int64_t> milliseconds_out(const LinkSettings& settings,
                                           const std::vector<Sent>& sent) {
  Link link(settings, 1);
  std::vector<Release> releases;
  for (const Sent& packet : sent) {
    const Instant now =
        timeline_origin + Duration{static_cast<std::int64_t>(packet.at_ms * 1'000'000)};
    take_releases(link, now, releases);
    link.accept(now, Direction::forward, {{}, packet.ip_bytes, 0});
  }
  drain(link, releases);
  std::vector<std::int64_t> out;
  for (const Release& release : releases) {
    BOOST_TEST(release.index == out.size());
    out.push_back(release.due.time_since_epoch().count() / 1'000'000);
  }
  return out;
}

void check_ms(const std::vector<std::int64_t>& seen, const std::vector<std::int64_t>& expected) {
  BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

std::string trace_refusal(std::string_view text) {
  const auto trace = parse_trace(text);
  if (trace) return {};
  return std::to_string(trace.error().line) + ": " + trace.error().what;
}

BOOST_AUTO_TEST_SUITE(trace_line)

BOOST_AUTO_TEST_CASE(each_full_packet_takes_an_opportunity_and_the_trace_begins_anew_at_its_end) {
  check_ms(milliseconds_out(traced({1, 3, 3, 10}), {{}, {}, {}, {}, {}, {}}),
           {1, 3, 3, 10, 11, 13});
}

BOOST_AUTO_TEST_CASE(opportunities_that_nobody_waits_for_are_lost) {
  check_ms(milliseconds_out(traced({1, 2, 3, 10}), {{0}, {2.5}, {2.5}, {9}, {9}}),
           {1, 3, 10, 11, 12});
}

BOOST_AUTO_TEST_CASE(an_opportunity_serves_who_came_before_it) {
  check_ms(milliseconds_out(traced({5, 6, 20}), {{0}, {5}, {5.999999}}), {5, 6, 20});
}

BOOST_AUTO_TEST_CASE(small_packets_share_an_opportunity) {
  // 44 bytes each as mahimahi counts: 34 make 1496, the next has 8 there and 36 in the other.
  std::vector<Sent> acks(40, Sent{0, 40});
  std::vector<std::int64_t> expected(34, 5);
  expected.insert(expected.end(), 6, 6);
  check_ms(milliseconds_out(traced({5, 6}), acks), expected);
}

BOOST_AUTO_TEST_CASE(what_is_left_of_an_opportunity_is_not_for_those_who_come_later) {
  check_ms(milliseconds_out(traced({5, 6}), {{0, 40}, {5.5, 40}}), {5, 6});
}

BOOST_AUTO_TEST_CASE(what_is_left_of_a_packet_goes_on_in_the_next_opportunity) {
  // 3004 = 1504 + 1500; the next has 4 bytes in the second opportunity and 1500 in the third.
  check_ms(milliseconds_out(traced({1, 4, 9, 30}), {{0, 3000}, {0, 1500}, {0, 1}}), {4, 9, 30});
  check_ms(milliseconds_out(traced({1, 4, 9, 30}), {{0, 3000}, {0, 1500}, {4, 1500}, {9, 1}}),
           {4, 9, 30, 31});
}

BOOST_AUTO_TEST_CASE(an_opportunity_at_the_very_beginning_comes_before_the_first_packet) {
  check_ms(milliseconds_out(traced({0, 5}), {{}, {}, {}, {}}), {5, 5, 10, 10});
}

BOOST_AUTO_TEST_CASE(after_the_end_of_a_trace_that_does_not_repeat_nothing_is_delivered) {
  Link link(traced({1, 2}, false), 1);
  for (int i = 0; i < 4; ++i) link.accept(timeline_origin, Direction::forward, {{}, 1500, 0});
  std::vector<Release> releases;
  drain(link, releases);
  BOOST_TEST(releases.size() == 2U);
  BOOST_TEST(link.in_flight(Direction::forward) == 2U);
  BOOST_TEST(!link.next_timeout().has_value());
}

BOOST_AUTO_TEST_CASE(time_counts_from_the_first_packet_in_either_direction) {
  Link link(traced({4}), 1);
  const Instant begin = timeline_origin + microseconds(7300);
  link.accept(begin, Direction::reverse, {{}, 40, 0});
  link.accept(begin + milliseconds(1), Direction::forward, {{}, 1500, 0});
  std::vector<Release> releases;
  drain(link, releases);
  BOOST_TEST((releases.back().due == begin + milliseconds(4)));
}

BOOST_AUTO_TEST_CASE(a_constant_trace_carries_its_rate) {
  DirectionSettings settings = traced({1}).forward;  // 12 Mbit/s
  settings.queue = QueueLimit::bytes(30'000);
  Link link(forward_only(settings), 1);
  std::vector<Release> releases;
  for (int i = 0; i < 20'000; ++i) {
    const Instant now = timeline_origin + microseconds(750) * i;  // 16 Mbit/s for 15 s
    take_releases(link, now, releases);
    link.accept(now, Direction::forward, {{}, 1500, 0});
  }
  take_releases(link, timeline_origin + std::chrono::seconds(15), releases);
  BOOST_TEST(link.counters(Direction::forward).delivered == 15'000U);
  BOOST_TEST(link.counters(Direction::forward).max_queue_bytes == 30'000U);
}

BOOST_AUTO_TEST_CASE(it_agrees_with_mahimahi_step_by_step) {
  // mm-link in its own terms: each opportunity as it comes, the queue, the packet in transit.
  const std::vector<std::uint32_t> trace{2, 2, 3, 7, 7, 7, 8, 20, 21, 25};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const RandomStream random(seed, "mahimahi test");
    std::vector<Sent> sent;
    double now = 0;
    for (std::uint64_t i = 0; i < 400; ++i) {
      if (i > 0) now += static_cast<double>(random.below(6000, i)) / 1000;
      sent.push_back({now, static_cast<std::uint32_t>(
                               random.below(3, i, 1) == 0 ? 1500 : 20 + random.below(1481, i, 2))});
    }
    std::vector<std::int64_t> expected;
    std::size_t next = 0;
    std::uint32_t in_transit = 0;
    for (std::uint64_t k = 0; expected.size() < sent.size(); ++k) {
      const auto at =
          static_cast<std::int64_t>(k / trace.size() * trace.back() + trace[k % trace.size()]);
      std::uint32_t left = 1504;
      while (left > 0) {
        if (in_transit == 0) {
          if (next == sent.size() || sent[next].at_ms >= static_cast<double>(at)) break;
          in_transit = sent[next++].ip_bytes + 4;
        }
        const std::uint32_t used = std::min(left, in_transit);
        left -= used;
        in_transit -= used;
        if (in_transit == 0) expected.push_back(at);
      }
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      check_ms(milliseconds_out(traced(trace), sent), expected);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(trace_file)

BOOST_AUTO_TEST_CASE(a_trace_written_and_read_back_is_the_same) {
  const Trace trace{{0, 0, 1, 5, 5, 1'000'000'000}};
  const auto read = parse_trace(format_trace(trace));
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST((*read == trace));
  BOOST_TEST((parse_trace("1\n2")->milliseconds() == std::vector<std::uint32_t>{1, 2}));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_line) {
  BOOST_TEST(trace_refusal("1\nx\n") == "2: expected a whole number of milliseconds, found \"x\"");
  BOOST_TEST(trace_refusal("1\n-2\n") ==
             "2: expected a whole number of milliseconds, found \"-2\"");
  BOOST_TEST(trace_refusal("1.5\n") == "1: expected a whole number of milliseconds, found \"1.5\"");
  BOOST_TEST(trace_refusal(" 1\n") == "1: expected a whole number of milliseconds, found \" 1\"");
  BOOST_TEST(trace_refusal("1\r\n") ==
             "1: the line ends in a carriage return; lines end in a line feed only");
  BOOST_TEST(trace_refusal("1\n\n2\n") == "2: the line is empty");
  BOOST_TEST(trace_refusal("5\n4\n") == "2: the time goes backwards, from 5 to 4 milliseconds");
  BOOST_TEST(trace_refusal("1000000001\n") ==
             "1: expected at most 1000000000 milliseconds, found \"1000000001\"");
  BOOST_TEST(trace_refusal("99999999999999999999\n") ==
             "1: expected at most 1000000000 milliseconds, found \"99999999999999999999\"");
  BOOST_TEST(trace_refusal("\x1b[2J\n") ==
             "1: expected a whole number of milliseconds, found \"?[2J\"");
  BOOST_TEST(trace_refusal("").starts_with("0: the trace is empty"));
  BOOST_TEST(trace_refusal("0\n0\n").starts_with("2: the trace ends at millisecond 0"));
}

BOOST_AUTO_TEST_CASE(a_trace_has_so_many_lines_and_no_more) {
  std::string text;
  text.reserve(2 * max_trace_opportunities + 4);
  for (std::size_t i = 0; i < max_trace_opportunities; ++i) text += "7\n";
  BOOST_TEST(parse_trace(text).has_value());
  BOOST_TEST(trace_refusal(text + "7\n") == "10000001: a trace has at most 10000000 lines");
}

BOOST_AUTO_TEST_CASE(opportunities_are_counted_and_found_as_they_come) {
  const Trace trace{{0, 2, 2, 5}};
  std::uint64_t seen = 0;
  for (std::int64_t ms = 0; ms < 40; ++ms) {
    while (*trace.at(seen, true) <= milliseconds(ms)) ++seen;
    BOOST_TEST(trace.opportunities_within(milliseconds(ms), true) == seen, ms);
    BOOST_TEST(trace.opportunities_within(milliseconds(ms + 1) - Duration{1}, true) == seen, ms);
  }
  BOOST_TEST(trace.opportunities_within(milliseconds(39), false) == 4U);
  BOOST_TEST(trace.opportunities_within(Duration{-1}, true) == 0U);
  BOOST_TEST(!trace.at(4, false).has_value());
  BOOST_TEST(!trace.at(UINT64_MAX, true).has_value());
  BOOST_TEST(trace.mean_rate().bits_per_s() == 9'600'000);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
