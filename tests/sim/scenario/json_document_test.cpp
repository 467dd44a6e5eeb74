#include "sim/scenario/json_document.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/sim/scenario/scenario_support.hpp"

namespace {

using namespace acklab::scenario;

std::string sentence(std::string_view text) {
  const auto value = parse_json(text, "x.json");
  if (value) return "accepted";
  BOOST_TEST(test::is_one_sentence(value.error().sentence, "x.json"), value.error().sentence);
  return value.error().sentence;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_document_suite)

BOOST_AUTO_TEST_CASE(a_document_becomes_a_tree_with_lines) {
  const auto root =
      parse_json("{\"a\":\n [1,\n 2.50\n,true, null],\n\"b\": \"\\u00e4\"}", "x.json");
  BOOST_TEST_REQUIRE(root.has_value());
  const auto& object = std::get<JsonValue::Object>(root->content);
  BOOST_TEST(root->line == 1U);
  BOOST_TEST(object[0].key == "a");
  const auto& array = std::get<JsonValue::Array>(object[0].value.content);
  BOOST_TEST(object[0].value.line == 2U);
  BOOST_TEST(std::get<JsonNumber>(array[0].content).text == "1");
  BOOST_TEST(array[0].line == 2U);
  BOOST_TEST(std::get<JsonNumber>(array[1].content).text == "2.50");
  BOOST_TEST(array[1].line == 3U);
  BOOST_TEST(std::get<bool>(array[2].content));
  BOOST_TEST(array[2].line == 4U);
  BOOST_TEST(std::get<std::string>(object[1].value.content) == "ä");
  BOOST_TEST(object[1].value.line == 5U);
}

BOOST_AUTO_TEST_CASE(usual_slips_are_told_by_name_and_place) {
  const std::pair<std::string_view, std::string_view> slips[] = {
      {"{\"a\": NaN}",
       "x.json, line 1, column 7, at a: NaN is not a JSON number, a finite one was expected."},
      {"{\"a\": -Infinity}",
       "x.json, line 1, column 7, at a: -Infinity is not a JSON number, a finite one was "
       "expected."},
      {"{\"a\":\n 1,\n}", "x.json, line 3, column 1: a comma stands before }."},
      {"[1, 2,]", "x.json, line 1, column 7, at [2]: a comma stands before ]."},
      {"{\"a\": 1 \"b\": 2}", "x.json, line 1, column 9: a comma is missing between two values."},
      {"[1 23]", "x.json, line 1, column 5, at [1]: a comma is missing between two values."},
      {"{\"a\" 1}", "x.json, line 1, column 6, at a: a colon is missing after the key."},
      {"{\"a\": }", "x.json, line 1, column 7, at a: a value is missing after the colon."},
      {"{\"a\": 25ms}",
       "x.json, line 1, column 7: 25ms is not a JSON number; a quantity with a unit is a "
       "string such as \"25ms\"."},
      {"{\"a\": 01}", "x.json, line 1, column 7: a number is written without leading zeros."},
      {"{\"a\": +1}", "x.json, line 1, column 7, at a: a number is written without a plus sign."},
      {"{\"a\": .5}", "x.json, line 1, column 7, at a: a number needs a digit before its point."},
      {"{\"a\": True}", "x.json, line 1, column 7, at a: true is written in small letters."},
      {"{\"a\": None}",
       "x.json, line 1, column 7, at a: None is not JSON; leave the key out for its default."},
      {"{a: 1}", "x.json, line 1, column 2: a must stand in double quotes."},
      {"{'a': 1}",
       "x.json, line 1, column 2: a string stands in double quotes, not in single ones."},
      {"{\"ä\": 1, // note\n}",
       "x.json, line 1, column 10: JSON has no comments; use \"explanation\" or an expectation's "
       "\"note\"."},
      {"{\"a\": \"b\nc\"}",
       "x.json, line 1, column 9, at a: the string is not closed with a double quote on its line."},
      {"{\"a\": \"b\\q\"}",
       "x.json, line 1, column 10, at a: a string has an escape that JSON does not know; write "
       "\\\\ for a backslash."},
      {"{\"a\": 1}{}",
       "x.json, line 1, column 9: something follows the end of the scenario, one JSON object was "
       "expected."},
      {"{\"a\": [1}",
       "x.json, line 1, column 9, at a[1]: } closes what was not opened with its counterpart."},
      {"{\"a\": \"b",
       "x.json, line 1, column 9, at a: the text ends inside a string; the file seems incomplete."},
      {"{\"a\": 1,\n",
       "x.json, line 2, column 1: the text ends too soon; the file seems incomplete."},
      {"{\"a\": 1e400}", "x.json, line 1, at a: the number 1e400 is too large."},
      {"{\"a\": {\"b\": 1,\n\"b\": 2}}",
       "x.json, line 2, at a: the key \"b\" occurs twice in one object."},
      {"\xEF\xBB\xBF{}",
       "x.json, line 1, column 1: the file begins with a byte order mark; save it as UTF-8 without "
       "one."},
      {"{\"a\": \"\xFF\"}",
       "x.json, line 1, column 8: the octet 0xFF is not UTF-8; save the file as UTF-8."},
      {" \n", "x.json: the file is empty, a JSON object with a scenario was expected."},
  };
  for (const auto& [text, expected] : slips) BOOST_TEST(sentence(text) == expected);
}

BOOST_AUTO_TEST_CASE(depth_is_limited) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  BOOST_TEST(sentence(nested(max_depth)) == "accepted");
  BOOST_TEST(sentence(nested(max_depth + 1)).find("more than 16 objects and arrays") !=
             std::string::npos);
  BOOST_TEST(sentence(nested(100'000)).find("more than 16 objects and arrays") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(text_above_the_limit_is_refused_unread) {
  BOOST_TEST(sentence("[" + std::string(max_file_bytes - 2, ' ') + "]") == "accepted");
  BOOST_TEST(sentence("[" + std::string(max_file_bytes - 1, ' ') + "]") ==
             "x.json: the text has 1048577 bytes, a scenario at most 1048576.");
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_digits) {
  const auto root = parse_json("[99999999999999999999, 1e-400, -0, 18446744073709551615]", "x");
  BOOST_TEST_REQUIRE(root.has_value());
  const auto& array = std::get<JsonValue::Array>(root->content);
  BOOST_TEST(describe(array[0]) == "the number 99999999999999999999");
  BOOST_TEST(describe(array[1]) == "the number 1e-400");
  BOOST_TEST(describe(array[3]) == "the number 18446744073709551615");
}

BOOST_AUTO_TEST_CASE(many_keys_take_no_quadratic_time) {
  std::string text = "{";
  for (int i = 0; text.size() < max_file_bytes - 20; ++i) {
    text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  }
  BOOST_TEST(sentence(text + "}") == "accepted");
}

BOOST_AUTO_TEST_SUITE_END()
