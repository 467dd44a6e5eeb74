#include "sim/retell/export.hpp"

#include <fstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/report_folder.hpp"
#include "tests/support/retell_traces.hpp"

using namespace acklab;
using namespace acklab::retell;
using namespace acklab::testing;

namespace {

ReadReport read_text(const std::string& text) {
  const samples::Folder folder;
  const std::string file = (folder.path() / "report.json").string();
  std::ofstream{file} << text;
  const auto report = ReadReport::from_file(file);
  BOOST_REQUIRE_MESSAGE(report.has_value(), report.error());
  return *report;
}

const char* const two_runs = R"({"schema_version": 1, "scenario": {"name": "s"}, "contenders": [
  {"name": "a, \"b\"", "kind": "udp", "runs": [
    {"outcome": "completed", "cost": {"packets": 3, "ratio": 0.5}, "reason": null,
     "series": {"at_ms": [0.0, 1.5], "delivered_bytes": [0, 1200], "window": [null, 7]}},
    {"outcome": "time_limit", "cost": {"packets": 4, "ratio": null}, "reason": "late, \"very\"",
     "series": {"at_ms": [0.0], "delivered_bytes": [9], "window": [8]}}]}]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(export_as_csv)

BOOST_AUTO_TEST_CASE(series_have_a_line_a_point) {
  BOOST_TEST(series_csv(read_text(two_runs)) ==
             "contender,repetition,at_ms,delivered_bytes,window\n"
             "\"a, \"\"b\"\"\",1,0.0,0,\n"
             "\"a, \"\"b\"\"\",1,1.5,1200,7\n"
             "\"a, \"\"b\"\"\",2,0.0,9,8\n");
}

BOOST_AUTO_TEST_CASE(runs_have_a_line_each_with_every_figure_by_its_name) {
  BOOST_TEST(runs_csv(read_text(two_runs)) ==
             "contender,repetition,outcome,cost.packets,cost.ratio,reason\n"
             "\"a, \"\"b\"\"\",1,completed,3,0.5,\n"
             "\"a, \"\"b\"\"\",2,time_limit,4,,\"late, \"\"very\"\"\"\n");
}

BOOST_AUTO_TEST_CASE(a_run_that_did_not_take_place_hides_no_figures_of_others) {
  const ReadReport report = read_text(R"({"schema_version": 1, "contenders": [
    {"name": "a", "runs": [{"outcome": "not_run", "reason": "no"}]},
    {"name": "b", "runs": [{"outcome": "completed", "cost": {"packets": 3},
                            "series": {"at_ms": [1.0], "late": [5]}}]},
    {"name": "c", "runs": [{"outcome": "completed", "series": {"at_ms": [2.0], "sent": [7]}}]}]})");
  BOOST_TEST(runs_csv(report) ==
             "contender,repetition,outcome,reason,cost.packets\n"
             "a,1,not_run,no,\nb,1,completed,,3\nc,1,completed,,\n");
  BOOST_TEST(series_csv(report) ==
             "contender,repetition,at_ms,late,sent\nb,1,1.0,5,\nc,1,2.0,,7\n");
}

BOOST_AUTO_TEST_CASE(what_a_log_says_stays_in_its_field) {
  RunTrace trace = traced_repair();
  trace.packets.resize(1);
  trace.packets[0].flags = "SYN,\nx";
  BOOST_TEST(packets_csv(trace).find(",\"SYN,\nx\",") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(packets_have_a_line_a_copy) {
  const std::string csv = packets_csv(traced_repair());
  BOOST_TEST(
      csv.find("ours,1,forward,2,0,21000000,,loss,false,false,0,1,1000,,ACK,1001,,1,,,,\n") !=
          std::string::npos,
      csv);
  BOOST_TEST(csv.find("ours,1,forward,4,0,45000000,55000000,,false,false,0,1,1000,,ACK,1001,,2,"
                      "fast_retransmit,false,,\n") != std::string::npos,
             csv);
}

BOOST_AUTO_TEST_CASE(records_have_their_run_before_each_line) {
  BOOST_TEST(records_csv(traced_repair(), "at_ns,record\n5,0\n7,2\n") ==
             "contender,repetition,at_ns,record\nours,1,5,0\nours,1,7,2\n");
}

BOOST_AUTO_TEST_CASE(of_a_record_log_of_flows_one_flow_is_taken) {
  RunTrace trace = traced_repair();
  trace.flow = 1;
  BOOST_TEST(records_csv(trace, "at_ns,flow,record\n5,0,0\n7,1,2\n9,11,3\n") ==
             "contender,repetition,at_ns,record\nours,1,7,2\n");
}

BOOST_AUTO_TEST_CASE(what_is_no_report_is_refused_in_one_sentence) {
  const samples::Folder folder;
  const std::string file = (folder.path() / "report.json").string();
  for (const char* const text :
       {"", "{", "[]", "{}", R"({"schema_version": 1})",
        R"({"schema_version": 99, "contenders": []})",
        R"({"schema_version": 1, "contenders": [7]})",
        R"({"schema_version": 1, "contenders": [{"name": "a"}]})",
        R"({"schema_version": 1, "contenders": [{"runs": []}]})",
        R"({"schema_version": 1, "contenders": [{"name": "a", "runs": [3]}]})"}) {
    std::ofstream{file} << text;
    const auto report = ReadReport::from_file(file);
    BOOST_REQUIRE(!report.has_value());
    BOOST_TEST(report.error().find(file) != std::string::npos, report.error());
  }
}

BOOST_AUTO_TEST_CASE(a_report_as_deep_as_a_well_is_refused) {
  const samples::Folder folder;
  const std::string file = (folder.path() / "report.json").string();
  constexpr std::size_t depth = 1'000'000;
  std::string deep;
  for (std::size_t i = 0; i < depth; ++i) deep += R"({"a":)";
  std::ofstream{file} << R"({"schema_version":1,"contenders":[{"name":"a","runs":[)" << deep << 1
                      << std::string(depth, '}') << "]}]}";
  BOOST_TEST(!ReadReport::from_file(file).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
