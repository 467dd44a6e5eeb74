#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab::end_to_end;
using acklab::cli_process::Settings;

namespace {

/// The tiny scenario with other words in place of some.
std::string tiny_with(std::string_view what, std::string_view with) {
  std::string text{tiny_scenario};
  text.replace(text.find(what), what.size(), with);
  return text;
}

/// A course of three lessons, a first step and a sweep.
void write_course(const Laboratory& lab) {
  lab.write("scenarios/tiny.json", tiny_scenario);
  lab.write("scenarios/windows/01-small.json",
            tiny_with(R"("name": "tiny",)",
                      R"("name": "small", "title": {"en": "A small one", "zh": "小的"},
                         "duration_estimate": "2s",)"));
  lab.write("scenarios/reliability/02-kernel.json",
            tiny_with(R"(["udp", "reliable-udp"])", R"(["kernel-tcp", "reliable-udp"])"));
  lab.write("scenarios/reliability/10-late.json", tiny_with("\"tiny\"", "\"late\""));
  lab.write("scenarios/links/none.json", "{}");
  lab.write("scenarios/schema/scenario.schema.json", "{}");
  std::string sweep = tiny_with("\"repeat\": 2,", R"("sweep": { "loss": ["0%", "1%"] },)");
  sweep.erase(sweep.find(",\n  \"expect\""));
  lab.write("scenarios/sweeps/many.json", sweep + "}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(course)

BOOST_AUTO_TEST_CASE(list_is_a_table_of_contents_in_teaching_order) {
  const Laboratory lab;
  write_course(lab);
  const auto finished = lab.acklab({"list"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  check_width(finished.output);
  std::size_t before = 0;
  for (const char* part : {"tiny ", "\nreliability", "  02 ", "kernel TCP", "  10 ", "\nwindows",
                           "  01 ", "A small one", " 2 s", "\nsweeps", "many ", "(a sweep)"}) {
    const std::size_t at = finished.output.find(part, before);
    BOOST_TEST(at != std::string::npos, part << " is missing in\n" << finished.output);
    before = at;
  }
}

BOOST_AUTO_TEST_CASE(list_speaks_another_language_and_english_where_that_is_missing) {
  const Laboratory lab;
  write_course(lab);
  for (const auto& words : {std::vector<std::string>{"list", "--lang", "zh"},
                            {"--lang=zh-CN", "list"},
                            {"list", "--lang=ZH_cn.UTF-8"}}) {
    const auto finished = lab.acklab(words);
    BOOST_TEST(finished.exit_code == 0, finished.errors);
    check_width(finished.output);
    BOOST_TEST(finished.output.find("小的") != std::string::npos);
    BOOST_TEST(finished.output.find("标题") != std::string::npos);
    BOOST_TEST(finished.output.find("Does it run at all?") != std::string::npos);
  }
  Settings settings;
  settings.environment = {{"ACKLAB_LANG", "zh"}};
  BOOST_TEST(lab.acklab({"list"}, settings).output == lab.acklab({"list", "--lang", "zh"}).output);
}

BOOST_AUTO_TEST_CASE(a_wrong_language_is_one_sentence) {
  const Laboratory lab;
  for (const auto& words : {std::vector<std::string>{"list", "--lang", "chinese!"},
                            {"list", "--lang"},
                            {"list", "--lang", "zh", "--lang", "en"}}) {
    const auto finished = lab.acklab(words);
    BOOST_TEST(finished.exit_code == 2);
    check_is_one_sentence(finished.errors);
  }
}

BOOST_AUTO_TEST_CASE(list_tells_programs_everything) {
  const Laboratory lab;
  write_course(lab);
  const auto finished = lab.acklab({"list", "--json"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  const auto json = nlohmann::json::parse(finished.output).at("scenarios");
  BOOST_TEST_REQUIRE(json.size() == 5U);
  BOOST_TEST(json[0].at("place") == "tiny");
  BOOST_TEST(json[0].at("folder").is_null());
  BOOST_TEST(json[1].at("place") == "reliability/02-kernel");
  BOOST_TEST(json[1].at("number") == "02");
  BOOST_TEST(json[1].at("needs").dump() == R"(["kernel-tcp","tun"])");
  BOOST_TEST(json[3].at("title").at("zh") == "小的");
  BOOST_TEST(json[3].at("duration_estimate_ms") == 2000);
  BOOST_TEST(json[3].at("needs").empty());
  BOOST_TEST(json[4].at("kind") == "sweep");
}

BOOST_AUTO_TEST_CASE(a_scenario_is_found_by_number_place_or_name_from_below_too) {
  const Laboratory lab;
  write_course(lab);
  lab.write("scenarios/windows/deep/file", "");
  for (const char* word : {"windows/01", "windows/1", "windows/01-small", "windows/small", "small",
                           "01-small", "windows/01-small.json"}) {
    BOOST_TEST_CONTEXT(word) {
      const auto checked = lab.acklab({"check", word});
      BOOST_TEST(checked.exit_code == 0, checked.errors);
      BOOST_TEST(checked.output.find("windows/01-small.json: right") != std::string::npos,
                 checked.output);
    }
  }
  const auto run =
      lab.acklab({"run", "windows/01", "--path", "simulated", "--repeat", "1", "--quiet"});
  BOOST_TEST(run.exit_code == 0, run.errors);
  BOOST_TEST(lab.has("results/small.json"));
}

BOOST_AUTO_TEST_CASE(the_environment_says_where_scenarios_are) {
  const Laboratory lab;
  lab.write("elsewhere/windows/01-small.json", tiny_scenario);
  Settings settings;
  settings.environment = {{"ACKLAB_SCENARIOS", (lab.path() / "elsewhere").string()}};
  BOOST_TEST(lab.acklab({"check", "windows/01"}, settings).exit_code == 0);
  settings.environment = {{"ACKLAB_SCENARIOS", "nowhere"}};
  const auto finished = lab.acklab({"list"}, settings);
  BOOST_TEST(finished.exit_code == 2);
  check_is_one_sentence(finished.errors);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_none_or_not_one_is_one_sentence_with_the_nearest) {
  const Laboratory lab;
  write_course(lab);
  lab.write("scenarios/timers/03-late.json", tiny_with("\"tiny\"", "\"late\""));
  const auto sentence = [&lab](const std::string& word) {
    const auto finished = lab.acklab({"run", word});
    BOOST_TEST(finished.exit_code == 2);
    BOOST_TEST(finished.output == "");
    check_is_one_sentence(finished.errors);
    return finished.errors;
  };
  BOOST_TEST(sentence("smal").find("Did you mean 'windows/01-small'?") != std::string::npos);
  BOOST_TEST(sentence("late").find("'reliability/10-late' or 'timers/03-late'") !=
             std::string::npos);
  BOOST_TEST(sentence("windows/07").find("'windows/01-small'") != std::string::npos);
  BOOST_TEST(sentence("qqqqqq").find("acklab list") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
