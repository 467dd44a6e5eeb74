#include "sim/run/batch.hpp"

#include <atomic>

#include <boost/test/unit_test.hpp>

#include "sim/contender/metrics.hpp"
#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::run;
using namespace acklab::testing;
using contender::Kind;
using contender::Outcome;

namespace {

scenario::Scenario small_scenario() {
  scenario::Scenario scenario;
  scenario.name = "small";
  scenario.link = hostile_link();
  scenario.workload = workload::Bulk{.bytes = 60'000, .message_bytes = 1200};
  for (const Kind kind : {Kind::udp, Kind::reliable_udp, Kind::kernel_tcp}) {
    contender::Spec spec;
    spec.kind = kind;
    spec.name = contender::to_string(kind);
    scenario.contenders.push_back(spec);
  }
  scenario.repeat = 3;
  scenario.seed = 42;
  scenario.path = path::PathChoice::simulated;
  return scenario;
}

scenario::Expectation expect(std::string contender, std::string metric,
                             decltype(scenario::Expectation::condition) condition) {
  scenario::Expectation expectation;
  expectation.contender = std::move(contender);
  expectation.metric = std::move(metric);
  expectation.condition = condition;
  return expectation;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(batch)

BOOST_AUTO_TEST_CASE(every_contender_runs_every_repetition_with_the_same_seeds) {
  const BatchResult result = run_batch(small_scenario(), {});
  BOOST_TEST((result.path == path::PathKind::simulated));
  BOOST_TEST(result.path_reason == "");
  BOOST_TEST(!result.interrupted);
  BOOST_REQUIRE(result.contenders.size() == 3U);
  for (const ContenderRuns& contender : result.contenders) {
    BOOST_REQUIRE(contender.runs.size() == 3U);
    for (std::uint32_t i = 0; i < 3; ++i) {
      BOOST_TEST(contender.runs[i].seed == repetition_seed(42, i));
    }
  }
  BOOST_TEST((result.contenders[0].runs[0].outcome == Outcome::completed));
  BOOST_TEST(result.contenders[1].runs[2].integrity.is_perfect());
  BOOST_TEST((result.contenders[2].runs[1].outcome == Outcome::not_run));
}

BOOST_AUTO_TEST_CASE(seeds_of_repetitions_differ_and_fit_into_a_json_number) {
  std::vector<std::uint64_t> seeds;
  for (std::uint64_t scenario_seed = 0; scenario_seed < 50; ++scenario_seed) {
    for (std::uint32_t i = 0; i < 50; ++i) seeds.push_back(repetition_seed(scenario_seed, i));
  }
  for (const std::uint64_t seed : seeds) BOOST_TEST_REQUIRE(seed < (std::uint64_t{1} << 53U));
  std::sort(seeds.begin(), seeds.end());
  BOOST_TEST((std::adjacent_find(seeds.begin(), seeds.end()) == seeds.end()));
}

BOOST_AUTO_TEST_CASE(repetitions_of_all_contenders_are_interleaved) {
  std::vector<std::string> order;
  BatchHooks hooks;
  hooks.progress = [&](const BatchProgress& progress) {
    BOOST_TEST(progress.repetitions == 3U);
    BOOST_TEST(progress.run.total_bytes == 60'000U);
    order.push_back(progress.contender + " " + std::to_string(progress.repetition));
  };
  (void)run_batch(small_scenario(), hooks);
  const std::vector<std::string> expected{"udp 1", "reliable-udp 1", "kernel-tcp 1",
                                          "udp 2", "reliable-udp 2", "kernel-tcp 2",
                                          "udp 3", "reliable-udp 3", "kernel-tcp 3"};
  BOOST_TEST(order == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_interrupted_batch_keeps_what_has_finished) {
  std::atomic<bool> interrupted{false};
  BatchHooks hooks;
  hooks.interrupted = &interrupted;
  hooks.progress = [&](const BatchProgress& progress) {
    if (progress.repetition == 2 && progress.contender == "reliable-udp") interrupted = true;
  };
  const BatchResult result = run_batch(small_scenario(), hooks);
  BOOST_TEST(result.interrupted);
  BOOST_TEST(result.contenders[0].runs.size() == 2U);
  BOOST_REQUIRE(result.contenders[1].runs.size() == 2U);
  BOOST_TEST(result.contenders[2].runs.size() == 1U);
  BOOST_TEST((result.contenders[1].runs[0].outcome == Outcome::completed));
  BOOST_TEST((result.contenders[1].runs[1].outcome == Outcome::interrupted));
}

BOOST_AUTO_TEST_CASE(expectations_are_judged_on_what_was_measured) {
  scenario::Scenario scenario = small_scenario();
  scenario.expectations = {
      expect("reliable-udp", "integrity.intact", scenario::Equals{true}),
      expect("reliable-udp", "integrity.intact", scenario::Equals{false}),
      expect("udp", "integrity.intact", scenario::Equals{false}),
      expect("udp", "integrity.missing_ratio", scenario::AtMost{1.0}),
      expect("udp", "integrity.missing_ratio", scenario::AtLeast{1.0}),
      expect("reliable-udp", "integrity.sent", scenario::Equals{50.0}),
      expect("kernel-tcp", "integrity.intact", scenario::Equals{true}),
      expect("udp", "timing.connect_ms", scenario::AtMost{1e9}),
  };
  const BatchResult result = run_batch(scenario, {});
  const std::vector<Verdict> expected{Verdict::holds,        Verdict::fails,       Verdict::holds,
                                      Verdict::holds,        Verdict::fails,       Verdict::holds,
                                      Verdict::not_measured, Verdict::not_measured};
  BOOST_REQUIRE(result.expectations.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    BOOST_TEST((result.expectations[i].verdict == expected[i]), "expectation " << i);
    BOOST_TEST(result.expectations[i].measured.has_value() ==
               (expected[i] != Verdict::not_measured));
  }
  BOOST_TEST(*result.expectations[0].measured == 1.0);
}

BOOST_AUTO_TEST_CASE(one_scenario_gives_the_same_numbers_twice_in_virtual_time) {
  const BatchResult once = run_batch(small_scenario(), {});
  const BatchResult twice = run_batch(small_scenario(), {});
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t i = 0; i < 3; ++i) {
      for (const contender::Metric& metric : contender::metrics()) {
        BOOST_TEST(
            (metric.of(once.contenders[c].runs[i]) == metric.of(twice.contenders[c].runs[i])),
            metric.name);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(on_the_relay_a_batch_says_why_the_kernel_did_not_run) {
  scenario::Scenario scenario = small_scenario();
  scenario.path = path::PathChoice::relay;
  scenario.link = clean_link();
  scenario.repeat = 1;
  const BatchResult result = run_batch(scenario, {});
  BOOST_TEST((result.path == path::PathKind::relay));
  BOOST_TEST(result.contenders[0].runs[0].integrity.is_perfect());
  BOOST_TEST(result.contenders[1].runs[0].integrity.is_perfect());
  BOOST_TEST((result.contenders[2].runs[0].outcome == Outcome::not_run));
  BOOST_TEST(!result.contenders[2].runs[0].remedy.empty());
}

BOOST_AUTO_TEST_SUITE_END()
