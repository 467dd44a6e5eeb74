#include "tests/support/course_scenarios.hpp"

#include <algorithm>
#include <filesystem>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/read_scenario.hpp"

namespace acklab::test {
namespace {

namespace fs = std::filesystem;

bool holds_scenarios(const fs::path& folder) {
  for (const char* other : {"links", "schema", "sweeps"}) {
    if (folder.filename() == other) return false;
  }
  return true;
}

void add_from(const fs::path& folder, const std::string& prefix,
              std::vector<CourseScenario>& into) {
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().extension() != ".json") continue;
    CourseScenario found;
    found.place = prefix + entry.path().stem().string();
    auto read = scenario::read_scenario_file(entry.path().string());
    if (read) {
      found.scenario = std::move(*read);
    } else {
      found.error = read.error().sentence;
    }
    into.push_back(std::move(found));
  }
}

}  // namespace

std::vector<CourseScenario> course_scenarios(const std::string& folder) {
  std::vector<CourseScenario> found;
  add_from(folder, "", found);
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (!entry.is_directory() || !holds_scenarios(entry.path())) continue;
    add_from(entry.path(), entry.path().filename().string() + "/", found);
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.place < b.place; });
  return found;
}

void add_course_cases(const std::vector<CourseScenario>& scenarios, const char* file,
                      std::size_t line, const std::function<void(const CourseScenario&)>& test) {
  for (const CourseScenario& one : scenarios) {
    std::string name = one.place;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '/' || c == '-'; }, '_');
    boost::unit_test::framework::current_auto_test_suite().add(
        boost::unit_test::make_test_case([one, test] { test(one); }, name, file, line));
  }
}

void keep_contenders(scenario::Scenario& scenario,
                     const std::function<bool(const contender::Spec&)>& keep) {
  std::erase_if(scenario.contenders, [&](const auto& spec) { return !keep(spec); });
  const auto is_gone = [&](const auto& claim) {
    return std::none_of(scenario.contenders.begin(), scenario.contenders.end(),
                        [&](const auto& spec) { return spec.name == claim.contender; });
  };
  std::erase_if(scenario.expectations, is_gone);
  std::erase_if(scenario.theory, is_gone);
}

}  // namespace acklab::test
