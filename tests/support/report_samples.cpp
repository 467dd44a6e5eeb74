#include "tests/support/report_samples.hpp"

#include <cmath>

#include "sim/theory/catalogue.hpp"

namespace acklab::samples {
namespace {

using namespace std::chrono_literals;

void fill_counters(link::Counters& counters, std::uint64_t base) {
  counters.offered = base + 1000;
  counters.offered_ip_bytes = (base + 1000) * 1228;
  counters.dropped_by_loss = base / 10 + 11;
  counters.dropped_by_queue = base / 10 + 3;
  counters.dropped_by_aqm = base / 100 + 1;
  counters.marked_ce = base / 100 + 2;
  counters.duplicated = base / 10 + 5;
  counters.corrupted = base / 10 + 7;
  counters.skipped_delay = base / 10 + 9;
  counters.delivered = base + 991;
  counters.delivered_ip_bytes = (base + 991) * 1228;
  counters.reordered = base / 10 + 13;
  counters.undelivered = base / 10 + 14;
  counters.max_queue_bytes = base * 17;
  counters.dropped_by_label = {0, counters.dropped_by_loss, counters.dropped_by_queue};
  counters.altered_by_label = {base / 40, base / 20, base / 2};
}

void fill_link(path::PathTruth& truth) {
  fill_counters(truth.forward.counters, 3000);
  fill_counters(truth.reverse.counters, 1500);
  truth.forward.queue_delay = {12ms, 48ms, 50ms};
  truth.forward.lateness = {3991, 60us, 210us, 480us, 910us};
  truth.reverse.lateness = {2491, 55us, 190us, 450us, 870us};
  truth.forward.discarded_bad_checksum = 4;
  truth.reverse.ignored = 2;
}

workload::Integrity integrity_of(std::uint64_t sent, std::uint64_t missing,
                                 std::uint64_t corrupted) {
  workload::Integrity integrity;
  integrity.sent = sent;
  integrity.missing = missing;
  integrity.corrupted = corrupted;
  integrity.intact = sent - missing - corrupted;
  integrity.corrupted_arrivals = corrupted;
  integrity.intact_bytes = integrity.intact * 1000;
  return integrity;
}

run::ExpectationResult expectation(const char* contender, const char* metric, auto condition,
                                   run::Verdict verdict, std::optional<double> measured) {
  run::ExpectationResult result;
  result.expectation.contender = contender;
  result.expectation.metric = metric;
  result.expectation.condition = condition;
  result.verdict = verdict;
  result.measured = measured;
  return result;
}

/// Some quantity of that unit, as a scenario has it.
std::string written_in(theory::Unit unit) {
  switch (unit) {
    case theory::Unit::seconds:
      return R"("1s")";
    case theory::Unit::bytes:
      return R"("1B")";
    case theory::Unit::bits_per_s:
      return R"("1mbit")";
    case theory::Unit::ratio:
    case theory::Unit::count:
    case theory::Unit::per_s:
      break;
  }
  return "1";
}

/// What a formula says about reliable-udp, 5 % tolerated, its inputs all given.
run::TheoryResult theory_result(std::string_view formula, std::string metric, double prediction,
                                std::optional<double> measured) {
  run::TheoryResult result;
  result.line.formula = theory::find_formula(formula);
  result.line.contender = "reliable-udp";
  result.line.metric = std::move(metric);
  result.line.tolerance = 0.05;
  for (const theory::Input& input : result.line.formula->inputs) {
    result.line.inputs.push_back({std::string{input.name}, {1.0 / 3}, written_in(input.unit)});
    result.inputs.push_back({&input, {1.0 / 3}, "given"});
  }
  result.prediction = prediction;
  result.measured = measured;
  result.reason = "it was not measured";
  if (!measured) return result;
  result.reason.clear();
  result.difference = *measured - prediction;
  result.relative_difference = *result.difference / prediction;
  result.verdict = std::abs(*result.relative_difference) <= 0.05 ? run::TheoryVerdict::within
                                                                 : run::TheoryVerdict::outside;
  return result;
}

scenario::Scenario sample_scenario() {
  scenario::Scenario scenario;
  scenario.name = "sample";
  scenario.question = "What does it cost to lose one packet in a hundred?";
  link::DirectionSettings& forward = scenario.link.forward;
  forward.rate = BitRate::from_bits_per_s(20'000'000);
  forward.delay = 25ms;
  forward.loss = Probability::from_percent(1);
  forward.queue = link::QueueLimit::bytes(125'000);
  scenario.link.reverse = forward;
  scenario.workload = workload::Bulk{4'000'000, 1000};
  scenario.repeat = 2;
  contender::Spec spec;
  for (const auto kind :
       {contender::Kind::udp, contender::Kind::reliable_udp, contender::Kind::kernel_tcp}) {
    spec.kind = kind;
    spec.name = contender::to_string(kind);
    scenario.contenders.push_back(spec);
  }
  return scenario;
}

}  // namespace

contender::RunResult lossy_run() {
  contender::RunResult run;
  run.seed = 12345;
  run.path = path::PathKind::relay;
  run.outcome = contender::Outcome::completed;
  run.integrity = integrity_of(4000, 39, 3);
  run.integrity.duplicated = 12;
  run.integrity.out_of_order = 5;
  run.timing = {std::nullopt, 26ms, 1684ms, 1700ms};
  run.goodput_bits_per_s = 18.8e6;
  run.limit_bits_per_s = 19.3e6;
  run.share_of_limit = 18.8 / 19.3;
  run.cost.packets = 4000;
  run.cost.ip_bytes = 4'112'000;
  run.cost.forward_packets = 4000;
  run.cost.overhead_ratio = 0.039;
  fill_link(run.link);
  return run;
}

contender::RunResult perfect_run() {
  contender::RunResult run;
  run.seed = 12345;
  run.path = path::PathKind::relay;
  run.outcome = contender::Outcome::completed;
  run.integrity = integrity_of(4000, 0, 0);
  run.timing = {51ms, 103ms, 2130ms, 2200ms};
  run.goodput_bits_per_s = 15.02e6;
  run.limit_bits_per_s = 18.6e6;
  run.share_of_limit = 15.02 / 18.6;
  run.cost.packets = 4521;
  run.cost.ip_bytes = 4'321'000;
  run.cost.forward_packets = 2900;
  run.cost.reverse_packets = 1621;
  run.cost.overhead_ratio = 0.0802;
  run.cost.retransmissions = 41;
  run.cost.retransmissions_by_timeout = 2;
  run.cost.retransmissions_by_fast_retransmit = 17;
  run.cost.retransmissions_in_sack_recovery = 22;
  run.cost.retransmissions_of_syn_or_fin = 0;
  run.cost.zero_window_probes = 0;
  run.cost.discarded_corrupted = 0;
  run.cost.discarded_duplicates = 1;
  run.congestion = "newreno";
  run.close_report =
      transport::CloseReport{transport::CloseReason::finished, 0, 0ms, 4'000'000, 0, 0};
  run.series = {{0ms, 0, 14520, std::nullopt, 0, std::nullopt, 1000ms},
                {100ms, 120'000, 29040, 14520, 27000, 51ms, 210ms}};
  fill_link(run.link);
  return run;
}

contender::RunResult impossible_run() {
  contender::RunResult run;
  run.seed = 12345;
  run.path = path::PathKind::relay;
  run.outcome = contender::Outcome::not_run;
  run.reason = "The kernel's TCP cannot cross the relay.";
  run.remedy = "Use the TUN path; 'acklab doctor' says how to enable it.";
  return run;
}

run::BatchResult batch() {
  run::BatchResult batch;
  batch.scenario = sample_scenario();
  batch.path = path::PathKind::relay;
  batch.path_reason = "There is no /dev/net/tun.";
  const auto& specs = batch.scenario.contenders;
  batch.contenders = {{specs[0], {lossy_run(), lossy_run()}},
                      {specs[1], {perfect_run(), perfect_run()}},
                      {specs[2], {impossible_run(), impossible_run()}}};
  // A second repetition that differs, so that aggregates have something to do.
  contender::RunResult& second = batch.contenders[1].runs[1];
  second.seed = 54321;
  second.timing.completion = 2230ms;
  second.cost.retransmissions = 45;
  batch.expectations = {
      expectation("udp", "integrity.missing_ratio", scenario::Near{0.01, 0.005},
                  run::Verdict::holds, 0.00975),
      expectation("udp", "integrity.corrupted", scenario::AtMost{2}, run::Verdict::fails, 3.0),
      expectation("reliable-udp", "integrity.intact", scenario::Equals{true}, run::Verdict::holds,
                  1.0),
      expectation("kernel-tcp", "share_of_limit", scenario::AtLeast{0.2},
                  run::Verdict::not_measured, std::nullopt)};
  for (const run::ExpectationResult& result : batch.expectations) {
    batch.scenario.expectations.push_back(result.expectation);
  }
  batch.theory = {theory_result("window_rate", "goodput_bits_per_s", 18e6, 17.5e6),
                  theory_result("stop_and_wait_utilisation", "share_of_limit", 0.5, 0.97),
                  theory_result("connect_time", "timing.connect_ms", 50, std::nullopt)};
  batch.theory[1].line.must_hold = true;
  batch.theory[1].line.note = "The window was larger than one.";
  for (const run::TheoryResult& result : batch.theory) {
    batch.scenario.theory.push_back(result.line);
  }
  return batch;
}

}  // namespace acklab::samples
