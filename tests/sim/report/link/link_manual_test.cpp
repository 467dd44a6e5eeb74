#include "sim/report/link/link_manual.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/link/read_link.hpp"

using namespace acklab;

BOOST_AUTO_TEST_SUITE(link_manual_suite)

BOOST_AUTO_TEST_CASE(the_manual_is_the_one_made_from_the_tables) {
  std::ifstream file{LINK_MANUAL};
  const std::string committed{std::istreambuf_iterator<char>{file}, {}};
  BOOST_TEST(committed == report::link_manual(),
             "scenarios/LINK.md differs from the tables: run ./dev generate");
}

BOOST_AUTO_TEST_CASE(every_example_in_the_manual_is_read) {
  std::istringstream lines{report::link_manual()};
  bool inside = false;
  int examples = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line == "```json" || line == "```") {
      inside = line == "```json";
    } else if (inside) {
      ++examples;
      const auto read = scenario::read_link_text(line, LINK_MANUAL);
      BOOST_TEST(read.has_value(), line << ": " << read.error().sentence);
    }
  }
  BOOST_TEST(examples > 10);
}

BOOST_AUTO_TEST_SUITE_END()
