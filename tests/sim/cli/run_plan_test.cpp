#include "sim/cli/run_plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;

namespace {

scenario::Scenario sample_scenario() {
  scenario::Scenario scenario;
  scenario.name = "sample";
  for (const char* name : {"udp", "reliable-udp", "kernel-tcp"}) {
    contender::Spec spec;
    spec.name = name;
    scenario.contenders.push_back(spec);
    scenario::Expectation expectation;
    expectation.contender = name;
    expectation.metric = "integrity.intact";
    expectation.condition = scenario::Equals{true};
    scenario.expectations.push_back(expectation);
  }
  return scenario;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run_plan)

BOOST_AUTO_TEST_CASE(options_come_before_what_the_scenario_says) {
  cli::RunOptions options;
  options.seed = 99;
  options.repeat = 4;
  options.path = path::PathChoice::simulated;
  const auto scenario = cli::with_options(sample_scenario(), options);
  BOOST_REQUIRE(scenario.has_value());
  BOOST_TEST(scenario->seed == 99U);
  BOOST_TEST(scenario->repeat == 4U);
  BOOST_TEST((scenario->path == path::PathChoice::simulated));
}

BOOST_AUTO_TEST_CASE(only_keeps_one_contender_and_what_is_expected_of_it) {
  cli::RunOptions options;
  options.only = "reliable-udp";
  const auto scenario = cli::with_options(sample_scenario(), options);
  BOOST_REQUIRE(scenario.has_value());
  BOOST_REQUIRE(scenario->contenders.size() == 1U);
  BOOST_TEST(scenario->contenders[0].name == "reliable-udp");
  BOOST_REQUIRE(scenario->expectations.size() == 1U);
  BOOST_TEST(scenario->expectations[0].contender == "reliable-udp");
}

BOOST_AUTO_TEST_CASE(only_an_unknown_contender_is_refused_with_the_nearest) {
  cli::RunOptions options;
  options.only = "kernel-tpc";
  const auto scenario = cli::with_options(sample_scenario(), options);
  BOOST_REQUIRE(!scenario.has_value());
  BOOST_TEST(scenario.error().find("Did you mean 'kernel-tcp'?") != std::string::npos);
  BOOST_TEST(scenario.error().find("udp, reliable-udp, kernel-tcp") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_file_that_is_wrong_is_told) {
  cli::RunOptions options;
  options.files = {"/nowhere/a.json", "/nowhere/b.json"};
  const auto plan = cli::plan_runs(options);
  BOOST_REQUIRE(!plan.has_value());
  BOOST_TEST(plan.error().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
