#include "sim/advise/advice.hpp"

#include <cstdlib>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "sim/report/display_text.hpp"
#include "tests/support/advise_samples.hpp"
#include "tests/support/report_folder.hpp"

using namespace acklab;
using namespace acklab::advise;

namespace {

Consultation consultation_on(const Answers& answers, bool run) {
  Consultation consultation;
  consultation.link = samples::link_that_loses(0.05);
  consultation.circumstances = circumstances_of(answers, consultation.link);
  consultation.advice = advise::advise(consultation.circumstances);
  if (!run) return consultation;
  const Choice choice = consultation.advice.choice;
  consultation.comparison =
      *comparison_for(consultation.circumstances, consultation.link, choice,
                      {.path = path::PathChoice::simulated, .seed = 1, .repeat = 2});
  consultation.batch = run::run_batch(consultation.comparison->scenario, {});
  consultation.outcome = judge(*consultation.batch, *consultation.comparison, answers, choice);
  return consultation;
}

std::vector<Consultation> consultations() {
  std::vector<Consultation> all;
  Answers large = samples::file_answers();
  large.message_bytes = 65'508;
  Answers cut = samples::file_answers();
  cut.message_bytes = 8'192;
  for (const Answers& answers :
       {samples::file_answers(), samples::call_answers(), samples::lookup_answers(), large, cut}) {
    all.push_back(consultation_on(answers, true));
    all.push_back(consultation_on(answers, false));
  }
  return all;
}

/// What an independent validator says of the JSON.
bool is_valid_advice(const std::string& json) {
  const samples::Folder folder;
  const std::string schema_file = (folder.path() / "schema.json").string();
  const std::string file = (folder.path() / "advice.json").string();
  BOOST_REQUIRE(report::write_whole(schema_file, advice_schema()).has_value());
  BOOST_REQUIRE(report::write_whole(file, json).has_value());
  const std::string command = std::string{VALIDATE_COMMAND} + " " + schema_file + " " + file;
  return std::system(command.c_str()) == 0;
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    widest = std::max(widest, report::display_width(line));
  }
  return widest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(advice)

BOOST_AUTO_TEST_CASE(the_json_is_as_its_schema_says) {
  for (const Consultation& one : consultations()) BOOST_TEST(is_valid_advice(to_json(one)));
  std::string wrong = to_json(consultation_on(samples::file_answers(), false));
  wrong.replace(wrong.find("\"tcp\""), 5, "\"tpc\"");
  BOOST_TEST(!is_valid_advice(wrong));
}

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_the_place_it_is_shown_in) {
  for (const char* language : {"en", "zh"}) {
    for (const unsigned columns : {40U, 80U}) {
      for (const Consultation& one : consultations()) {
        const report::TableStyle style{columns, false, true, language};
        BOOST_TEST(widest_line(advice_text(one, style)) <= columns);
        BOOST_TEST(widest_line(outcome_text(one, style)) <= columns);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(each_reason_names_the_answer_it_rests_on) {
  const Consultation file = consultation_on(samples::file_answers(), false);
  const std::string text = advice_text(file, {200, false, true, "en"});
  BOOST_TEST(text.starts_with("Use TCP."));
  for (const Rule* const rule : file.advice.because) {
    const std::string reason = rule->told(file.circumstances, report::Words::english());
    const auto at = text.find(reason);
    BOOST_REQUIRE(at != std::string::npos);
    const std::string behind = text.substr(at + reason.size(), 4);
    BOOST_TEST(behind == " (--");
  }
}

BOOST_AUTO_TEST_CASE(whether_it_held_is_said_plainly) {
  Consultation file = consultation_on(samples::file_answers(), true);
  const report::TableStyle style{80, false, true, "en"};
  BOOST_TEST(outcome_text(file, style).find("The advice held") != std::string::npos);
  file.outcome->verdicts.front().held = false;
  BOOST_TEST(outcome_text(file, style).find("did not hold") != std::string::npos);
  file.outcome->verdicts.front().held.reset();
  BOOST_TEST(outcome_text(file, style).find("not measured") != std::string::npos);
  BOOST_TEST(outcome_text(consultation_on(samples::file_answers(), false), style).empty());
}

BOOST_AUTO_TEST_SUITE_END()
