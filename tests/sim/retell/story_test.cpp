#include "sim/retell/story.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/retell_traces.hpp"

using namespace acklab;
using namespace acklab::retell;
using namespace acklab::testing;

namespace {

report::Json run_with_loss() {
  return report::Json::parse(R"({
    "outcome": "completed", "reason": null,
    "integrity": {"sent": 100, "intact": true, "intact_records": 100, "missing": 0},
    "timing": {"completion_ms": 2500.0}, "share_of_limit": 0.5,
    "cost": {"overhead_ratio": 0.1, "retransmissions": 3, "retransmissions_by_timeout": 1,
             "retransmissions_by_rack": 2, "retransmissions_needless": 1},
    "link": {"forward": {"offered": 110, "dropped_by_loss": 2, "dropped_by_queue": 1, "corrupted": 0},
             "reverse": {"offered": 60, "corrupted": 4}}})");
}

std::string told(const std::string& kind, const report::Json& run,
                 const std::optional<RunTrace>& trace = std::nullopt,
                 const report::Words& words = report::Words::english()) {
  std::string all;
  for (const std::string& sentence : story_of(kind, run, trace, words)) all += sentence + "\n";
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(story)

BOOST_AUTO_TEST_CASE(a_run_is_told_from_its_figures) {
  BOOST_TEST(told("reliable-udp", run_with_loss()) ==
             "All 100 records arrived, whole, once and in order.\n"
             "Of 110 packets from client to server the link dropped 2 by loss, 1 by queue.\n"
             "The link dropped none of 60 packets back.\n"
             "Of those that it delivered it damaged 4.\n"
             "Segments sent again: 3 (1 because the timer expired, 2 because later ones had "
             "arrived (RACK)).\n"
             "Needless among them: 1; what those carried had arrived already, or was about to.\n"
             "It took 2.50 s, and the hosts sent 10.0 % more bytes than arrived whole.\n"
             "The goodput was 50.0 % of what the link allows.\n");
}

BOOST_AUTO_TEST_CASE(what_the_link_did_to_all_flows_is_not_told_of_one) {
  report::Json run = run_with_loss();
  run["workload"]["flows"] = {{"count", 2}};
  const std::string all = told("reliable-udp", run);
  BOOST_TEST(all.find("for all flows together") != std::string::npos, all);
  BOOST_TEST(all.find("Of 110 packets") == std::string::npos, all);
  // With a trace it is known what it did to this one.
  const std::string one = told("reliable-udp", run, traced_repair());
  BOOST_TEST(one.find("Of 5 packets from client to server the link dropped 1 by loss.") !=
                 std::string::npos,
             one);
  BOOST_TEST(one.find("all flows") == std::string::npos, one);
}

BOOST_AUTO_TEST_CASE(udp_notices_nothing) {
  report::Json run = run_with_loss();
  run["integrity"] = {{"sent", 100}, {"intact", false}, {"intact_records", 97}, {"missing", 3}};
  const std::string all = told("udp", run);
  BOOST_TEST(all.find("97 of 100 records arrived whole; 3 never came.") != std::string::npos, all);
  BOOST_TEST(all.find("it noticed nothing") != std::string::npos);
  BOOST_TEST(all.find("sent again") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_the_link_delivered_and_the_receiver_had_no_room_for_is_told) {
  report::Json run = run_with_loss();
  run["integrity"] = {{"sent", 100}, {"intact", false}, {"intact_records", 97}, {"missing", 3}};
  run["link"]["forward"]["dropped_by_receiver"] = 3;
  const std::string all = told("udp", run);
  BOOST_TEST(all.find("3 found the receiver's buffer full.") != std::string::npos, all);
}

BOOST_AUTO_TEST_CASE(who_was_told_that_nobody_listens_did_notice) {
  report::Json run = run_with_loss();
  run["integrity"] = {{"sent", 2}, {"intact", false}, {"intact_records", 0}, {"missing", 2}};
  run["workload"]["sends"]["refused_by_peer"] = 2;
  run["link"]["forward"]["discarded_no_port"] = 2;
  const std::string all = told("udp", run);
  BOOST_TEST(all.find("2 found nobody listening.") != std::string::npos, all);
  BOOST_TEST(all.find("2 later sends were refused.") != std::string::npos, all);
  BOOST_TEST(all.find("noticed nothing") == std::string::npos, all);
}

BOOST_AUTO_TEST_CASE(where_nothing_was_sent_nothing_is_counted) {
  report::Json run = run_with_loss();
  run["integrity"] = {{"sent", 0}, {"intact", false}, {"intact_records", 0}, {"missing", 0}};
  run["reason"] = "The server refused the connection.";
  const std::string all = told("reliable-udp", run);
  BOOST_TEST(all.starts_with("Not one record was sent.\nThe server refused the connection.\n"),
             all);
  const std::string chinese = told("reliable-udp", run, std::nullopt, report::Words::in("zh"));
  BOOST_TEST(chinese.find("The server refused") == std::string::npos, chinese);
}

BOOST_AUTO_TEST_CASE(that_nothing_had_to_be_sent_again_is_said_only_where_all_came) {
  report::Json run = run_with_loss();
  run["cost"]["retransmissions"] = 0;
  BOOST_TEST(told("reliable-udp", run).find("Nothing had to be sent again") != std::string::npos);
  run["integrity"]["intact"] = false;
  const std::string all = told("reliable-udp", run);
  BOOST_TEST(all.find("had to be") == std::string::npos, all);
  BOOST_TEST(all.find("Nothing was sent again.") != std::string::npos, all);
}

BOOST_AUTO_TEST_CASE(the_first_loss_may_be_of_what_the_server_sends) {
  RunTrace trace = traced_repair();
  for (TracedPacket& packet : trace.packets) packet.forward = !packet.forward;
  const std::string all = told("reliable-udp", run_with_loss(), trace);
  BOOST_TEST(all.find("The first loss: bytes 1001 to 2000 of the server,") != std::string::npos,
             all);
}

BOOST_AUTO_TEST_CASE(a_trace_tells_of_the_first_repair) {
  const std::string all = told("reliable-udp", run_with_loss(), traced_repair());
  BOOST_TEST(all.find("The first loss: bytes 1001 to 2000, sent at 21.0 ms, dropped by loss. Three "
                      "duplicate ACKs told the sender. It went again 24.0 ms later, and was there "
                      "34.0 ms after it had first left.") != std::string::npos,
             all);
}

BOOST_AUTO_TEST_CASE(what_did_not_run_says_why_and_no_more) {
  const auto run = report::Json::parse(R"({"outcome": "not_run", "reason": "No TUN here."})");
  BOOST_TEST(told("kernel-tcp", run) == "It did not run: No TUN here.\n");
}

BOOST_AUTO_TEST_CASE(a_report_of_strange_shapes_is_told_without_harm) {
  for (const char* const text :
       {"null", "[]", "3", R"({"cost": 7, "link": {"forward": [], "reverse": null}})",
        R"({"integrity": {"sent": "many", "intact": "yes"}, "timing": []})"}) {
    BOOST_TEST(
        !told("reliable-udp", report::Json::parse(text), traced_repair(), report::Words::in("zh"))
             .empty());
  }
}

BOOST_AUTO_TEST_SUITE_END()
