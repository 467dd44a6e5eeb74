#include "sim/sweep/design.hpp"

#include <set>

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

BOOST_AUTO_TEST_CASE(every_repetition_has_every_group_once_and_shards_meet_all_of_them) {
  constexpr std::uint64_t groups = 8;
  for (std::uint64_t repetition = 0; repetition < 9; ++repetition) {
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < groups; ++i) {
      const auto place = sweep::place_of_run(repetition * groups + i, groups);
      BOOST_TEST(place.repetition == repetition);
      seen.insert(place.group);
    }
    BOOST_TEST(seen.size() == groups);
  }
  for (std::uint64_t part = 0; part < 4; ++part) {
    std::set<std::uint64_t> seen;
    for (std::uint64_t run = part; run < 8 * groups; run += 4) {
      seen.insert(sweep::place_of_run(run, groups).group);
    }
    BOOST_TEST(seen.size() == groups, "part " << part);
  }
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
