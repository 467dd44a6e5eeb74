#include "sim/retell/ladder.hpp"

#include <sstream>

#include <boost/test/unit_test.hpp>

#include "sim/report/display_text.hpp"
#include "tests/support/retell_traces.hpp"

using namespace acklab;
using namespace acklab::retell;
using namespace acklab::testing;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream{text};
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

const report::TableStyle plain{.columns = 80, .colour = false, .utf8 = false, .language = "en"};

}  // namespace

BOOST_AUTO_TEST_SUITE(ladder)

BOOST_AUTO_TEST_CASE(every_packet_is_a_line_with_its_instant_at_each_side) {
  const auto lines = lines_of(ladder_text(traced_repair(), {}, plain));
  BOOST_REQUIRE(lines.size() == 10U);
  BOOST_TEST(lines[2].starts_with("       0.000 SYN "));
  BOOST_TEST(
      lines[2].ends_with("> "
                         "      10.000"));
  BOOST_TEST(lines[3].starts_with("      20.000 <--"));  // what comes back arrives at the left
  BOOST_TEST(lines[3].ends_with("SYN ACK       10.000"));
  BOOST_TEST(lines[4].find("1-1000") != std::string::npos);
  BOOST_TEST(lines[7].find("ACK 1001") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_lost_ends_in_a_cross_with_its_cause_and_no_arrival) {
  const auto lines = lines_of(ladder_text(traced_repair(), {}, plain));
  BOOST_TEST(lines[5].find("X loss") != std::string::npos);
  BOOST_TEST(lines[5].find('>') == std::string::npos);
  BOOST_TEST(lines[5].ends_with("X loss"));
}

BOOST_AUTO_TEST_CASE(what_was_sent_again_says_why_and_whether_it_had_to_be) {
  const auto lines = lines_of(ladder_text(traced_repair(), {}, plain));
  BOOST_TEST(lines[8].find("fast retransmit, needed") != std::string::npos, lines[8]);
}

BOOST_AUTO_TEST_CASE(textbook_rungs_are_told_in_segments) {
  RunTrace trace = traced_repair();
  trace.counts_segments = true;
  const auto lines = lines_of(ladder_text(trace, {}, plain));
  BOOST_TEST(lines[5].find("segment 1001 ") != std::string::npos, lines[5]);
}

BOOST_AUTO_TEST_CASE(an_acknowledgment_says_what_came_behind_the_hole) {
  RunTrace trace = traced_repair();
  trace.packets[5].sack = {{2001, 3001}};
  BOOST_TEST(ladder_text(trace, {}, plain).find(" ACK 1001 SACK 2001-3000 ") != std::string::npos,
             ladder_text(trace, {}, plain));
  trace.packets[5].sack.emplace_back(4001, 5001);
  BOOST_TEST(ladder_text(trace, {}, plain).find(" ACK 1001 SACK 2001-3000 +1 ") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_the_terminal_in_any_language) {
  RunTrace trace = traced_repair();
  trace.has_several_connections = true;
  trace.packets[4].damaged = true;
  trace.packets[4].copy = 1;
  trace.packets[3].cause = "zero_window_probe";
  trace.packets[3].needless = true;
  trace.packets[5].sack = {{3'000'000'000'000, 4'000'000'000'000}, {1, 2}};
  trace.packets[6].sent_ns = 86'400'000'000'000;
  trace.packets[6].sequence = 4'000'000'000'000;
  for (const unsigned columns : {60U, 80U, 120U}) {
    for (const std::string language : {"en", "zh"}) {
      for (const bool utf8 : {false, true}) {
        const report::TableStyle style{columns, false, utf8, language};
        for (const std::string& line : lines_of(ladder_text(trace, {}, style))) {
          BOOST_TEST(report::display_width(line) <= columns, line);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_part_says_where_to_go_on) {
  const auto lines =
      lines_of(ladder_text(traced_repair(), {std::chrono::milliseconds{21}, 2}, plain));
  BOOST_REQUIRE(lines.size() == 5U);
  BOOST_TEST(lines[2].find("1001-2000") != std::string::npos);
  BOOST_TEST(lines[3].find("2001-3000") != std::string::npos);
  BOOST_TEST(lines[4] == "2 of 7 packets; go on with --from 32.000ms.");
}

BOOST_AUTO_TEST_CASE(beyond_the_end_there_is_nothing) {
  const auto lines = lines_of(ladder_text(traced_repair(), {std::chrono::seconds{1}, 2}, plain));
  BOOST_TEST(lines.back() == "No packet was sent at or after that.");
}

BOOST_AUTO_TEST_SUITE_END()
