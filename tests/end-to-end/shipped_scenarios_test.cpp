#include <filesystem>

#include <boost/test/unit_test.hpp>

#include "tests/end-to-end/laboratory.hpp"
#include "tests/support/effort.hpp"

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
  std::vector<std::string> check{"check"};
  std::vector<std::string> validate{PYTHON, VALIDATOR, (lab.path() / "schema.json").string()};
  for (const std::string& file : shipped()) {
    check.push_back(file);
    validate.push_back(file);
  }
  const auto checked = lab.acklab(check);
  BOOST_TEST(checked.exit_code == 0, checked.errors);
  check_width(checked.output);
  const auto valid = cli_process::run_command(validate);
  BOOST_TEST(valid.exit_code == 0, valid.errors);
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
  const Laboratory lab;
  cli_process::Settings settings;
  settings.environment = {{"ACKLAB_SCENARIOS", SCENARIOS}};
  const auto finished =
      lab.acklab({"run", "--all", "--path", "simulated", "--repeat", "1"}, settings);
  BOOST_TEST_CONTEXT(finished.output << finished.errors) {
    BOOST_TEST((finished.exit_code == 0 || finished.exit_code == 1));
    BOOST_TEST(finished.errors == "");
  }
  check_width(finished.output);
  lab.write("report", lab.acklab({"schema", "report"}).output);
  lab.write("scenario", lab.acklab({"schema", "scenario"}).output);
  std::vector<std::string> validate{PYTHON, VALIDATOR, (lab.path() / "report").string()};
  for (const auto& entry : std::filesystem::directory_iterator{lab.path() / "results"}) {
    validate.push_back(entry.path().string());
  }
  BOOST_TEST(validate.size() - 3U == shipped().size());
  validate.insert(validate.end(), {"--scenario-schema", (lab.path() / "scenario").string()});
  const auto valid = cli_process::run_command(validate);
  BOOST_TEST(valid.exit_code == 0, valid.errors);
}

BOOST_AUTO_TEST_CASE(each_is_told_in_80_columns_in_every_language) {
  const Laboratory lab;
  std::vector<std::string> told = shipped();
  // All of them run once more in the case above.
  if (effort::is_sanitized) told.resize(5);
  for (const std::string& file : told) {
    for (const char* language : {"en", "zh"}) {
      const auto finished = lab.acklab({"run", file, "--path", "simulated", "--repeat", "1",
                                        "--lang", language, "-o", "report.json"});
      BOOST_TEST_CONTEXT(file << " in " << language) {
        BOOST_TEST(finished.errors == "");
        check_width(finished.output);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
