#include "sim/report/grid.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/report/display_text.hpp"

using namespace acklab::report;

BOOST_AUTO_TEST_SUITE(grid)

BOOST_AUTO_TEST_CASE(columns_are_as_wide_as_their_widest_cell) {
  Grid grid{{{"", "name"}, {"over-", "head"}}};
  grid.add_row({"udp", "3.1 %"});
  grid.add_row({"kernel-tcp", "12 %"});
  const std::vector<std::string> expected{"           over-", "name        head",
                                          "udp        3.1 %", "kernel-tcp  12 %"};
  const std::vector<std::string> lines = grid.lines(16, "…");
  BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(room_left_over_spreads_the_columns) {
  Grid grid{{{"", "name"}, {"", "a"}, {"", "b"}}};
  grid.add_row({"udp", "1", "2"});
  BOOST_TEST(grid.lines(80, "…").back() == "udp   1  2");
  BOOST_TEST(grid.lines(9, "…").back() == "udp   1 2");
}

BOOST_AUTO_TEST_CASE(a_long_name_is_cut_before_numbers_are) {
  Grid grid{{{"", "name"}, {"", "count"}}};
  grid.add_row({"a-contender-with-a-very-long-name", "123456"});
  const std::vector<std::string> lines = grid.lines(20, "…");
  BOOST_TEST(lines.back() == "a-contender-… 123456");
}

BOOST_AUTO_TEST_CASE(no_line_is_ever_wider_than_asked_for) {
  Grid grid{{{"", "name"}, {"", "a"}, {"", "b"}}};
  grid.add_row({"name", std::string(30, '1'), std::string(30, '2')});
  for (const std::string& line : grid.lines(40, "…")) BOOST_TEST(display_width(line) <= 40U);
}

BOOST_AUTO_TEST_SUITE_END()
