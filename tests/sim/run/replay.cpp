#include <fstream>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "sim/run/batch.hpp"
#include "sim/run/trace_file.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "tests/support/contender_requests.hpp"
#include "tests/support/report_folder.hpp"

using namespace acklab;
using namespace acklab::run;
using namespace acklab::testing;
using contender::Kind;

namespace {

/// Before the first thread of this program.
struct ReplayNamespaces {
  ReplayNamespaces() { path::prepare_namespaces(); }
};

scenario::Scenario scenario_to_record(Kind kind, path::PathChoice path) {
  scenario::Scenario scenario;
  scenario.name = "recorded";
  scenario.link = hostile_link();
  scenario.workload = workload::Bulk{.bytes = 240'000, .message_bytes = 1200};
  contender::Spec spec;
  spec.kind = kind;
  spec.name = "way";
  if (kind == Kind::udp) spec.udp_rate = BitRate::from_bits_per_s(25'000'000);
  scenario.contenders.push_back(spec);
  scenario.path = path;
  return scenario;
}

/// A run and the log of it, without the first line, which names the run.
struct Recorded {
  contender::RunResult result;
  std::string file;
  std::string fates;
};

Recorded run_and_record(const scenario::Scenario& scenario, const samples::Folder& folder) {
  BatchHooks hooks;
  hooks.trace = {folder.path().string(), "1.2.3"};
  const BatchResult batch = run_batch(scenario, hooks);
  BOOST_REQUIRE(batch.trace_errors.empty());
  Recorded recorded;
  recorded.result = batch.contenders.at(0).runs.at(0);
  recorded.file = fate_file(folder.path().string(), scenario.name, "way", 1);
  std::ifstream stream{recorded.file};
  std::string header;
  std::getline(stream, header);
  std::ostringstream rest;
  rest << stream.rdbuf();
  recorded.fates = rest.str();
  return recorded;
}

/// The scenario with its link replaced by what the log says.
scenario::Scenario replaying(scenario::Scenario scenario, const std::string& log) {
  const auto read = scenario::read_scenario(
      R"({"name": "x", "link": {"replay": ")" + log +
          R"("}, "workload": {"kind": "bulk", "bytes": "1kB"}, "contenders": ["udp"]})",
      "x.json");
  BOOST_REQUIRE_MESSAGE(read.has_value(), read.error().sentence);
  scenario.link = read->link;
  scenario.path = path::PathChoice::simulated;
  return scenario;
}

void check_same_counts(const link::Counters& one, const link::Counters& other) {
  BOOST_TEST(one.offered == other.offered);
  BOOST_TEST(one.dropped_by_loss == other.dropped_by_loss);
  BOOST_TEST(one.dropped_by_queue == other.dropped_by_queue);
  BOOST_TEST(one.duplicated == other.duplicated);
  BOOST_TEST(one.corrupted == other.corrupted);
  BOOST_TEST(one.skipped_delay == other.skipped_delay);
  BOOST_TEST(one.delivered == other.delivered);
  BOOST_TEST(one.undelivered == other.undelivered);
}

void check_same_delivery(const workload::Integrity& one, const workload::Integrity& other) {
  BOOST_TEST(one.sent == other.sent);
  BOOST_TEST(one.intact == other.intact);
  BOOST_TEST(one.missing == other.missing);
  BOOST_TEST(one.duplicated == other.duplicated);
  BOOST_TEST(one.corrupted_arrivals == other.corrupted_arrivals);
  BOOST_TEST(one.out_of_order == other.out_of_order);
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(ReplayNamespaces);

BOOST_AUTO_TEST_SUITE(replay)

BOOST_AUTO_TEST_CASE(a_log_replayed_in_virtual_time_gives_the_same_log_and_the_same_result) {
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    for (const auto key : {link::FateKey::index, link::FateKey::content}) {
      const samples::Folder first;
      const samples::Folder second;
      scenario::Scenario scenario = scenario_to_record(kind, path::PathChoice::simulated);
      scenario.link.fate_key = key;
      const Recorded recorded = run_and_record(scenario, first);
      const Recorded replayed = run_and_record(replaying(scenario, recorded.file), second);
      BOOST_TEST_CONTEXT(to_string(kind) << ", fates keyed by " << link::to_string(key)) {
        BOOST_TEST((recorded.fates == replayed.fates));
        check_same_delivery(recorded.result.integrity, replayed.result.integrity);
        check_same_counts(recorded.result.link.forward.counters,
                          replayed.result.link.forward.counters);
        check_same_counts(recorded.result.link.reverse.counters,
                          replayed.result.link.reverse.counters);
        BOOST_TEST(recorded.result.link.forward.counters.dropped_by_loss > 0U);
        BOOST_TEST(recorded.result.link.forward.counters.duplicated > 0U);
        BOOST_TEST(recorded.result.link.forward.counters.corrupted > 0U);
      }
    }
  }
}

