#include <sstream>

#include <boost/test/unit_test.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "tests/support/report_samples.hpp"

using namespace acklab;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// `text` on one line, so that a test need not know where lines are broken.
std::string flat(const std::string& text) {
  std::string joined;
  std::istringstream words{text};
  for (std::string word; words >> word;) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

void check_width(const std::string& text, std::size_t columns) {
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    BOOST_TEST_CONTEXT("line: " << line) {
      BOOST_TEST(report::display_width(line) <= columns);
    }
  }
}

run::BatchResult with_huge_numbers() {
  run::BatchResult batch = samples::batch();
  for (contender::RunResult& run : batch.contenders[0].runs) {
    run.integrity.sent = 10'000'000'000;
    run.integrity.intact = 9'999'999'000;
    run.integrity.missing = 1'000;
    run.integrity.duplicated = 123'456'789'012;
    run.integrity.out_of_order = 98'765'432;
    run.cost.overhead_ratio = 123456.7;
    run.timing.completion = std::chrono::hours{99};
    run.goodput_bits_per_s = 123.4e12;
  }
  batch.contenders[1].spec.name = "ein-sehr-langer-Name-für-einen-Teilnehmer-網路";
  batch.scenario.question = std::string(500, 'q') + "?";
  return batch;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_the_terminal) {
  for (const run::BatchResult& batch : {samples::batch(), with_huge_numbers()}) {
    for (const unsigned columns : {40U, 60U, 80U, 200U}) {
      check_width(report::to_table(batch, {columns, false, true}), columns);
      check_width(report::to_table(batch, {columns, false, false}), columns);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_contender_with_losses_says_what_is_wrong) {
  const std::string text = flat(report::to_table(samples::batch(), {}));
  BOOST_TEST(contains(text,
                      "udp: 3958 of 4000 records arrived intact, 39 missing, 3 corrupted, "
                      "12 twice, 5 out of order"));
}

BOOST_AUTO_TEST_CASE(a_perfect_contender_says_so) {
  const std::string text = flat(report::to_table(samples::batch(), {}));
  BOOST_TEST(contains(text, "reliable-udp: all 4000 records arrived intact, once and in order"));
}

BOOST_AUTO_TEST_CASE(a_contender_that_did_not_run_says_why_and_what_to_do) {
  const std::string text = flat(report::to_table(samples::batch(), {}));
  BOOST_TEST(contains(text,
                      "kernel-tcp did not run. The kernel's TCP cannot cross the relay. Use "
                      "the TUN path; 'acklab doctor' says how to enable it."));
  BOOST_TEST(contains(text, "kernel-tcp - - - - - not run - - -"));
}

BOOST_AUTO_TEST_CASE(contenders_that_did_not_run_for_one_reason_are_told_together) {
  run::BatchResult batch = samples::batch();
  for (run::ContenderRuns& contender : batch.contenders) {
    contender.runs = {samples::impossible_run()};
  }
  const std::string text = flat(report::to_table(batch, {}));
  BOOST_TEST(contains(text, "udp, reliable-udp and kernel-tcp did not run. The kernel's TCP"));
}

BOOST_AUTO_TEST_CASE(what_the_link_took_stands_beside_what_is_missing) {
  const std::string text = flat(report::to_table(samples::batch(), {}));
  BOOST_TEST(contains(text,
                      "the link lost 311 packets, its full queue refused 303 and its queue "
                      "dropped 31 early on the way there"));
}

BOOST_AUTO_TEST_CASE(a_run_that_gave_up_says_why) {
  run::BatchResult batch = samples::batch();
  contender::RunResult& run = batch.contenders[1].runs[1];
  run.outcome = contender::Outcome::gave_up;
  run.reason = "The connection timed out.";
  run.timing.completion.reset();
  batch.contenders[1].runs[0] = run;
  const std::string text = flat(report::to_table(batch, {}));
  BOOST_TEST(contains(text, "gave up"));
  BOOST_TEST(contains(text, "2 of 2 runs did not finish. The connection timed out."));
}

BOOST_AUTO_TEST_CASE(medians_stand_in_the_row) {
  const std::string text = flat(report::to_table(samples::batch(), {}));
  BOOST_TEST(contains(text, "reliable-udp 100 % 0 0 0 0 2.18 s 15.0 8.0 % 43"));
}

BOOST_AUTO_TEST_CASE(verdicts_are_marked) {
  const std::string text = report::to_table(samples::batch(), {});
  BOOST_TEST(contains(text, "✓ udp: integrity.missing_ratio is 0.00975, expected 0.01 ± 0.005"));
  BOOST_TEST(contains(text, "✗ udp: integrity.corrupted is 3, expected at most 2"));
  BOOST_TEST(contains(text, "✓ reliable-udp: integrity.intact is true, expected true"));
  BOOST_TEST(contains(text, "– kernel-tcp: share_of_limit was not measured"));
}

BOOST_AUTO_TEST_CASE(a_failing_expectation_shows_by_how_little_and_the_authors_note) {
  run::BatchResult batch = samples::batch();
  run::ExpectationResult& result = batch.expectations[1];
  result.measured = 2.00003;
  result.expectation.note = "Two are plenty.";
  const std::string text = flat(report::to_table(batch, {}));
  BOOST_TEST(contains(text, "integrity.corrupted is 2.00003, expected at most 2. Two are plenty."));
}

BOOST_AUTO_TEST_CASE(ascii_style_has_ascii_only) {
  for (const run::BatchResult& batch : {samples::batch(), with_huge_numbers()}) {
    const std::string text = report::to_table(batch, {80, false, false});
    for (const char letter : text) BOOST_REQUIRE(static_cast<unsigned char>(letter) < 0x80);
  }
}

BOOST_AUTO_TEST_CASE(colour_is_only_added_never_needed) {
  const run::BatchResult batch = samples::batch();
  std::string coloured = report::to_table(batch, {80, true, true});
  BOOST_TEST(contains(coloured, "\x1b["));
  for (std::size_t at = 0; (at = coloured.find("\x1b[")) != std::string::npos;) {
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  }
  BOOST_TEST(coloured == report::to_table(batch, {80, false, true}));
}

BOOST_AUTO_TEST_CASE(a_scenario_cannot_write_to_the_terminal_what_it_likes) {
  run::BatchResult batch = samples::batch();
  batch.scenario.question = "what\x1b[2J\x1b]0;title\x07?";
  const std::string text = report::to_table(batch, {});
  BOOST_TEST(!contains(text, "\x1b"));
  BOOST_TEST(!contains(text, "\x07"));
}

BOOST_AUTO_TEST_CASE(what_the_hosts_themselves_lose_and_refuse_is_told) {
  run::BatchResult batch = samples::batch();
  batch.scenario.workload = workload::SlowReader{};
  for (contender::RunResult& run : batch.contenders[0].runs) {
    run.workload.slow_reader.emplace();
    run.workload.sends.emplace();
    run.workload.sends->refused_for_size = 2;
    run.workload.sends->refused_by_peer = 1;
    run.link.forward.dropped_by_system = run.link.forward.dropped_by_receiver = 7;
  }
  const std::string text = flat(report::to_table(batch, {}));
  BOOST_TEST(contains(text,
                      "; sends refused for their size (EMSGSIZE): 2; sends refused because "
                      "nobody listens there (ECONNREFUSED): 1; the receiver's full buffer "
                      "dropped 7"));
  // To overrun the receiver is what such a job is for: it spoils nothing.
  BOOST_TEST(!contains(text, "this machine dropped"));
}

BOOST_AUTO_TEST_CASE(what_spoils_the_numbers_is_told) {
  run::BatchResult batch = samples::batch();
  BOOST_TEST(!contains(report::to_table(batch, {}), "!"));
  batch.contenders[0].runs[0].link.reverse.dropped_by_system = 7;
  batch.contenders[1].runs[1].link.forward.lateness.percentile_99 = std::chrono::milliseconds{3};
  batch.contenders[1].runs[0].link.reverse.overloaded = true;
  batch.interrupted = true;
  const std::string text = flat(report::to_table(batch, {}));
  BOOST_TEST(contains(text, "! udp: this machine dropped 7 packets beside the link's own losses"));
  BOOST_TEST(contains(
      text,
      "! 1 packet in 100 entered or left the link late by at least this: reliable-udp 3.00 ms. "));
  BOOST_TEST(contains(text, "! reliable-udp: more packets came than this machine can carry"));
  BOOST_TEST(contains(text, "! Interrupted"));
}

BOOST_AUTO_TEST_CASE(an_expectation_breaks_when_it_fails_or_its_contender_ran_without_it) {
  run::BatchResult batch = samples::batch();
  BOOST_TEST(!report::is_broken(batch, batch.expectations[0]));
  BOOST_TEST(report::is_broken(batch, batch.expectations[1]));
  BOOST_TEST(!report::is_broken(batch, batch.expectations[3]));  // kernel-tcp did not run
  batch.expectations[3].expectation.contender = "udp";
  BOOST_TEST(report::is_broken(batch, batch.expectations[3]));
  batch.interrupted = true;
  BOOST_TEST(!report::is_broken(batch, batch.expectations[3]));
}

BOOST_AUTO_TEST_SUITE_END()
