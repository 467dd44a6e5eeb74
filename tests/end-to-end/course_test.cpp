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
  std::string kernel = tiny_with("\"tiny\"", "\"kernel\"");
  kernel.replace(kernel.find("[\"udp\","), 7, "[\"kernel-tcp\",");
  lab.write("scenarios/reliability/02-kernel.json", kernel);
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

BOOST_AUTO_TEST_CASE(a_run_is_told_in_another_language_with_the_same_report) {
  const Laboratory lab;
  write_course(lab);
  const auto chinese = lab.acklab({"run", "small", "--path", "simulated", "--lang", "zh"});
  BOOST_TEST(chinese.exit_code == 0, chinese.errors);
  check_width(chinese.output);
  for (const char* part : {"小的", "完好", "场景的预期", "integrity.intact", "以英文显示"}) {
    BOOST_TEST(chinese.output.find(part) != std::string::npos, part << "\n" << chinese.output);
  }
  const std::string report = lab.read("results/small.json");
  BOOST_TEST(lab.acklab({"run", "small", "--path", "simulated"}).exit_code == 0);
  BOOST_TEST(lab.read("results/small.json") == report);
}

BOOST_AUTO_TEST_CASE(run_all_tells_a_line_each_and_what_did_not_run) {
  const Laboratory lab;
  write_course(lab);
  const auto finished = lab.acklab({"run", "--all", "--path", "simulated", "--repeat", "1"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  check_width(finished.output);
  for (const char* part :
       {"tiny", "reliability/02-kernel", "1 of 1 hold, 1 not run", "reliability/10-late",
        "windows/01-small", "did not run here", "4 scenarios ran, and nothing failed."}) {
    BOOST_TEST(finished.output.find(part) != std::string::npos, part << "\n" << finished.output);
  }
  for (const char* name : {"tiny", "kernel", "late", "small"}) {
    lab.check_report_is_valid(std::string{"results/"} + name + ".json");
  }
  BOOST_TEST(!lab.has("results/many.json"));
}

BOOST_AUTO_TEST_CASE(run_all_of_a_folder_tells_what_failed_and_what_is_wrong) {
  const Laboratory lab;
  write_course(lab);
  lab.write("scenarios/windows/02-hopeless.json",
            tiny_with("\"equals\": true", "\"equals\": false"));
  const auto failed = lab.acklab({"run", "--all", "windows", "--path", "simulated"});
  BOOST_TEST(failed.exit_code == 1);
  BOOST_TEST(failed.output.find("windows/02-hopeless: reliable-udp: integrity.intact is true") !=
             std::string::npos);
  BOOST_TEST(failed.output.find("reliability") == std::string::npos);
  lab.write("scenarios/windows/03-wrong.json", "{");
  const auto wrong = lab.acklab({"run", "--all", "windows", "--path", "simulated"});
  BOOST_TEST(wrong.exit_code == 2);
  check_is_one_sentence(wrong.errors);
  BOOST_TEST(wrong.output.find("windows/03-wrong: wrong") != std::string::npos);
  for (const auto& words : {std::vector<std::string>{"run", "--all", "window"},
                            {"run", "--all", "--only", "udp"},
                            {"run", "--all", "-o", "x.json"}}) {
    const auto refused = lab.acklab(words);
    BOOST_TEST(refused.exit_code == 2);
    check_is_one_sentence(refused.errors);
  }
}

BOOST_AUTO_TEST_CASE(run_all_never_lets_two_reports_overwrite_each_other) {
  const Laboratory lab;
  lab.write("scenarios/a.json", tiny_scenario);
  lab.write("scenarios/b.json", tiny_scenario);
  const auto finished = lab.acklab({"run", "--all", "--path", "simulated"});
  BOOST_TEST(finished.exit_code == 2);
  check_is_one_sentence(finished.errors);
}

BOOST_AUTO_TEST_CASE(run_all_ends_cleanly_when_it_is_interrupted) {
  const Laboratory lab;
  lab.write("scenarios/a-first.json", tiny_with("\"tiny\"", "\"first\""));
  std::string slow = tiny_with("\"tiny\"", "\"slow\"");
  slow.replace(slow.find("100kB"), 5, "900MB");
  lab.write("scenarios/b-slow.json", slow);
  lab.write("scenarios/c-third.json", tiny_scenario);
  Settings settings;
  settings.folder = lab.path();
  acklab::cli_process::Process process{Laboratory::words({"run", "--all", "--path", "relay"}),
                                       settings};
  BOOST_TEST(process.wait_for_output("a-first"));
  process.send_signal(2);
  const auto finished = process.wait();
  BOOST_TEST(finished.exit_code == 130);
  BOOST_TEST(finished.output.find("Interrupted: 1 of 3") != std::string::npos, finished.output);
  BOOST_TEST(lab.has("results/first.json"));
  BOOST_TEST(!lab.has("results/tiny.json"));
}

BOOST_AUTO_TEST_SUITE_END()
