#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "sim/run/batch.hpp"
#include "sim/run/picture_files.hpp"
#include "sim/run/trace_file.hpp"
#include "tests/support/contender_requests.hpp"
#include "tests/support/report_folder.hpp"

using namespace acklab;
using namespace acklab::run;
using namespace acklab::testing;
using contender::Kind;

namespace {

scenario::Scenario traced_scenario(path::PathChoice path) {
  scenario::Scenario scenario;
  scenario.name = "traced";
  scenario.link = hostile_link();
  scenario.workload = workload::Bulk{.bytes = 60'000, .message_bytes = 1200};
  for (const Kind kind : {Kind::udp, Kind::kernel_tcp}) {
    contender::Spec spec;
    spec.kind = kind;
    spec.name = contender::to_string(kind);
    scenario.contenders.push_back(spec);
  }
  scenario.repeat = 2;
  scenario.path = path;
  return scenario;
}

std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream stream{file};
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

BatchHooks tracing(const samples::Folder& folder) {
  BatchHooks hooks;
  hooks.trace = {folder.path().string(), "1.2.3"};
  return hooks;
}

std::uint64_t count_with(const std::vector<std::string>& lines, const std::string& what) {
  return static_cast<std::uint64_t>(
      std::count_if(lines.begin(), lines.end(),
                    [&](const std::string& line) { return line.find(what) != std::string::npos; }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace)

BOOST_AUTO_TEST_CASE(every_run_has_its_log_and_the_log_agrees_with_the_counters) {
  for (const auto path : {path::PathChoice::simulated, path::PathChoice::relay}) {
    const samples::Folder folder;
    const BatchResult batch = run_batch(traced_scenario(path), tracing(folder));
    BOOST_TEST(batch.trace_errors.empty());
    for (std::uint32_t repetition = 1; repetition <= 2; ++repetition) {
      const auto lines = lines_of(fate_file(folder.path().string(), "traced", "udp", repetition));
      const auto& run = batch.contenders[0].runs[repetition - 1];
      const link::Counters& counters = run.link.forward.counters;
      BOOST_REQUIRE(lines.size() > 50U);
      BOOST_TEST(lines.front().find("\"seed\":" + std::to_string(run.seed) + ",") !=
                 std::string::npos);
      BOOST_TEST(lines.back() == "{\"fates\":" + std::to_string(lines.size() - 2) +
                                     ",\"undecided\":0,\"complete\":true}");
      BOOST_TEST(lines.size() - 2 == counters.offered + counters.duplicated);
      BOOST_TEST(count_with(lines, "\"cause\":\"loss\"") == counters.dropped_by_loss);
      BOOST_TEST(count_with(lines, "\"decision\":\"delivered\"") == counters.delivered);
      BOOST_TEST(count_with(lines, "\"copy\":1") == counters.duplicated);
      const bool real = path != path::PathChoice::simulated;
      BOOST_TEST(count_with(lines, "\"release_ns\"") == (real ? counters.delivered : 0));
    }
  }
}

BOOST_AUTO_TEST_CASE(flows_leave_all_that_other_runs_leave_and_say_whose_it_is) {
  const samples::Folder folder;
  scenario::Scenario scenario = traced_scenario(path::PathChoice::simulated);
  scenario.contenders[1].kind = Kind::reliable_udp;
  scenario.link.forward.rate = BitRate::from_bits_per_s(5'000'000);
  workload::Flows job;
  job.duration = std::chrono::seconds{1};
  scenario.workload = job;
  const BatchResult batch = run_batch(scenario, tracing(folder));
  BOOST_TEST(batch.trace_errors.empty());
  const std::string fates = fate_file(folder.path().string(), "traced", name_of_flows, 1);
  const auto beside = [&fates](const char* name) {
    return (std::filesystem::path{fates}.parent_path() / name).string();
  };
  const auto lines = lines_of(fates);
  BOOST_REQUIRE(!lines.empty());
  for (std::size_t flow = 0; flow < 2; ++flow) {
    const std::string whose = "\"flow\":" + std::to_string(flow) + ",";
    const contender::RunResult& run = batch.contenders[flow].runs[0];
    BOOST_TEST(count_with(lines, whose) >= run.cost.packets);
    const std::uint64_t records = run.integrity.intact;
    const auto arrivals = lines_of(beside("records.csv"));
    BOOST_TEST(arrivals.front() == "at_ns,flow,direction,record,intact,first");
    BOOST_TEST(count_with(arrivals, "," + std::to_string(flow) + ",forward,") >= records);
  }
  const auto events = lines_of(beside("events.jsonl"));
  const std::uint64_t sent = count_with(events, "\"event\":\"sent\"");
  BOOST_TEST(sent > 100U);
  BOOST_TEST(count_with(events, ",\"packet\":") > sent);  // those, and the verdicts
  BOOST_TEST(count_with(events, "\"flow\":0,") == 0U);    // udp says nothing
  const auto logged = lines_of(beside("connections.qlog"));
  BOOST_TEST(count_with(logged, "\"title\":\"kernel-tcp, connection 1, client\"") == 1U);
  BOOST_TEST(std::filesystem::file_size(beside("packets.pcapng")) > 100'000U);
}

BOOST_AUTO_TEST_CASE(what_did_not_run_leaves_no_log) {
  const samples::Folder folder;
  static_cast<void>(run_batch(traced_scenario(path::PathChoice::simulated), tracing(folder)));
  const std::string file = fate_file(folder.path().string(), "traced", "kernel-tcp", 1);
  BOOST_TEST(!std::filesystem::exists(file));
  BOOST_TEST(!std::filesystem::exists(file + ".part"));
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_leaves_a_log_that_says_so) {
  const samples::Folder folder;
  std::atomic<bool> interrupted{false};
  BatchHooks hooks = tracing(folder);
  hooks.interrupted = &interrupted;
  hooks.progress = [&](const BatchProgress&) { interrupted = true; };
  scenario::Scenario scenario = traced_scenario(path::PathChoice::simulated);
  const BatchResult batch = run_batch(scenario, hooks);
  BOOST_TEST(batch.interrupted);
  const auto lines = lines_of(fate_file(folder.path().string(), "traced", "udp", 1));
  BOOST_REQUIRE(!lines.empty());
  BOOST_TEST(lines.back().ends_with("\"complete\":false}"));
}

BOOST_AUTO_TEST_CASE(a_later_run_takes_the_place_of_an_earlier_one) {
  const samples::Folder folder;
  const std::string file = fate_file(folder.path().string(), "traced", "udp", 1);
  std::filesystem::create_directories(std::filesystem::path{file}.parent_path());
  std::ofstream{file} << "old\n";
  static_cast<void>(run_batch(traced_scenario(path::PathChoice::simulated), tracing(folder)));
  BOOST_TEST(lines_of(file).front().starts_with("{\"acklab_fates\""));
}

BOOST_AUTO_TEST_CASE(a_log_that_cannot_be_written_is_told_and_the_run_takes_place) {
  const samples::Folder folder;
  std::ofstream{folder.path() / "traced"} << "no folder\n";
  const BatchResult batch =
      run_batch(traced_scenario(path::PathChoice::simulated), tracing(folder));
  BOOST_REQUIRE(batch.trace_errors.size() == 4U);
  BOOST_TEST(batch.trace_errors.front().starts_with("The fates cannot be written to '"));
  BOOST_TEST((batch.contenders[0].runs[0].outcome == contender::Outcome::completed));
}

BOOST_AUTO_TEST_CASE(a_picture_that_came_is_kept_and_an_older_one_goes) {
  const samples::Folder folder;
  scenario::Scenario scenario = traced_scenario(path::PathChoice::simulated);
  scenario.workload = workload::PictureJob{};
  scenario.repeat = 1;
  scenario.contenders[1].kind = Kind::reliable_udp;
  BOOST_TEST(run_batch(scenario, tracing(folder)).trace_errors.empty());
  const auto lies = [&](std::size_t contender, const char* name) {
    const std::string fates =
        fate_file(folder.path().string(), scenario.name, scenario.contenders[contender].name, 1);
    return std::filesystem::exists(std::filesystem::path{fates}.parent_path() / name);
  };
  for (const std::size_t contender : {0U, 1U}) {
    BOOST_TEST(lies(contender, sent_picture_name));
    BOOST_TEST(lies(contender, received_picture_name));
  }
  BOOST_TEST(lies(0, placed_picture_name));
  BOOST_TEST(!lies(1, placed_picture_name));
  scenario.workload = workload::Bulk{.bytes = 6'000, .message_bytes = 1200};
  BOOST_TEST(run_batch(scenario, tracing(folder)).trace_errors.empty());
  for (const char* const name : {sent_picture_name, received_picture_name, placed_picture_name}) {
    BOOST_TEST(!lies(0, name));
  }
}

BOOST_AUTO_TEST_SUITE_END()
