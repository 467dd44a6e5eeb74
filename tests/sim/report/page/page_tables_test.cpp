#include <fstream>
#include <string>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/page/packing.hpp"
#include "sim/report/page/page.hpp"
#include "sim/report/page/told_sentences.hpp"
#include "sim/report/page/trace_columns.hpp"
#include "sim/report/page/trace_tables.hpp"
#include "tests/support/report_folder.hpp"

using namespace acklab;
using report::ColumnKind;
using report::Json;

namespace {

constexpr const char* head =
    R"({"acklab_fates":1,"scenario":"s","contender":"udp","repetition":1,"seed":7})"
    "\n";

std::string written(const samples::Folder& folder, const std::string& text) {
  const std::string file = (folder.path() / "fates.jsonl").string();
  std::ofstream{file} << text;
  return file;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_tables)

BOOST_AUTO_TEST_CASE(columns_keep_differences_by_lane_and_leave_out_what_no_line_has) {
  static constexpr report::ColumnRule rules[] = {{"way", ColumnKind::word},
                                                 {"at", ColumnKind::running},
                                                 {"inside.size", ColumnKind::number},
                                                 {"seldom", ColumnKind::list},
                                                 {"never", ColumnKind::number}};
  report::TraceColumns columns{rules, "way"};
  columns.add(Json::parse(R"({"way":"there","at":10,"inside":{"size":5}})"));
  columns.add(Json::parse(R"({"way":"back","at":3,"inside":{"size":"wrong"}})"));
  columns.add(Json::parse(R"({"way":"there","at":12,"seldom":[1,[2]]})"));
  for (const int at : {13, 14}) columns.add(Json{{"way", "there"}, {"at", at}});
  const Json json = Json::parse(columns.json());
  BOOST_TEST(json["rows"] == 5);
  BOOST_TEST(json["columns"]["way"]["words"].dump() == R"(["there","back"])");
  BOOST_TEST(json["columns"]["way"]["values"].dump() == "[0,1,0,0,0]");
  BOOST_TEST(json["columns"]["at"]["values"].dump() == "[10,3,2,1,1]");
  BOOST_TEST(json["columns"]["inside.size"]["at"].dump() == "[0]");
  BOOST_TEST(json["columns"]["seldom"]["at"].dump() == "[2]");
  BOOST_TEST(json["columns"]["seldom"]["values"].dump() == "[[1,[2]]]");
  BOOST_TEST(!json["columns"].contains("never"));
}

BOOST_AUTO_TEST_CASE(differences_of_any_two_numbers_are_kept) {
  static constexpr report::ColumnRule rules[] = {{"at", ColumnKind::running}};
  report::TraceColumns columns{rules, "way"};
  for (const char* const line :
       {R"({"at":9223372036854775807})", R"({"at":-9223372036854775808})"}) {
    columns.add(Json::parse(line));
  }
  // Modulo 2^64: one more than the first.
  BOOST_TEST(Json::parse(columns.json())["columns"]["at"]["values"].dump() ==
             "[9223372036854775807,1]");
}

BOOST_AUTO_TEST_CASE(a_fate_log_says_which_run_it_is_of) {
  const samples::Folder folder;
  const auto tables = report::read_fates(
      written(folder, std::string{head} + "{\"direction\":\"forward\",\"index\":0}\n"
                                          "{\"fates\":1,\"complete\":true}\n"));
  BOOST_REQUIRE(tables.has_value());
  BOOST_TEST(tables->identity.contender == "udp");
  BOOST_TEST(tables->identity.seed == 7U);
  BOOST_TEST(tables->lines == 1U);
  BOOST_TEST(tables->taken == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_no_fate_log_is_refused_with_its_line) {
  const samples::Folder folder;
  for (const std::string text : {"", "[]\n", "{}\n", "{\"acklab_fates\":2}\n"}) {
    BOOST_TEST(!report::read_fates(written(folder, text)).has_value(), text);
  }
  const auto broken =
      report::read_fates(written(folder, std::string{head} + "{\"index\":0}\n{\"ind"));
  BOOST_REQUIRE(!broken.has_value());
  BOOST_TEST(broken.error().find("line 3 is no JSON object") != std::string::npos, broken.error());
  BOOST_TEST(!report::read_fates((folder.path() / "none").string()).has_value());
}

BOOST_AUTO_TEST_CASE(nothing_in_the_data_can_end_its_element) {
  BOOST_TEST(report::within_html(R"({"a":"</script><b>"})") == R"({"a":"\u003c/script>\u003cb>"})");
  BOOST_TEST(report::html_text("<a href=\"&\">") == "&lt;a href=&quot;&amp;&quot;&gt;");
}

BOOST_AUTO_TEST_CASE(what_is_packed_is_base64_of_a_zlib_stream) {
  // RFC 1950 section 2.2: 78 9c begins a stream of the usual compression.
  const std::string text = report::packed("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  BOOST_TEST(text.starts_with("eJ"));
  BOOST_TEST(text.size() % 4 == 0U);
  BOOST_TEST(text.size() < 40U);
}

BOOST_AUTO_TEST_CASE(a_page_is_of_reports_alone) {
  if (!report::can_make_pages()) return;
  constexpr std::size_t depth = 1'000'000;
  const std::string deep =
      R"({"schema_version":1,"a":)" + std::string(depth, '[') + std::string(depth, ']') + '}';
  for (const std::string& text :
       {std::string{}, std::string{"[]"}, std::string{"{"}, std::string{"{\"a\":1}"}, deep}) {
    const report::PageReport one{"r.json", text, std::nullopt};
    BOOST_TEST(!report::to_page(std::span{&one, 1}, "en").has_value(), text.substr(0, 80));
  }
  const report::PageReport one{
      "r.json", R"({"schema_version":1,"scenario":{"title":{"en":"<b>T</b>"}}})", std::nullopt};
  const auto page = report::to_page(std::span{&one, 1}, "en");
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(page->find("<title>&lt;b>T") == std::string::npos);
  BOOST_TEST(page->find("<title>&lt;b&gt;T&lt;/b&gt;</title>") != std::string::npos);
  BOOST_TEST(page->find("<b>T") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(sentences_of_acklab_are_told_and_those_of_nobody_are_not) {
  Json told = Json::object();
  report::add_told_sentences(Json::parse(R"({
    "path": {"reason": "There is no /dev/net/tun."},
    "contenders": [
      {"runs": [{"reason": "The server refused the connection.", "remedy": null,
                 "repeatable": {"statement": "All 3 drops depend on when packets came: timing differs from run to run."}},
                {"reason": "it was not measured"}]},
      {"runs": []}, {"runs": 7}, 8],
    "theory": [{"reason": null, "validity": "Nothing is lost.", "inputs": [{"from": "given"}, {"from": "link.delay"}]}],
    "kernel_honesty": "none"})"),
                             told);
  BOOST_REQUIRE(told.size() == 1U);
  const Json& zh = told["zh"];
  BOOST_TEST(zh.size() == 5U, zh.dump());
  BOOST_TEST(zh["There is no /dev/net/tun."] == "没有 /dev/net/tun。");
  BOOST_TEST(zh["Nothing is lost."] == "什么也不丢。");
  BOOST_TEST(zh["given"] == "给定");
  Json untold = Json::object();
  report::add_told_sentences(Json::array(), untold);
  report::add_told_sentences(Json{{"path", {{"reason", std::string(100'000, '.') + ' '}}}}, untold);
  BOOST_TEST(untold.empty());
}

BOOST_AUTO_TEST_SUITE_END()
