#include <algorithm>
#include <csignal>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab;
using namespace acklab::end_to_end;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> file_words{
    "advise",    "--whole", "yes",        "--exchange", "none",    "--bytes", "100kB",
    "--message", "1200B",   "--deadline", "none",       "--setup", "any",     "--loss",
    "all",       "--path",  "simulated",  "--repeat",   "3"};

std::vector<std::string> with_more(std::vector<std::string> words,
                                   const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

cli_process::Settings at_terminal(const Laboratory& lab) {
  cli_process::Settings settings;
  settings.folder = lab.path();
  settings.on_terminal = true;
  settings.environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}};
  return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(advise)

BOOST_AUTO_TEST_CASE(what_is_advised_is_run_and_judged) {
  const Laboratory lab;
  const auto advised =
      lab.acklab(with_more(file_words, {"-o", "advice.json", "--save", "again.json"}));
  BOOST_TEST(advised.exit_code == 0, advised.errors);
  check_width(advised.output);
  BOOST_TEST(advised.output.starts_with("Use TCP."), advised.output);
  BOOST_TEST(advised.output.find("The advice held on this link.") != std::string::npos);
  const Json advice = Json::parse(lab.read("advice.json"));
  BOOST_TEST(advice.at("choice") == "tcp");
  BOOST_TEST(advice.at("run").at("held") == true);
  BOOST_TEST(lab.acklab({"run", "again.json"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(advice_that_does_not_hold_is_told_and_is_the_exit_code) {
  const Laboratory lab;
  auto words = file_words;
  std::replace(words.begin(), words.end(), std::string{"none"}, std::string{"20ms"});
  words[4] = "none";
  words[2] = "yes";
  const auto advised = lab.acklab(words);
  BOOST_TEST(advised.exit_code == 1, advised.errors);
  BOOST_TEST(advised.output.find("did not hold") != std::string::npos, advised.output);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named_where_nobody_can_be_asked) {
  const Laboratory lab;
  const auto nothing = lab.acklab({"advise"});
  BOOST_TEST(nothing.exit_code == 2);
  check_is_one_sentence(nothing.errors);
  const auto some = lab.acklab({"advise", "--whole", "yes", "--exchange", "one"});
  BOOST_TEST(some.exit_code == 2);
  check_is_one_sentence(some.errors);
  BOOST_TEST(some.errors.find("--message, --deadline, --setup, --loss;") != std::string::npos,
             some.errors);
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"--like", "nowhere"}, {"--link", "none.json"}, {"--save", "/dev/null/x"}}) {
    const auto refused = lab.acklab(with_more(file_words, wrong));
    BOOST_TEST(refused.exit_code == 2);
    check_is_one_sentence(refused.errors);
  }
  BOOST_TEST(lab.entries().empty());
}

BOOST_AUTO_TEST_CASE(a_terminal_is_asked_until_each_answer_is_right) {
  const Laboratory lab;
  cli_process::Process asked{Laboratory::words({"advise", "--no-run", "-o", "a.json"}),
                             at_terminal(lab)};
  struct Talk {
    const char* question;
    const char* answer;
  };
  for (const Talk& talk :
       {Talk{"Must everything arrive", "perhaps\n"}, Talk{"expects yes or no", "no\n"},
        Talk{"How do the two talk", "none\n"}, Talk{"How much is to be sent", "16kB\n"},
        Talk{"How large is a message", "160B\n"}, Talk{"How old may a message be", "150ms\n"},
        Talk{"set up the session", "any\n"}, Talk{"What does a lost message cost", "all\n"},
        Talk{"does not go with", " little \n"}}) {
    BOOST_REQUIRE(asked.wait_for_output(talk.question));
    asked.type(talk.answer);
  }
  const auto answered = asked.wait();
  BOOST_TEST(answered.exit_code == 0, answered.output);
  BOOST_TEST(answered.output.find("Use UDP.") != std::string::npos, answered.output);
  const Json advice = Json::parse(lab.read("a.json"));
  BOOST_TEST(advice.at("answers").at("deadline_ms") == 150);
  BOOST_TEST(advice.at("run").is_null());
}

BOOST_AUTO_TEST_CASE(answers_that_end_are_no_answers) {
  const Laboratory lab;
  cli_process::Process asked{Laboratory::words({"advise"}), at_terminal(lab)};
  BOOST_REQUIRE(asked.wait_for_output("Must everything arrive"));
  asked.type("\x04");  // the end of input, as a terminal knows it
  const auto ended = asked.wait();
  BOOST_TEST(ended.exit_code == 2);
  BOOST_TEST(ended.output.find("ended before '--whole'") != std::string::npos, ended.output);
}

BOOST_AUTO_TEST_CASE(an_interrupted_comparison_says_that_it_is_not_whole) {
  const Laboratory lab;
  auto words = file_words;
  std::replace(words.begin(), words.end(), std::string{"simulated"}, std::string{"relay"});
  words.back() = "500";
  cli_process::Process running{Laboratory::words(with_more(words, {"-o", "a.json"})),
                               at_terminal(lab)};
  BOOST_REQUIRE(running.wait_for_output("udp 1/500: "));
  running.send_signal(SIGINT);
  const auto ended = running.wait();
  BOOST_TEST(ended.exit_code == 130, ended.output);
  BOOST_TEST(Json::parse(lab.read("a.json")).at("run").at("interrupted") == true);
}

BOOST_AUTO_TEST_CASE(a_reader_of_chinese_is_advised_in_chinese) {
  const Laboratory lab;
  const auto advised = lab.acklab(with_more(file_words, {"--lang", "zh"}));
  BOOST_TEST(advised.exit_code == 0, advised.errors);
  check_width(advised.output);
  BOOST_TEST(advised.output.starts_with("用 TCP。"), advised.output);
  BOOST_TEST(advised.output.find("建议成立") != std::string::npos, advised.output);
}

BOOST_AUTO_TEST_SUITE_END()
