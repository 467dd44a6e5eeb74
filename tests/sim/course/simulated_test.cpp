// Every scenario of the course in virtual time: what its author expects must be measured. To repeat
// one alone: test_sim_course --run_test=reliability_01_stop_and_wait
#include <boost/test/unit_test.hpp>

#include "sim/report/report.hpp"
#include "sim/run/batch.hpp"
#include "sim/scenario/needs.hpp"
#include "tests/support/course_scenarios.hpp"
#include "tests/support/retell_shown.hpp"

using namespace acklab;

namespace {

/// Only on real paths does this scenario mean anything; the tests on TUN run it.
bool asks_for_a_real_path(const scenario::Scenario& scenario) {
  const scenario::Needs needs = scenario::needs_of(scenario);
  return needs.tun || needs.sockets;
}

void run_simulated(const test::CourseScenario& lesson) {
  BOOST_TEST_REQUIRE(lesson.error.empty(), lesson.error);
  scenario::Scenario scenario = lesson.scenario;
  if (asks_for_a_real_path(scenario)) {
    BOOST_TEST_MESSAGE("not in virtual time: its path is real");
    BOOST_TEST(true);
    return;
  }
  test::keep_contenders(scenario, scenario::can_run_in_virtual_time);
  BOOST_TEST(true);  // a lesson for the kernel alone has nothing to judge here
  if (scenario.contenders.empty()) return;
  scenario.path = path::PathChoice::simulated;
  const run::BatchResult batch = run::run_batch(scenario, {});
  acklab::testing::check_shown_again(batch);
  for (const run::ExpectationResult& result : batch.expectations) {
    BOOST_TEST((result.verdict == run::Verdict::holds),
               lesson.place << ": " << result.expectation.contender << " "
                            << result.expectation.metric << " is "
                            << (result.measured ? std::to_string(*result.measured) : "nothing")
                            << "\n"
                            << report::to_table(batch, {}));
  }
  for (const run::TheoryResult& result : batch.theory) {
    BOOST_TEST(!report::is_broken(batch, result), lesson.place << ": " << result.line.contender
                                                               << " " << result.line.formula->name
                                                               << "\n"
                                                               << report::to_table(batch, {}));
  }
}

const bool added = [] {
  test::add_course_cases(test::course_scenarios(SCENARIOS), __FILE__, __LINE__, run_simulated);
  return true;
}();

}  // namespace

BOOST_AUTO_TEST_CASE(the_course_was_found) {
  BOOST_TEST(added);
  BOOST_TEST(test::course_scenarios(SCENARIOS).size() >= 16U);
}
