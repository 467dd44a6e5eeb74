#include <boost/test/unit_test.hpp>

#include "tests/sim/scenario/scenario_support.hpp"

namespace {

using namespace acklab;
using namespace acklab::scenario;
using scenario::test::refusal_of;
using scenario::test::replaced;

/// The smallest scenario with one member more.
std::string with_member(std::string_view member) {
  return replaced(scenario::test::smallest_text, "\"link\"", std::string{member} + ", \"link\"");
}

Scenario read_with(std::string_view member) {
  const auto scenario = read_scenario(with_member(member), "x.json");
  BOOST_TEST_REQUIRE(scenario.has_value(), scenario.error().sentence);
  return *scenario;
}

void refuses_member(std::string_view member, std::string_view part) {
  const std::string sentence = refusal_of(with_member(member));
  BOOST_TEST(sentence.find(part) != std::string::npos, member << ": " << sentence);
  BOOST_TEST(scenario::test::is_one_sentence(sentence, "x.json"), sentence);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texts)

BOOST_AUTO_TEST_CASE(a_language_is_named_as_rfc_5646_does) {
  for (const char* tag : {"en", "zh", "yue", "zh-Hans", "pt-BR", "es-419", "zh-Hans-CN"}) {
    BOOST_TEST(is_language_tag(tag), tag);
  }
  for (const char* tag : {"", "e", "EN", "english", "zh_CN", "zh-cn", "zh-", "zh-hans", "-zh",
                          "zh-CN-Hans", "zh-Hans-CN-x", "zh--CN", "z1"}) {
    BOOST_TEST(!is_language_tag(tag), tag);
  }
}

BOOST_AUTO_TEST_CASE(a_reader_gets_the_nearest_language_or_english) {
  Text text{"tree"};
  text.put("zh-Hans", "树");
  text.put("de", "Baum");
  text.put("de-AT", "Bam");
  BOOST_TEST(text.in("en") == "tree");
  BOOST_TEST(text.in("de") == "Baum");
  BOOST_TEST(text.in("de-AT") == "Bam");
  BOOST_TEST(text.in("de-CH") == "Baum");
  BOOST_TEST(text.in("zh") == "树");
  BOOST_TEST(text.in("zh-Hans-CN") == "树");
  BOOST_TEST(text.in("fr") == "tree");
  BOOST_TEST(text.speaks("zh-CN"));
  BOOST_TEST(!text.speaks("fr"));
  BOOST_TEST(Text{}.speaks("fr"));
  BOOST_TEST(Text{}.in("fr").empty());
  BOOST_TEST(Text{""}.empty());
}

BOOST_AUTO_TEST_CASE(what_a_lesson_tells_people_is_read_in_every_language) {
  const Scenario read = read_with(
      R"("title": {"en": "Idle", "zh": "空闲"}, "question": "Why?",
         "explanation": {"en": ["One.", "", "Two."], "zh": "一。"},
         "try_next": [{"scenario": "reliability/02-window", "why": {"en": "More.", "zh": "更多。"}}],
         "duration_estimate": "1.5s")");
  BOOST_TEST(read.title.in("zh") == "空闲");
  BOOST_TEST(read.title.english() == "Idle");
  BOOST_TEST(read.question.in("zh") == "Why?");
  BOOST_TEST(read.explanation.english() == "One.\n\nTwo.");
  BOOST_TEST(read.explanation.in("zh") == "一。");
  BOOST_TEST_REQUIRE(read.try_next.size() == 1U);
  BOOST_TEST(read.try_next[0].scenario == "reliability/02-window");
  BOOST_TEST(read.try_next[0].why.in("zh") == "更多。");
  BOOST_TEST((read.duration_estimate == std::chrono::milliseconds{1500}));

  const auto again = read_scenario(write_scenario(read), "again.json");
  BOOST_TEST_REQUIRE(again.has_value(), again.error().sentence);
  BOOST_TEST((again->title == read.title && again->explanation == read.explanation));
  BOOST_TEST((again->try_next[0].why == read.try_next[0].why));
  BOOST_TEST((again->duration_estimate == read.duration_estimate));
}

BOOST_AUTO_TEST_CASE(an_expectation_may_be_explained_in_several_languages) {
  const Scenario read = read_with(
      R"("expect": [{"contender": "udp", "metric": "integrity.missing", "equals": 0,
                     "note": {"en": "None.", "zh": "没有。"}}])");
  BOOST_TEST(read.expectations.at(0).note.in("zh") == "没有。");
}

BOOST_AUTO_TEST_CASE(wrong_texts_are_refused_with_the_place_and_the_way_out) {
  refuses_member(R"("title": {"zh": "空闲"})", "at title: the key \"en\" is missing");
  refuses_member(R"("title": {"en": "a", "Zh": "b"})", "at title.Zh: \"Zh\" is no language");
  refuses_member(R"("title": {"en": "a", "zh": ""})", "at title.zh: this says nothing");
  refuses_member(R"("title": {"en": 3})", "at title.en: expected a line of text, found the number");
  refuses_member(R"("title": ["a"])", "at title: expected a line of text");
  refuses_member("\"title\": \"" + std::string(81, 'a') + "\"", "at most 80 characters, found 81");
  refuses_member(R"("question": {"en": "a\u001b"})", "at question.en: a line of text has");
  refuses_member(R"("explanation": {"en": [1]})", "at explanation.en[0]: expected a line");
  refuses_member(R"("try_next": "more")", "at try_next: expected an array of scenarios");
  refuses_member(R"("try_next": ["more"])", "at try_next[0]: expected an object with a");
  refuses_member(R"("try_next": [{"scenario": "a"}])", "the key \"why\" is missing");
  refuses_member(R"("try_next": [{"scenario": "../a", "why": "b"}])", "expected a name as in");
  refuses_member(R"("duration_estimate": 20)", "at duration_estimate: ");
  refuses_member(R"("duration_estimate": "25h")", "expected a duration from");
}

BOOST_AUTO_TEST_SUITE_END()
