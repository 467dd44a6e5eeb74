#include <filesystem>

#include <boost/test/unit_test.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab;
using namespace acklab::end_to_end;

namespace {

/// The scenarios of the course and those beside its folders.
std::vector<std::string> shipped() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{SCENARIOS}) {
    const std::string name = entry.path().string();
    const std::string folder = entry.path().parent_path().filename().string();
    const bool other = folder == "links" || folder == "schema" || folder == "sweeps";
    if (name.ends_with(".json") && !other) files.push_back(name);
  }
  BOOST_REQUIRE(files.size() >= 3U);
  return files;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shipped_scenarios)

BOOST_AUTO_TEST_CASE(each_is_right_for_acklab_and_for_an_independent_validator) {
  const Laboratory lab;
  lab.write("schema.json", lab.acklab({"schema", "scenario"}).output);
  for (const std::string& file : shipped()) {
    const auto checked = lab.acklab({"check", file});
    BOOST_TEST(checked.exit_code == 0, checked.errors);
    const auto valid =
        cli_process::run_command({PYTHON, VALIDATOR, (lab.path() / "schema.json").string(), file});
    BOOST_TEST(valid.exit_code == 0, valid.errors);
  }
}

BOOST_AUTO_TEST_CASE(each_sweep_is_right_for_acklab_and_for_an_independent_validator) {
  const Laboratory lab;
  lab.write("schema.json", lab.acklab({"schema", "scenario"}).output);
  std::size_t sweeps = 0;
  for (const auto& entry : std::filesystem::directory_iterator{SCENARIOS "/sweeps"}) {
    const std::string file = entry.path().string();
    if (!file.ends_with(".json")) continue;
    ++sweeps;
    const auto checked = lab.acklab({"check", file});
    BOOST_TEST(checked.exit_code == 0, checked.errors);
    const auto valid =
        cli_process::run_command({PYTHON, VALIDATOR, (lab.path() / "schema.json").string(), file});
    BOOST_TEST(valid.exit_code == 0, valid.errors);
  }
  BOOST_TEST(sweeps >= 1U);
}

BOOST_AUTO_TEST_CASE(each_runs_in_virtual_time_with_a_valid_report) {
  for (const std::string& file : shipped()) {
    const Laboratory lab;
    const auto finished =
        lab.acklab({"run", file, "--path", "simulated", "--repeat", "1", "-o", "report.json"});
    BOOST_TEST_CONTEXT(finished.output << finished.errors) {
      BOOST_TEST((finished.exit_code == 0 || finished.exit_code == 1));
    }
    check_width(finished.output);
    lab.check_report_is_valid("report.json");
  }
}

BOOST_AUTO_TEST_SUITE_END()