// Displaced copies come out at the instant of those that overtook them, but behind them: their
// order is in the log too.
BOOST_AUTO_TEST_CASE(displaced_and_spaced_copies_are_replayed_in_their_order) {
  for (const bool jitters : {false, true}) {
    const samples::Folder first;
    const samples::Folder second;
    scenario::Scenario scenario = scenario_to_record(Kind::udp, path::PathChoice::simulated);
    link::DirectionSettings& forward = scenario.link.forward;
    forward.duplicate.copies = 3;
    forward.duplicate.spacing = milliseconds{2};
    forward.reorder = Probability::from_percent(20);
    forward.reorder.by = jitters ? 3 : 1;
    forward.reorder.at_most = milliseconds{4};
    if (!jitters) {
      forward.jitter = {};
      forward.rate.reset();
    }
    const Recorded recorded = run_and_record(scenario, first);
    const Recorded replayed = run_and_record(replaying(scenario, recorded.file), second);
    const link::Counters& counters = recorded.result.link.forward.counters;
    const link::Counters& again = replayed.result.link.forward.counters;
    BOOST_TEST_CONTEXT((jitters ? "with jitter" : "without jitter")) {
      BOOST_TEST((recorded.fates == replayed.fates));
      check_same_delivery(recorded.result.integrity, replayed.result.integrity);
      check_same_counts(counters, again);
      BOOST_TEST(counters.displaced == again.displaced);
      BOOST_TEST(counters.reordered == again.reordered);
      BOOST_TEST(counters.displaced > 10U);
      BOOST_TEST(counters.duplicated > 3U);
      BOOST_TEST(recorded.result.integrity.out_of_order > 10U);
    }
  }
}

BOOST_AUTO_TEST_CASE(all_that_a_log_decides_counts_as_scripted) {
  const samples::Folder folder;
  const scenario::Scenario scenario = scenario_to_record(Kind::udp, path::PathChoice::simulated);
  const Recorded recorded = run_and_record(scenario, folder);
  const BatchResult batch = run_batch(replaying(scenario, recorded.file), {});
  const link::Counters& counters = batch.contenders.at(0).runs.at(0).link.forward.counters;
  BOOST_TEST(counters.dropped_by_label.scripted ==
             counters.dropped_by_loss + counters.dropped_by_queue);
  BOOST_TEST(counters.dropped_by_label.random == 0U);
  BOOST_TEST(counters.dropped_by_label.time_driven == 0U);
  BOOST_TEST(counters.altered_by_label.scripted == counters.delivered);
}

BOOST_AUTO_TEST_CASE(what_was_recorded_in_real_time_is_replayed_in_virtual_time) {
  for (const auto path : {path::PathChoice::relay, path::PathChoice::tun}) {
    const samples::Folder first;
    const samples::Folder second;
    const scenario::Scenario scenario = scenario_to_record(Kind::udp, path);
    if (path == path::PathChoice::tun && !path::open_tun(scenario.link, 1)) {
      BOOST_TEST_MESSAGE("no TUN on this machine");
      continue;
    }
    const Recorded recorded = run_and_record(scenario, first);
    BOOST_TEST(recorded.fates.find("\"release_ns\"") != std::string::npos);
    const Recorded replayed = run_and_record(replaying(scenario, recorded.file), second);
    check_same_counts(recorded.result.link.forward.counters, replayed.result.link.forward.counters);
  }
}

BOOST_AUTO_TEST_CASE(packets_that_the_log_does_not_know_pass_or_are_dropped_as_asked) {
  const samples::Folder folder;
  scenario::Scenario scenario = scenario_to_record(Kind::udp, path::PathChoice::simulated);
  scenario.workload = workload::Bulk{.bytes = 12'000, .message_bytes = 1200};
  const Recorded recorded = run_and_record(scenario, folder);
  scenario.workload = workload::Bulk{.bytes = 120'000, .message_bytes = 1200};
  for (const auto after : {link::AfterLog::pass, link::AfterLog::drop}) {
    scenario::Scenario longer = replaying(scenario, recorded.file);
    longer.link.replay->after = after;
    longer.link.forward.delay = milliseconds{40};
    const BatchResult batch = run_batch(longer, {});
    const link::Counters& counters = batch.contenders.at(0).runs.at(0).link.forward.counters;
    BOOST_TEST(counters.offered == 100U);
    BOOST_TEST(counters.dropped_by_replay == (after == link::AfterLog::drop ? 90U : 0U));
    BOOST_TEST(counters.offered + counters.duplicated ==
               counters.delivered + counters.dropped_by_loss + counters.dropped_by_queue +
                   counters.dropped_by_replay);
  }
}

BOOST_AUTO_TEST_SUITE_END()
