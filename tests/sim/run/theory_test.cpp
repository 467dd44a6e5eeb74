// What the shipped scenarios say about theory, against predictions calculated by hand, and measured
// in virtual time.

#include "sim/run/theory.hpp"

#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/contender/theory_inputs.hpp"
#include "sim/run/batch.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/run_request.hpp"

using namespace acklab;
using namespace acklab::run;

namespace {

/// The scenario of that name in virtual time, each contender once, and those only of which its
/// theory speaks and that need no kernel.
BatchResult theory_run(const std::string& name) {
  auto read = scenario::read_scenario_file(ACKLAB_SCENARIOS "/" + name + ".json");
  BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().sentence));
  scenario::Scenario scenario = *std::move(read);
  scenario.path = path::PathChoice::simulated;
  scenario.repeat = 1;
  scenario.expectations.clear();
  std::erase_if(scenario.theory, [&](const scenario::TheoryLine& line) {
    const auto spec =
        std::ranges::find(scenario.contenders, line.contender, &contender::Spec::name);
    return spec->kind == contender::Kind::kernel_tcp;
  });
  std::erase_if(scenario.contenders, [&](const contender::Spec& spec) {
    return std::ranges::none_of(scenario.theory,
                                [&](const auto& line) { return line.contender == spec.name; });
  });
  return run_batch(scenario, {});
}

/// Line `index` predicts this, and what is measured is within its tolerance.
void check_line(const BatchResult& batch, std::size_t index, double by_hand) {
  BOOST_REQUIRE(index < batch.theory.size());
  const TheoryResult& result = batch.theory[index];
  BOOST_TEST_CONTEXT(batch.scenario.name << ", " << result.line.formula->name << ", predicted "
                                         << result.prediction.value_or(-1) << ", measured "
                                         << result.measured.value_or(-1) << result.reason) {
    BOOST_REQUIRE(result.prediction.has_value());
    BOOST_TEST(*result.prediction == by_hand, boost::test_tools::tolerance(1e-9));
    BOOST_REQUIRE(result.measured.has_value());
    BOOST_TEST((result.verdict == TheoryVerdict::within));
    BOOST_TEST(*result.difference == *result.measured - by_hand,
               boost::test_tools::tolerance(1e-6));
  }
}

contender::RunResult run_with_goodput(double bits_per_s) {
  contender::RunResult run;
  run.outcome = contender::Outcome::completed;
  run.goodput_bits_per_s = bits_per_s;
  return run;
}

/// Stop-and-wait over a line of 1 Mbit/s and 100 ms: 107143 bit/s less headers, by the formula.
scenario::Scenario by_the_book(std::string_view theory) {
  const std::string text = std::string{R"({"name": "book",
    "link": {"rate": "1mbit", "delay": "50ms"}, "workload": {"kind": "bulk", "bytes": "1MB"},
    "contenders": [{"kind": "reliable-udp", "arq": "stop-and-wait", "rto": "300ms"},
                   {"kind": "kernel-tcp"}],
    "path": "simulated", "theory": [)"} +
                           std::string{theory} + "]}";
  auto read = scenario::read_scenario(text, "book.json");
  BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().sentence));
  return *std::move(read);
}

