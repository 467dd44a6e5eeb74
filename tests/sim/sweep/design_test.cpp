#include "sim/sweep/design.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/sweep_samples.hpp"

using namespace acklab;

BOOST_AUTO_TEST_SUITE(design)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const sweep::Design design = samples::small_plan().design;
  const std::string text = write_design(design);
  const auto read = sweep::read_design(text);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(write_design(*read) == text);
  BOOST_TEST(run_count(*read) == 24U);
  BOOST_TEST(groups_of(*read).size() == 8U);
}

BOOST_AUTO_TEST_CASE(what_is_no_design_is_an_error) {
  const std::string text = write_design(samples::small_plan().design);
  for (std::string broken :
       {std::string{}, std::string{"{}"}, text.substr(1), text.substr(0, text.size() / 2)}) {
    BOOST_TEST(!sweep::read_design(broken).has_value(), broken);
  }
  std::string beyond = text;
  const std::size_t at = beyond.find("\"values\":[1,");
  BOOST_REQUIRE(at != std::string::npos);
  beyond.replace(at, 12, "\"values\":[9,");
  BOOST_TEST(!sweep::read_design(beyond).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
