#include <boost/test/unit_test.hpp>

#include "sim/run/batch.hpp"
#include "sim/run/expectations.hpp"
#include "sim/run/time_left.hpp"

using namespace acklab;
using namespace acklab::run;
using contender::Outcome;
using contender::RunResult;
using std::chrono::seconds;

namespace {

/// Runs of one contender with these goodputs; nothing: the run has none.
std::vector<ContenderRuns> runs_with_goodput(const std::vector<std::optional<double>>& goodputs) {
  ContenderRuns contender;
  contender.spec.name = "udp";
  for (const auto& goodput : goodputs) {
    RunResult run;
    run.outcome = Outcome::completed;
    run.goodput_bits_per_s = goodput;
    run.integrity.sent = 1;
    run.integrity.intact = goodput ? 1 : 0;
    contender.runs.push_back(run);
  }
  return {contender};
}

ExpectationResult judged(const std::vector<ContenderRuns>& contenders, std::string metric,
                         decltype(scenario::Expectation::condition) condition) {
  scenario::Expectation expectation;
  expectation.contender = "udp";
  expectation.metric = std::move(metric);
  expectation.condition = condition;
  return judge(expectation, contenders);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(judging)

BOOST_AUTO_TEST_CASE(quartiles_agree_with_those_calculated_by_hand) {
  BOOST_TEST(!summarise({}).has_value());
  const Summary one = *summarise({7});
  BOOST_TEST(one.count == 1U);
  BOOST_TEST(one.min == 7);
  BOOST_TEST(one.quartile_1 == 7);
  BOOST_TEST(one.median == 7);
  BOOST_TEST(one.max == 7);
  const Summary five = *summarise({50, 10, 40, 20, 30});
  BOOST_TEST(five.count == 5U);
  BOOST_TEST(five.min == 10);
  BOOST_TEST(five.quartile_1 == 20);
  BOOST_TEST(five.median == 30);
  BOOST_TEST(five.quartile_3 == 40);
  BOOST_TEST(five.max == 50);
  // R: quantile(c(1, 2, 4, 8)) is 1, 1.75, 3, 5, 8.
  const Summary four = *summarise({8, 1, 4, 2});
  BOOST_TEST(four.quartile_1 == 1.75);
  BOOST_TEST(four.median == 3);
  BOOST_TEST(four.quartile_3 == 5);
}

BOOST_AUTO_TEST_CASE(a_number_is_judged_by_its_median) {
  const auto runs = runs_with_goodput({1.0, 100.0, 10.0});
  BOOST_TEST((judged(runs, "goodput_bits_per_s", scenario::AtLeast{10}).verdict == Verdict::holds));
  BOOST_TEST(
      (judged(runs, "goodput_bits_per_s", scenario::AtLeast{10.5}).verdict == Verdict::fails));
  BOOST_TEST((judged(runs, "goodput_bits_per_s", scenario::AtMost{9.5}).verdict == Verdict::fails));
  BOOST_TEST((judged(runs, "goodput_bits_per_s", scenario::Near{11, 1}).verdict == Verdict::holds));
  BOOST_TEST(
      (judged(runs, "goodput_bits_per_s", scenario::Near{11, 0.5}).verdict == Verdict::fails));
  BOOST_TEST(*judged(runs, "goodput_bits_per_s", scenario::Near{11, 1}).measured == 10);
}

BOOST_AUTO_TEST_CASE(a_truth_value_must_hold_in_every_run) {
  const auto runs = runs_with_goodput({1.0, 1.0, 1.0, std::nullopt});
  const auto intact = judged(runs, "integrity.intact", scenario::Equals{true});
  BOOST_TEST((intact.verdict == Verdict::fails));
  BOOST_TEST(*intact.measured == 0);
  BOOST_TEST((judged(runs, "integrity.intact", scenario::Equals{false}).verdict == Verdict::fails));
  BOOST_TEST((judged(runs, "completed", scenario::Equals{true}).verdict == Verdict::holds));
}

BOOST_AUTO_TEST_CASE(a_run_without_the_value_leaves_nothing_to_judge) {
  const auto runs = runs_with_goodput({1.0, std::nullopt, 1.0});
  const auto goodput = judged(runs, "goodput_bits_per_s", scenario::AtLeast{0});
  BOOST_TEST((goodput.verdict == Verdict::not_measured));
  BOOST_TEST(!goodput.measured.has_value());
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_does_not_count) {
  auto runs = runs_with_goodput({1.0, 2.0, 3.0, std::nullopt});
  runs[0].runs[3].outcome = Outcome::interrupted;
  BOOST_TEST(*judged(runs, "goodput_bits_per_s", scenario::Near{2, 0}).measured == 2);
  for (RunResult& run : runs[0].runs) run.outcome = Outcome::interrupted;
  BOOST_TEST(
      (judged(runs, "goodput_bits_per_s", scenario::AtLeast{0}).verdict == Verdict::not_measured));
}

BOOST_AUTO_TEST_CASE(what_nobody_knows_is_not_measured) {
  const auto runs = runs_with_goodput({1.0});
  BOOST_TEST(
      (judged(runs, "no.such.metric", scenario::AtLeast{0}).verdict == Verdict::not_measured));
  BOOST_TEST(
      (judged({}, "goodput_bits_per_s", scenario::AtLeast{0}).verdict == Verdict::not_measured));
}

BOOST_AUTO_TEST_CASE(the_time_left_follows_from_what_runs_took) {
  TimeLeft left{2, 3};
  BOOST_TEST(!left.estimate(0, {seconds{1}, 0, 1000}).has_value());
  // A quarter delivered in 1 s: 3 s here, and 5 runs of 4 s more.
  BOOST_TEST((left.estimate(0, {seconds{1}, 250, 1000}) == seconds{23}));
  left.note_finished(0, seconds{4});
  // The second contender half way after 5 s: 5 s more, 2 × 4 s and 2 × 10 s.
  BOOST_TEST((left.estimate(1, {seconds{5}, 500, 1000}) == seconds{33}));
  left.note_finished(1, seconds{10});
  // Known by now, whatever is delivered: 3 s, 1 × 4 s, 2 × 10 s.
  BOOST_TEST((left.estimate(0, {seconds{1}, 0, 1000}) == seconds{27}));
}

BOOST_AUTO_TEST_SUITE_END()
