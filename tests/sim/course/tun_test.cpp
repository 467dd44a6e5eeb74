// What of the course needs the kernel or a real path, on TUN hosts: causes and counts, never
// stopwatches. To repeat one alone: test_sim_course_tun --run_test=timers_04_lost_syn
#include <iostream>
#include <optional>

#include <boost/test/unit_test.hpp>

#include "sim/path/path_choice.hpp"
#include "sim/report/report.hpp"
#include "sim/run/batch.hpp"
#include "sim/scenario/needs.hpp"
#include "tests/support/course_scenarios.hpp"
#include "tests/support/effort.hpp"
#include "tests/support/retell_shown.hpp"

using namespace acklab;

namespace {

/// Nothing when this machine has TUN hosts.
const std::optional<path::PathError>& obstacle() {
  static const std::optional<path::PathError> found = path::try_tun();
  return found;
}

enum class Grows { with_time, against_time, apart_from_time };

/// How a metric depends on how busy the machine is.
Grows growth_of(std::string_view metric) {
  if (metric.starts_with("timing.") || metric.ends_with("_ms")) return Grows::with_time;
  if (metric.starts_with("goodput") || metric == "share_of_limit" ||
      metric.ends_with("bits_per_s")) {
    return Grows::against_time;
  }
  return Grows::apart_from_time;
}

/// Whether no stopwatch decides this. A busy machine makes all slower: then a lower bound on a time
/// and an upper bound on a rate still hold.
bool is_no_stopwatch(const scenario::Expectation& expectation) {
  switch (growth_of(expectation.metric)) {
    case Grows::with_time:
      return std::holds_alternative<scenario::AtLeast>(expectation.condition);
    case Grows::against_time:
      return std::holds_alternative<scenario::AtMost>(expectation.condition);
    case Grows::apart_from_time:
      return true;
  }
  return true;
}

void run_on_tun(const test::CourseScenario& lesson) {
  BOOST_TEST_REQUIRE(lesson.error.empty(), lesson.error);
  if (obstacle()) {
    std::cout << "not run: " << lesson.place << ": " << obstacle()->reason << "\n";
    BOOST_TEST(true);
    return;
  }
  scenario::Scenario scenario = lesson.scenario;
  // Where nobody asked for a real path, the others were judged in virtual time.
  const scenario::Needs needs = scenario::needs_of(scenario);
  if (!needs.tun && !needs.sockets) {
    test::keep_contenders(
        scenario, [](const auto& spec) { return !scenario::can_run_in_virtual_time(spec); });
    scenario.path = path::PathChoice::tun;
  }
  scenario.repeat = 1;
  std::erase_if(scenario.expectations, [](const auto& e) { return !is_no_stopwatch(e); });
  std::erase_if(scenario.theory,
                [](const auto& line) { return growth_of(line.metric) != Grows::apart_from_time; });
  const run::BatchResult batch = run::run_batch(scenario, {});
  acklab::testing::check_shown_again(batch);
  BOOST_TEST(!batch.contenders.empty());
  for (const run::ExpectationResult& result : batch.expectations) {
    BOOST_TEST((result.verdict == run::Verdict::holds),
               lesson.place << ": " << result.expectation.contender << " "
                            << result.expectation.metric << "\n"
                            << report::to_table(batch, {}));
  }
  for (const run::TheoryResult& result : batch.theory) {
    BOOST_TEST(!report::is_broken(batch, result), lesson.place << ": " << result.line.contender
                                                               << " " << result.line.formula->name
                                                               << "\n"
                                                               << report::to_table(batch, {}));
  }
}

/// Long transfers in real time show a sanitizer nothing that short ones do not.
bool is_too_long(const scenario::Scenario& scenario) {
  constexpr Duration longest = std::chrono::seconds{20};
  return effort::is_sanitized && scenario.duration_estimate.value_or(Duration{}) > longest;
}

std::vector<test::CourseScenario> those_that_need_more() {
  std::vector<test::CourseScenario> scenarios = test::course_scenarios(SCENARIOS);
  std::erase_if(scenarios, [](const test::CourseScenario& lesson) {
    const scenario::Needs needs = scenario::needs_of(lesson.scenario);
    const bool needs_more = needs.kernel_tcp || needs.tun || needs.sockets;
    return lesson.error.empty() && (!needs_more || is_too_long(lesson.scenario));
  });
  return scenarios;
}

const bool added = [] {
  test::add_course_cases(those_that_need_more(), __FILE__, __LINE__, run_on_tun);
  return true;
}();

}  // namespace

BOOST_AUTO_TEST_CASE(some_of_the_course_needs_the_kernel) {
  BOOST_TEST(added);
  BOOST_TEST(!those_that_need_more().empty());
}
