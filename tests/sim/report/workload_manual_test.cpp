#include "sim/report/workload_manual.hpp"

#include <fstream>
#include <iterator>

#include <boost/test/unit_test.hpp>

using namespace acklab;

BOOST_AUTO_TEST_SUITE(workload_manual_suite)

BOOST_AUTO_TEST_CASE(the_manual_of_jobs_is_the_one_made_from_the_tables) {
  std::ifstream file{ACKLAB_SCENARIOS "/WORKLOADS.md"};
  const std::string committed{std::istreambuf_iterator<char>{file}, {}};
  BOOST_TEST(committed == report::workload_manual(),
             "scenarios/WORKLOADS.md differs from the tables: run ./dev generate");
}

BOOST_AUTO_TEST_SUITE_END()