std::vector<ContenderRuns> runs_of(const scenario::Scenario& scenario,
                                   std::vector<contender::RunResult> runs) {
  return {{scenario.contenders[0], std::move(runs)}, {scenario.contenders[1], {}}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(theory_beside_measurement)

BOOST_AUTO_TEST_CASE(stop_and_wait_pays_for_its_losses) {
  // 952 + 48 bytes in 8 ms, 19 % of the attempts fail: 8 + 100 + 300 * 19/81 ms.
  check_line(theory_run("reliability/02-stop-and-wait-under-loss"), 0,
             952 * 8 / (0.108 + 0.3 * 19 / 81));
}

BOOST_AUTO_TEST_CASE(go_back_n_and_selective_repeat_share_a_lossy_line) {
  const BatchResult batch = theory_run("reliability/07-go-back-n");
  check_line(batch, 0, 0.9 / (1 + 12 * 0.1));  // 2a = 144 ms / 12 ms
  check_line(batch, 1, 0.9);
}

BOOST_AUTO_TEST_CASE(reno_follows_the_square_root_law) {
  const BatchResult batch = theory_run("lossy-bulk");
  // 1440 bytes of payload (IP 20, UDP 8, TCP 20, timestamps 12), 50 ms, 1 %.
  check_line(batch, 0, 1440 * 8 / 0.05 * std::sqrt(1.5 / 0.01));
  // 1200 of 1228 bytes of 20 Mbit/s, 4 MB, and 25 ms to cross.
  const double line = 20e6 * 1200 / 1228;
  check_line(batch, 1, 32e6 / (32e6 / line + 0.025));
}

BOOST_AUTO_TEST_CASE(fragments_multiply_the_loss) {
  check_line(theory_run("datagrams/03-fragments-1473"), 0, 1 - std::pow(0.99, 2));
  check_line(theory_run("datagrams/04-fragments-8192"), 0, 1 - std::pow(0.99, 6));
  check_line(theory_run("datagrams/05-fragments-65507"), 0, 1 - std::pow(0.99, 45));
}

BOOST_AUTO_TEST_CASE(bursts_and_single_losses_have_their_lengths) {
  const BatchResult bursty = theory_run("real-time/03-bursty-loss");
  check_line(bursty, 0, 0.01 / 0.26);
  check_line(bursty, 1, 4);
  check_line(theory_run("real-time/02-independent-loss"), 0, 1 / (1 - 0.0385));
}

BOOST_AUTO_TEST_CASE(two_lost_syns_cost_three_seconds) {
  check_line(theory_run("timers/04-lost-syn"), 0, 3050);  // ms
}

BOOST_AUTO_TEST_CASE(a_voice_waits_behind_each_loss) {
  const BatchResult batch = theory_run("real-time/01-voice");
  check_line(batch, 0, 3);  // 137.5 ms to recover, 95 ms to spare, 20 ms from one to the next
  check_line(batch, 1, 4);  // 170 ms
}

BOOST_AUTO_TEST_CASE(a_handshake_costs_a_round_trip) {
  const BatchResult batch = theory_run("timers/05-price-of-a-handshake");
  check_line(batch, 0, 20);  // ms
  check_line(batch, 1, 40);
  check_line(batch, 2, 20);
}

BOOST_AUTO_TEST_CASE(copies_make_failures_rare) {
  const BatchResult batch = theory_run("real-time/04-copies");
  check_line(batch, 0, 1 - std::pow(0.95, 2));
  check_line(batch, 1, 1 - std::pow(1 - 0.05 * 0.05, 2));
  check_line(batch, 2, 1 - std::pow(1 - 0.05 * 0.05 * 0.05, 2));
}

BOOST_AUTO_TEST_CASE(the_median_decides_and_the_tolerance_is_a_part_of_the_prediction) {
  const scenario::Scenario scenario = by_the_book(
      R"({"formula": "window_rate", "contender": "reliable-udp", "metric": "goodput_bits_per_s",
          "inputs": {"window_bytes": "1250B"}, "tolerance": 0.05})");
  const auto compared = [&](std::vector<contender::RunResult> runs) {
    return compare(scenario.theory[0], scenario, path::PathKind::simulated,
                   runs_of(scenario, std::move(runs)));
  };
  // 1250 bytes each 100 ms are 100000 bit/s.
  const TheoryResult at_edge =
      compared({run_with_goodput(1), run_with_goodput(105'000), run_with_goodput(900'000)});
  BOOST_TEST(at_edge.prediction.value() == 100'000, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(at_edge.measured.value() == 105'000);
  BOOST_TEST(at_edge.relative_difference.value() == 0.05, boost::test_tools::tolerance(1e-9));
  BOOST_TEST((compared({run_with_goodput(104'900)}).verdict == TheoryVerdict::within));
  BOOST_TEST((compared({run_with_goodput(105'100)}).verdict == TheoryVerdict::outside));
  BOOST_TEST((compared({run_with_goodput(94'900)}).verdict == TheoryVerdict::outside));
  // The given input is told from the others.
  BOOST_REQUIRE(at_edge.inputs.size() == 2U);
  BOOST_TEST(at_edge.inputs[0].from == "given");
  BOOST_TEST(at_edge.inputs[1].from == "link.delay, both ways");
}

BOOST_AUTO_TEST_CASE(an_absolute_tolerance_is_in_the_unit_of_the_metric) {
  const scenario::Scenario scenario = by_the_book(
      R"({"formula": "connect_time", "contender": "reliable-udp", "metric": "timing.connect_ms",
          "absolute_tolerance": 5})");
  const auto verdict = [&](std::chrono::milliseconds connected) {
    contender::RunResult run = run_with_goodput(1);
    run.timing.connected = connected;
    const TheoryResult result =
        compare(scenario.theory[0], scenario, path::PathKind::simulated, runs_of(scenario, {run}));
    BOOST_TEST(result.prediction.value() == 100, boost::test_tools::tolerance(1e-9));
    return result.verdict;
  };
  BOOST_TEST((verdict(std::chrono::milliseconds{104}) == TheoryVerdict::within));
  BOOST_TEST((verdict(std::chrono::milliseconds{96}) == TheoryVerdict::within));
  BOOST_TEST((verdict(std::chrono::milliseconds{106}) == TheoryVerdict::outside));
}

BOOST_AUTO_TEST_CASE(nothing_is_compared_where_a_run_has_no_value) {
  const scenario::Scenario scenario = by_the_book(
      R"({"formula": "window_rate", "contender": "reliable-udp", "metric": "goodput_bits_per_s",
          "inputs": {"window_bytes": "1250B"}, "tolerance": 0.05})");
  contender::RunResult none;
  none.outcome = contender::Outcome::time_limit;
  const TheoryResult result = compare(scenario.theory[0], scenario, path::PathKind::simulated,
                                      runs_of(scenario, {run_with_goodput(100'000), none}));
  BOOST_TEST((result.verdict == TheoryVerdict::not_compared));
  BOOST_TEST(result.prediction.has_value());
  BOOST_TEST(!result.measured.has_value());
  BOOST_TEST(!result.reason.empty());
}

/// How many linear timeouts a SYN has, only the kernel knows.
BOOST_AUTO_TEST_CASE(what_the_kernel_says_is_an_input_too) {
  const scenario::Scenario scenario = by_the_book(
      R"({"formula": "lost_syn_connect_time", "contender": "kernel-tcp",
          "metric": "timing.connect_ms", "inputs": {"lost_syns": 6}, "tolerance": 0.05})");
  contender::RunResult run = run_with_goodput(1);
  const auto predicted = [&](std::optional<std::string> linear) {
    run.kernel_tcp_settings = {{"tcp_syn_linear_timeouts", std::move(linear)}};
    return compare(scenario.theory[0], scenario, path::PathKind::tun,
                   {{scenario.contenders[0], {}}, {scenario.contenders[1], {run}}})
        .prediction.value_or(-1);
  };
  BOOST_TEST(predicted("4") == 4000 + 1000 + 2000 + 100, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(predicted("0") == 63'000 + 100, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(predicted(std::nullopt) == 63'000 + 100, boost::test_tools::tolerance(1e-9));
}

/// Smaller segments have as large headers, and what they let through follows from that.
BOOST_AUTO_TEST_CASE(segments_told_to_be_small_are_full_packets) {
  scenario::Scenario scenario = by_the_book("");
  for (const std::size_t index : {0U, 1U}) {
    scenario.contenders[index].tuning.max_segment_bytes = 500;
    scenario.contenders[index].tuning.initial_window_segments = 4;
    const auto request =
        scenario::run_request(scenario, index, path::PathKind::simulated, scenario.seed);
    const auto input = [&request](std::string_view name) {
      return contender::theory_input(name, request, {}).value().value;
    };
    BOOST_TEST(input("payload") == 488.0);                       // less timestamps
    BOOST_TEST(input("headers") == (index == 0 ? 60.0 : 52.0));  // IP, UDP, TCP, timestamps
    BOOST_TEST(input("initial_window") == 4.0);
    BOOST_TEST(input("line_goodput") == 1e6 * 488 / (488 + input("headers")),
               boost::test_tools::tolerance(1e-9));
  }
}

BOOST_AUTO_TEST_SUITE_END()
