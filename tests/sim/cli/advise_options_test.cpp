#include "sim/cli/advise_options.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::cli;
using advise::LossCost;
using advise::Question;
using advise::Talk;
using std::chrono::milliseconds;

namespace {

using WordList = std::vector<std::string>;

const WordList call_words{"--whole",   "no",     "--exchange", "none",  "--bytes", "160kB",
                          "--message", "160B",   "--deadline", "150ms", "--setup", "any",
                          "--loss",    "little", "--every",    "20ms"};

AdviseOptions parsed_advise(const WordList& words) {
  const auto options = parse_advise_options(words);
  BOOST_REQUIRE_MESSAGE(options.has_value(), options.error());
  return *options;
}

std::string advise_refusal(const WordList& words) {
  const auto options = parse_advise_options(words);
  if (!options) return options.error();
  const auto answers = all_answers(options->given);
  return answers ? std::string{} : answers.error();
}

/// The words of a call with one option said otherwise.
WordList call_but(const std::string& option, const std::string& value) {
  WordList words = call_words;
  for (std::size_t place = 0; place < words.size(); ++place) {
    if (words[place] == option) words[place + 1] = value;
  }
  return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(advise_options)

BOOST_AUTO_TEST_CASE(all_answers_can_be_given_as_options) {
  const AdviseOptions options = parsed_advise(call_words);
  BOOST_TEST(open_questions(options.given).empty());
  const auto answers = all_answers(options.given);
  BOOST_REQUIRE(answers.has_value());
  BOOST_TEST(!answers->whole);
  BOOST_TEST((answers->talk == Talk::none));
  BOOST_TEST(answers->bytes == 160'000U);
  BOOST_TEST(answers->message_bytes == 160U);
  BOOST_TEST((answers->deadline == Duration{milliseconds{150}}));
  BOOST_TEST(!answers->setup.has_value());
  BOOST_TEST((answers->loss == LossCost::little));
  BOOST_TEST((answers->every == Duration{milliseconds{20}}));
}

BOOST_AUTO_TEST_CASE(what_is_not_given_is_open_in_the_order_of_the_questions) {
  BOOST_TEST((open_questions({}) ==
              std::vector<Question>(advise::all_questions.begin(), advise::all_questions.end())));
  GivenAnswers given;
  given.talk = Talk::one;
  given.whole = true;
  BOOST_TEST((open_questions(given) ==
              std::vector{Question::message, Question::deadline, Question::setup, Question::loss}));
}

BOOST_AUTO_TEST_CASE(of_one_exchange_request_and_answer_say_how_much_there_is) {
  const WordList words{"--whole", "yes",       "--exchange", "one",        "--message",
                       "500B",    "--request", "60B",        "--deadline", "none",
                       "--setup", "10ms",      "--loss",     "retry"};
  const auto answers = all_answers(parsed_advise(words).given);
  BOOST_REQUIRE(answers.has_value());
  BOOST_TEST(answers->bytes == 560U);
  BOOST_TEST(answers->request_bytes == 60U);
  WordList both = words;
  both.insert(both.end(), {"--bytes", "1kB"});
  BOOST_TEST(advise_refusal(both).find("--bytes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(each_wrong_answer_is_refused_in_a_sentence_that_names_it) {
  struct Wrong {
    const char* option;
    const char* value;
  };
  for (const Wrong& wrong :
       {Wrong{"--whole", "perhaps"}, Wrong{"--exchange", "two"}, Wrong{"--bytes", "15B"},
        Wrong{"--bytes", "5GB"}, Wrong{"--bytes", "1000"}, Wrong{"--message", "15B"},
        Wrong{"--message", "101MB"}, Wrong{"--message", "161kB"}, Wrong{"--deadline", "0s"},
        Wrong{"--deadline", "11min"}, Wrong{"--deadline", "any"}, Wrong{"--setup", "none"},
        Wrong{"--setup", "-1ms"}, Wrong{"--loss", "much"}, Wrong{"--loss", "all"},
        Wrong{"--every", "1us"}, Wrong{"--every", "none"}}) {
    const std::string sentence = advise_refusal(call_but(wrong.option, wrong.value));
    BOOST_TEST(sentence.find(wrong.option) != std::string::npos,
               wrong.option << " " << wrong.value << ": " << sentence);
    BOOST_TEST(sentence.find('\n') == std::string::npos);
  }
  WordList words = call_words;
  words.insert(words.end(), {"--request", "100B"});
  BOOST_TEST(advise_refusal(words).find("--request") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_ends_of_what_can_be_asked_are_taken) {
  for (const auto& [option, value] : {std::pair{"--bytes", "4GB"},
                                      {"--message", "16B"},
                                      {"--message", "160kB"},
                                      {"--deadline", "1us"},
                                      {"--deadline", "10min"},
                                      {"--deadline", "none"},
                                      {"--setup", "0s"},
                                      {"--setup", "10min"},
                                      {"--every", "100us"},
                                      {"--whole", "n"}}) {
    BOOST_TEST(advise_refusal(call_but(option, value)).empty(), option << " " << value);
  }
}

BOOST_AUTO_TEST_CASE(the_run_is_as_it_is_asked_for) {
  const AdviseOptions usual = parsed_advise({});
  BOOST_TEST(usual.run);
  BOOST_TEST(!usual.repeat.has_value());
  const AdviseOptions options =
      parsed_advise({"--path", "simulated", "--repeat", "3", "--seed", "9", "--like", "dsl",
                     "--no-run", "--save", "s.json", "-o", "a.json", "-q"});
  BOOST_TEST((options.path == path::PathChoice::simulated));
  BOOST_TEST(options.repeat.value_or(0) == 3U);
  BOOST_TEST(options.seed == 9U);
  BOOST_TEST(options.like.value_or("") == "dsl");
  BOOST_TEST(!options.run);
  BOOST_TEST(options.save.value_or("") == "s.json");
  BOOST_TEST(options.json.value_or("") == "a.json");
  BOOST_TEST(options.quiet);
  BOOST_TEST(advise_refusal({"--like", "dsl", "--link", "l.json"}).find("--like") !=
             std::string::npos);
  BOOST_TEST(!parse_advise_options(WordList{"file"}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
