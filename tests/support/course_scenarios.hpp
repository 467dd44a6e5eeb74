#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/run/batch.hpp"
#include "sim/scenario/scenario.hpp"

// What the tests of the course share.
namespace acklab::test {

struct CourseScenario {
  std::string place;  // "reliability/01-stop-and-wait"
  scenario::Scenario scenario;
  std::string error;  // why it could not be read; empty: it could
};

/// Every scenario below the folder: those beside the course's folders, and those in them.
[[nodiscard]] std::vector<CourseScenario> course_scenarios(const std::string& folder);

/// A test case for each, called after its place ("reliability_01_stop_and_wait").
void add_course_cases(const std::vector<CourseScenario>& scenarios, const char* file,
                      std::size_t line, const std::function<void(const CourseScenario&)>& test);

/// Leaves only the contenders that `keep` wants, and what is expected of them.
void keep_contenders(scenario::Scenario& scenario,
                     const std::function<bool(const contender::Spec&)>& keep);

}  // namespace acklab::test
