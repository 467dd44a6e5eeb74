#include "tests/end-to-end/laboratory.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "sim/report/display_text.hpp"

namespace acklab::end_to_end {

namespace fs = std::filesystem;

void Laboratory::write(const std::string& file, std::string_view text) const {
  fs::create_directories((path() / file).parent_path());
  std::ofstream{path() / file, std::ios::binary} << text;
}

std::string Laboratory::read(const std::string& file) const {
  std::ifstream stream{path() / file, std::ios::binary};
  BOOST_REQUIRE_MESSAGE(stream.good(), "there is no " << file);
  return {std::istreambuf_iterator<char>{stream}, {}};
}

bool Laboratory::has(const std::string& file) const {
  return fs::exists(path() / file);
}

std::vector<std::string> Laboratory::entries() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator{path()}) {
    names.push_back(fs::relative(entry.path(), path()).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> Laboratory::words(const std::vector<std::string>& arguments) {
  std::vector<std::string> all{ACKLAB_PROGRAM};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return all;
}

cli_process::Finished Laboratory::acklab(const std::vector<std::string>& arguments,
                                         cli_process::Settings settings) const {
  settings.folder = path();
  return cli_process::run_command(words(arguments), settings);
}

void Laboratory::check_report_is_valid(const std::string& file) const {
  const samples::Folder schemas;
  for (const char* what : {"report", "scenario"}) {
    const auto schema = acklab({"schema", what});
    BOOST_REQUIRE(schema.exit_code == 0);
    std::ofstream{schemas.path() / what, std::ios::binary} << schema.output;
  }
  const auto verdict = cli_process::run_command(
      {PYTHON, VALIDATOR, (schemas.path() / "report").string(), (path() / file).string(),
       "--scenario-schema", (schemas.path() / "scenario").string()});
  BOOST_TEST(verdict.exit_code == 0, file << ": " << verdict.errors);
}

void check_width(const std::string& text) {
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    BOOST_TEST(report::display_width(line) <= 80U, "too wide: " << line);
  }
}

void check_is_one_sentence(const std::string& text) {
  BOOST_TEST(text.starts_with("acklab: "), text);
  BOOST_TEST((text.ends_with(".\n") || text.ends_with("?\n")), text);
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 1, text);
}

}  // namespace acklab::end_to_end
