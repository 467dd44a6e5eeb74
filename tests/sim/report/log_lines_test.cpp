#include "sim/report/json/log_lines.hpp"

#include <fstream>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/json/read_json.hpp"
#include "tests/support/report_folder.hpp"

using namespace acklab;

namespace {

constexpr const char* log_head =
    R"({"acklab_fates":1,"scenario":"s","contender":"udp","repetition":3,"seed":7})"
    "\n";

/// What is read of a log with this text, at most two lines.
Expected<report::LogSummary, std::string> read_log_text(const samples::Folder& folder,
                                                        const std::string& text) {
  const std::string file = (folder.path() / "odd\x1b[31mname.jsonl").string();
  std::ofstream{file, std::ios::binary} << text;
  return report::read_log({file, "acklab_fates", 2}, [](const report::Json&) {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(log_lines)

BOOST_AUTO_TEST_CASE(a_log_says_of_which_run_it_is_and_how_much_of_it_was_taken) {
  const samples::Folder folder;
  const auto log = read_log_text(
      folder, std::string{log_head} + "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"complete\":true}\n");
  BOOST_REQUIRE_MESSAGE(log.has_value(), log.error());
  BOOST_TEST(log->identity.contender == "udp");
  BOOST_TEST(log->identity.repetition == 3U);
  BOOST_TEST(log->lines == 3U);
  BOOST_TEST(log->taken == 2U);
  BOOST_TEST(log->has_end);
}

BOOST_AUTO_TEST_CASE(a_log_without_its_last_line_has_no_end) {
  const samples::Folder folder;
  BOOST_TEST(!read_log_text(folder, std::string{log_head} + "{\"a\":1}\n").value().has_end);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_one_sentence_without_the_names_control_characters) {
  const samples::Folder folder;
  const std::string deep = R"({"a":)" + std::string(1000, '[') + std::string(1000, ']') + "}\n";
  for (const std::string& text :
       {std::string{}, std::string{"{}\n"}, std::string{"{\"acklab_fates\":2}\n"},
        log_head + std::string(3'000'000, ' '), log_head + deep,
        std::string{log_head} + "{\"a\":1}\n{\"a"}) {
    const auto log = read_log_text(folder, text);
    BOOST_REQUIRE(!log.has_value());
    BOOST_TEST(log.error().find('\x1b') == std::string::npos, log.error());
    BOOST_TEST(log.error().find("name.jsonl'") != std::string::npos, log.error());
    BOOST_TEST(log.error().ends_with("."), log.error());
  }
  BOOST_TEST(
      !report::read_log({folder.path().string(), "acklab_fates", 2}, [](const report::Json&) {}));
}

BOOST_AUTO_TEST_CASE(brackets_in_strings_do_not_count_as_depth) {
  const std::string brackets(1000, '[');
  BOOST_TEST(report::read_json("[\"" + brackets + "\\\"" + brackets + "\"]").has_value());
  BOOST_TEST(!report::read_json(brackets + std::string(1000, ']')).has_value());
}

BOOST_AUTO_TEST_CASE(numbers_that_do_not_fit_are_none) {
  const report::Json json =
      report::Json::parse(R"({"most":9223372036854775807,"more":9223372036854775808})");
  BOOST_TEST(report::whole_in(json, "most").value() == 9223372036854775807);
  BOOST_TEST(!report::whole_in(json, "more"));
  BOOST_TEST(report::count_in(json, "more").has_value());
  BOOST_TEST(!report::count_in(report::Json(5), "more"));
}

BOOST_AUTO_TEST_SUITE_END()
