#include "sim/advise/verdict.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "tests/support/advise_samples.hpp"

using namespace acklab;
using namespace acklab::advise;
using std::chrono::milliseconds;

namespace {

/// An advice, run in virtual time.
struct TriedOut {
  Advice advice;
  Comparison comparison;
  run::BatchResult batch;
  Outcome outcome;
};

TriedOut try_out(const Answers& answers, const link::LinkSettings& link,
                 std::optional<Choice> against_the_advice = std::nullopt) {
  TriedOut tried;
  const Circumstances seen = circumstances_of(answers, link);
  tried.advice = advise::advise(seen);
  const Choice choice = against_the_advice.value_or(tried.advice.choice);
  tried.comparison =
      *comparison_for(seen, link, choice, {.path = path::PathChoice::simulated, .seed = 3});
  tried.batch = run::run_batch(tried.comparison.scenario, {});
  tried.outcome = judge(tried.batch, tried.comparison, answers, choice);
  return tried;
}

const Verdict& verdict_on(const std::vector<Verdict>& verdicts, Promise promise) {
  const auto found =
      std::ranges::find_if(verdicts, [promise](const auto& one) { return one.promise == promise; });
  BOOST_REQUIRE(found != verdicts.end());
  return *found;
}

const Alternative& alternative(const Outcome& outcome, std::string_view contender) {
  const auto found = std::ranges::find_if(
      outcome.alternatives, [&](const auto& one) { return one.contender == contender; });
  BOOST_REQUIRE(found != outcome.alternatives.end());
  return *found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verdict)

BOOST_AUTO_TEST_CASE(a_file_arrives_over_tcp_and_not_over_udp) {
  const TriedOut file = try_out(samples::file_answers(), samples::link_that_loses(0.05));
  BOOST_TEST(file.outcome.player == "reliable-udp");  // no kernel in virtual time
  BOOST_TEST((file.outcome.held() == true));
  const Verdict& whole = verdict_on(file.outcome.verdicts, Promise::whole);
  BOOST_TEST(whole.kept == whole.runs);
  BOOST_TEST(whole.runs == file.comparison.scenario.repeat);
  const Alternative& udp = alternative(file.outcome, "udp");
  BOOST_TEST(!udp.did_as_well());
  BOOST_TEST(verdict_on(udp.verdicts, Promise::whole).kept < whole.runs);
}

BOOST_AUTO_TEST_CASE(where_nothing_is_lost_udp_would_have_done_as_well_and_that_is_said) {
  const TriedOut file = try_out(samples::file_answers(), samples::plain_link());
  BOOST_TEST((file.outcome.held() == true));
  BOOST_TEST(alternative(file.outcome, "udp").did_as_well());
}

BOOST_AUTO_TEST_CASE(advice_that_does_not_hold_is_judged_so) {
  // What the advice says is best done by udp, and is not: the answers want all of it.
  const TriedOut wrong =
      try_out(samples::file_answers(), samples::link_that_loses(0.05), Choice::udp);
  BOOST_TEST(wrong.outcome.player == "udp");
  BOOST_TEST((wrong.outcome.held() == false));
  BOOST_TEST((verdict_on(wrong.outcome.verdicts, Promise::whole).held == false));
}

BOOST_AUTO_TEST_CASE(a_deadline_shorter_than_the_way_is_missed_by_whatever_is_advised) {
  Answers answers = samples::call_answers();
  answers.deadline = milliseconds{20};
  const TriedOut late = try_out(answers, samples::plain_link());
  const Verdict& in_time = verdict_on(late.outcome.verdicts, Promise::in_time);
  BOOST_TEST((in_time.held == false));
  BOOST_TEST(in_time.worst.value_or(0) >= 25);
  BOOST_TEST((late.outcome.held() == false));
}

BOOST_AUTO_TEST_CASE(a_call_is_in_time_and_cheaper_over_udp) {
  const TriedOut call = try_out(samples::call_answers(), samples::link_that_loses(0.05));
  BOOST_TEST((call.advice.choice == Choice::udp));
  BOOST_TEST(call.outcome.player == "udp");
  BOOST_TEST((verdict_on(call.outcome.verdicts, Promise::in_time).held == true));
  const Verdict& cheaper = verdict_on(call.outcome.verdicts, Promise::cheaper);
  BOOST_TEST(cheaper.other == "reliable-udp");
  BOOST_TEST((cheaper.held == true));
  BOOST_TEST(*cheaper.median < *cheaper.other_median);
}

BOOST_AUTO_TEST_CASE(a_lookup_is_answered_sooner_and_in_the_end_always) {
  Answers answers = samples::lookup_answers();
  answers.setup = milliseconds{10};
  const TriedOut lookup = try_out(answers, samples::link_that_loses(0.1));
  BOOST_TEST(lookup.outcome.player == "udp");
  BOOST_TEST((verdict_on(lookup.outcome.verdicts, Promise::whole).held == true));
  const Verdict& set_up = verdict_on(lookup.outcome.verdicts, Promise::set_up);
  BOOST_TEST((set_up.held == true));
  BOOST_TEST(!set_up.worst.has_value());
  BOOST_TEST((verdict_on(lookup.outcome.verdicts, Promise::sooner).held == true));
  const Alternative& ours = alternative(lookup.outcome, "reliable-udp");
  BOOST_TEST((verdict_on(ours.verdicts, Promise::set_up).held == false));
}

BOOST_AUTO_TEST_CASE(what_did_not_run_is_not_judged) {
  TriedOut file = try_out(samples::file_answers(), samples::plain_link());
  for (run::ContenderRuns& contender : file.batch.contenders) {
    for (contender::RunResult& run : contender.runs) run.outcome = contender::Outcome::interrupted;
  }
  const Outcome outcome = judge(file.batch, file.comparison, samples::file_answers(), Choice::tcp);
  BOOST_TEST(!outcome.held().has_value());
  BOOST_TEST(outcome.alternatives.empty());
}

BOOST_AUTO_TEST_CASE(one_broken_run_breaks_a_promise_that_the_median_keeps) {
  TriedOut file = try_out(samples::file_answers(), samples::plain_link());
  for (run::ContenderRuns& contender : file.batch.contenders) {
    contender.runs.front().integrity.duplicated = 1;
  }
  const Outcome outcome = judge(file.batch, file.comparison, samples::file_answers(), Choice::tcp);
  BOOST_TEST((outcome.held() == false));
  BOOST_TEST(outcome.verdicts.front().kept == 19U);
}

BOOST_AUTO_TEST_CASE(a_saved_comparison_expects_what_was_promised) {
  Answers answers = samples::file_answers();
  answers.deadline = milliseconds{900};
  answers.setup = milliseconds{60};
  const TriedOut file = try_out(answers, samples::plain_link());
  const auto expected = expectations_of(file.comparison, answers, file.advice.choice);
  BOOST_REQUIRE(expected.size() == 3U);
  BOOST_TEST(expected[0].metric == "integrity.intact");
  BOOST_TEST(expected[1].metric == "timing.completion_ms");
  BOOST_TEST(std::get<scenario::AtMost>(expected[1].condition).value == 900);
  BOOST_TEST(expected[2].metric == "timing.connect_ms");
  for (const auto& one : expected) BOOST_TEST(one.contender == "reliable-udp");
}

BOOST_AUTO_TEST_SUITE_END()
