#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/scenario/read_scenario.hpp"
#include "tests/sim/scenario/scenario_support.hpp"

namespace {

using namespace acklab::scenario;
using test::replaced;
using test::smallest_text;
namespace fs = std::filesystem;

/// A directory of broken files that goes when the test ends.
struct Folder {
  fs::path path;

  Folder() {
    std::string pattern = (fs::temp_directory_path() / "acklab-broken-XXXXXX").string();
    BOOST_TEST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
    fs::permissions(path, fs::perms::all);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }

  [[nodiscard]] std::string write(std::string_view text) const {
    std::string file = (path / "broken.json").string();
    std::ofstream{file, std::ios::binary} << text;
    return file;
  }
};

/// The file is refused in one clear sentence that has `because`.
void refuses(const std::string& file, std::string_view because) {
  const auto scenario = read_scenario_file(file);
  BOOST_TEST_REQUIRE(!scenario.has_value(), "accepted, but: " << because);
  const std::string& sentence = scenario.error().sentence;
  BOOST_TEST(test::is_one_sentence(sentence, file), sentence);
  BOOST_TEST(sentence.find(because) != std::string::npos, sentence);
}

/// The process as a user who may not read everything. Only root can become one.
class UnprivilegedUser {
 public:
  UnprivilegedUser() {
    if (geteuid() == 0) dropped_ = seteuid(nobody) == 0;
  }
  UnprivilegedUser(const UnprivilegedUser&) = delete;
  UnprivilegedUser& operator=(const UnprivilegedUser&) = delete;
  ~UnprivilegedUser() {
    if (dropped_ && seteuid(0) != 0) std::abort();
  }

 private:
  static constexpr uid_t nobody = 65'534;
  bool dropped_ = false;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(broken_files_suite, Folder)

BOOST_AUTO_TEST_CASE(every_broken_text_is_refused_in_one_sentence) {
  const std::string smallest{smallest_text};
  const std::pair<std::string, std::string_view> broken[] = {
      {replaced(smallest, "{},", "[],"),
       "at link: expected an object that describes the link, found an array"},
      {replaced(smallest, "\"link\"", "\"links\""),
       "unknown key \"links\"; the nearest known key is \"link\""},
      {replaced(smallest, "{},", "{\"delay\": \"-5ms\"},"), "cannot be negative"},
      {replaced(smallest, "{},", "{\"loss\": NaN},"), "NaN is not a JSON number"},
      {replaced(smallest, "{},", "{\"loss\": 1e400},"), "the number 1e400 is too large"},
      {replaced(smallest, "\"1MB\"", "\"1mbit\""), "\"mbit\" is no such unit"},
      {"", "the file is empty"},
      {smallest.substr(0, smallest.size() / 2), "seems incomplete"},
      {std::string(10'000, '[') + std::string(10'000, ']'), "more than 16 objects and arrays"},
      {replaced(smallest, "{},", "{}, \"link\": {},"), "the key \"link\" occurs twice"},
      {replaced(smallest, "smallest", "sm\xC3llest"), "the octet 0xC3 is not UTF-8"},
      {replaced(smallest, "smallest", "sm\xED\xA0\x80llest"), "is not UTF-8"},
      {"\xEF\xBB\xBF" + smallest, "byte order mark"},
      {replaced(smallest, "[\"udp\"]", "[\"udp\",]"), "a comma stands before ]"},
      {replaced(smallest, "{},", "{}, // clean\n"), "JSON has no comments"},
      {smallest + smallest, "something follows the end"},
      {replaced(smallest, "{},", "{}, \"seed\": 123456789012345678901234567890,"),
       "at seed: expected a whole number"},
      {"null", "expected a scenario, which is a JSON object, found null"},
      {"[" + smallest + "]", "expected a scenario, which is a JSON object, found an array"},
      {"\"lossy-bulk\"", "found \"lossy-bulk\""},
      {replaced(smallest, "{},", "{}, \"repeat\": 2.5,"), "at repeat: expected a whole number"},
      {replaced(smallest, "{},", "null,"),
       "at link: expected an object that describes the link, found null"},
      {replaced(smallest, "\"1MB\"", "\"1MB\", \"message\": \"9000B\""),
       "does not fit a udp datagram"},
      {replaced(smallest, "{},", "{\"loss\": \"101%\"},"), "the largest is \"100%\""},
      {replaced(smallest, "{},", "{\"loss\": true},"), "found true"},
      {replaced(smallest, "{},", "{" + std::string(100'000, '"') + "},"), "line 3"},
      {replaced(smallest, "{},", "{\"" + std::string(100'000, 'k') + "\": 1},"),
       "unknown key \"kkk"},
      {replaced(smallest, "smallest", std::string(100'000, 'x')), "at name: expected a name"},
      {std::string(50'000, '\0'), "a control character (0x00) stands in the text"},
      {smallest + std::string(1, '\0') + "rest", "a control character (0x00)"},
      {"\x7F"
       "ELF\x02\x01\x01",
       "a control character (0x7F)"},
  };
  for (const auto& [text, because] : broken) refuses(write(text), because);
}

BOOST_AUTO_TEST_CASE(a_huge_file_is_refused_without_reading_it) {
  const std::string file = write("{}");
  fs::resize_file(file, 100'000'000);  // sparse
  refuses(file, "the file has 100000000 bytes, a scenario at most 1048576");
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_is_refused_without_opening_it) {
  refuses(path.string(), "this is a directory");
  refuses((path / "missing.json").string(), "there is no such file");
  refuses((path / "missing" / "too.json").string(), "there is no such file");
  refuses(write("{}") + "/below.json", "there is no such file");
  const std::string pipe = (path / "pipe").string();
  BOOST_TEST_REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  refuses(pipe, "a device, pipe or socket");
  refuses("/dev/zero", "a device, pipe or socket");
  fs::create_symlink("loop", path / "loop");
  refuses((path / "loop").string(), "the file cannot be read (Too many levels of symbolic links)");
}

BOOST_AUTO_TEST_CASE(an_unreadable_file_is_refused) {
  const std::string file = write(smallest_text);
  fs::permissions(file, fs::perms::none);
  const UnprivilegedUser user;
  refuses(file, "the file cannot be read (Permission denied)");
}

BOOST_AUTO_TEST_CASE(a_file_name_cannot_command_a_terminal) {
  const auto scenario = read_scenario_file((path / "a\x1b[2J\n.json").string());
  BOOST_TEST_REQUIRE(!scenario.has_value());
  BOOST_TEST(test::is_one_sentence(scenario.error().sentence, path.string()),
             scenario.error().sentence);
  const auto nameless = read_scenario_file("");
  BOOST_TEST_REQUIRE(!nameless.has_value());
  BOOST_TEST(nameless.error().sentence == "\"\": a file name was expected.");
}

BOOST_AUTO_TEST_SUITE_END()
