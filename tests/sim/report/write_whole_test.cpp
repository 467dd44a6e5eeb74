#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/test/unit_test.hpp>

#include "sim/report/report.hpp"
#include "tests/support/report_folder.hpp"

using namespace acklab;

namespace {

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

void check_is_one_sentence(const std::string& text) {
  BOOST_TEST(text.ends_with("."));
  BOOST_TEST(text.find('\n') == std::string::npos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(write_whole)

BOOST_AUTO_TEST_CASE(the_file_holds_the_text_and_nothing_lies_beside_it) {
  const samples::Folder folder;
  const std::string text(300'000, 'x');
  BOOST_REQUIRE(report::write_whole((folder.path() / "report.json").string(), text).has_value());
  BOOST_TEST((content_of(folder.path() / "report.json") == text));
  BOOST_TEST(folder.entries() == 1U);
}

BOOST_AUTO_TEST_CASE(an_older_file_is_replaced) {
  const samples::Folder folder;
  const std::string file = (folder.path() / "report.json").string();
  BOOST_REQUIRE(report::write_whole(file, "a long older text").has_value());
  BOOST_REQUIRE(report::write_whole(file, "new").has_value());
  BOOST_TEST(content_of(file) == "new");
}

BOOST_AUTO_TEST_CASE(missing_folders_are_made) {
  const samples::Folder folder;
  const auto file = folder.path() / "results" / "today" / "report.json";
  BOOST_REQUIRE(report::check_writable(file.string()).has_value());
  BOOST_TEST(folder.entries() == 0U);  // checking makes nothing
  BOOST_REQUIRE(report::write_whole(file.string(), "text").has_value());
  BOOST_TEST(content_of(file) == "text");
}

BOOST_AUTO_TEST_CASE(a_place_that_cannot_be_written_is_refused_before_and_after) {
  const samples::Folder folder;
  std::ofstream{folder.path() / "file"} << "in the way";
  const std::string places[] = {
      "",                                            // no name
      folder.path().string(),                        // a folder
      folder.path().string() + "/none/",             // a folder that is not there
      (folder.path() / "file" / "x.json").string(),  // below a file
      "/dev/null",                                   // no ordinary file
      "/proc/acklab.json",                           // where nothing can be made
  };
  for (const std::string& place : places) {
    BOOST_TEST_CONTEXT("'" << place << "'") {
      const auto checked = report::check_writable(place);
      BOOST_REQUIRE(!checked.has_value());
      check_is_one_sentence(checked.error());
      const auto written = report::write_whole(place, "text");
      BOOST_REQUIRE(!written.has_value());
      check_is_one_sentence(written.error());
    }
  }
  BOOST_TEST(folder.entries() == 1U);
  BOOST_TEST(content_of(folder.path() / "file") == "in the way");
}

BOOST_AUTO_TEST_CASE(a_full_disk_leaves_the_older_file_and_nothing_else) {
  // The rename fails because a folder has come in the way since: the temporary file must go.
  const samples::Folder folder;
  const auto file = folder.path() / "report.json";
  std::filesystem::create_directories(file / "inside");
  BOOST_REQUIRE(!report::write_whole(file.string(), "text").has_value());
  BOOST_TEST(folder.entries() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
