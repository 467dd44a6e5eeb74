#include "sim/retell/run_trace.hpp"

#include <fstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/report_folder.hpp"

using namespace acklab;
using namespace acklab::retell;

namespace {

/// A folder with the logs of a run.
class Logs {
 public:
  Logs(const std::string& fates, const std::string& events) {
    std::ofstream{file()} << fates;
    if (!events.empty()) std::ofstream{(folder_.path() / "events.jsonl").string()} << events;
  }
  [[nodiscard]] std::string file() const { return (folder_.path() / "fates.jsonl").string(); }

 private:
  samples::Folder folder_;
};

const std::string head =
    R"({"acklab_fates":1,"acklab_version":"1","scenario":"s","contender":"ours","repetition":2,"seed":7,"path":"simulated","fate_key":"index"})"
    "\n";
const std::string lost =
    R"({"direction":"forward","index":0,"copy":0,"arrival_ns":5,"ip_bytes":100,"decision":"dropped","cause":"loss","label":"random","queue_bytes":0,"packet":{"protocol":"tcp","connection":1,"payload_bytes":60,"data_segment":1,"flags":"ACK","sequence":1,"transmission":1,"acknowledgment":1}})"
    "\n";
const std::string again =
    R"({"direction":"forward","index":1,"copy":0,"arrival_ns":9,"ip_bytes":100,"decision":"delivered","queue_bytes":0,"due_ns":20,"packet":{"protocol":"tcp","connection":1,"payload_bytes":60,"data_segment":1,"flags":"ACK","sequence":1,"transmission":2,"acknowledgment":1,"window":5000,"sack":[[3,9],[7,7],"x"]}})"
    "\n";
const std::string end = R"({"fates":2,"undecided":0,"complete":true})"
                        "\n";
const std::string events =
    R"({"acklab_events":1,"contender":"ours"})"
    "\n"
    R"({"at_ns":9,"host":"client","connection":1,"event":"sent","segment":1,"packet":1,"why":"retransmission","cause":"rack","told_by":[3,4],"transmission":2})"
    "\n"
    R"({"at_ns":20,"event":"verdict","direction":"forward","packet":1,"transmission":2,"needless":false})"
    "\n"
    R"({"events":2,"complete":true})"
    "\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(run_trace)

BOOST_AUTO_TEST_CASE(fates_and_events_of_a_packet_come_together) {
  const Logs logs{head + lost + again + end, events};
  const auto trace = read_run_trace(logs.file());
  BOOST_REQUIRE_MESSAGE(trace.has_value(), trace.error());
  BOOST_TEST(trace->contender == "ours");
  BOOST_TEST(trace->repetition == 2U);
  BOOST_TEST(trace->seed == 7U);
  BOOST_REQUIRE(trace->packets.size() == 2U);
  BOOST_TEST(trace->packets[0].dropped_by == "loss");
  BOOST_TEST(!trace->packets[0].received_ns);
  BOOST_TEST(trace->packets[1].cause == "rack");
  BOOST_TEST(trace->packets[1].told_by.size() == 2U);
  BOOST_TEST((trace->packets[1].window_bytes == 5000U));
  BOOST_REQUIRE(trace->packets[1].sack.size() == 1U);  // what is no range is left out
  BOOST_TEST(trace->packets[1].sack[0].second == 9U);
  BOOST_TEST((trace->packets[1].needless == false));
  BOOST_TEST(*trace->packets[1].received_ns == 20);
  BOOST_TEST(!trace->has_several_connections);
  BOOST_TEST(trace->is_whole);
}

BOOST_AUTO_TEST_CASE(of_several_flows_the_one_that_is_asked_for_is_read) {
  const auto of_flow = [](std::string line, int flow, int connection) {
    line.replace(line.find("\"ip_bytes\""), 0, "\"flow\":" + std::to_string(flow) + ",");
    line.replace(line.find("\"connection\":1"), 14, "\"connection\":" + std::to_string(connection));
    return line;
  };
  std::string flows_head = head;
  flows_head.replace(flows_head.find("\"fate_key\""), 0, R"("flows":["first","second"],)");
  const Logs logs{
      flows_head + of_flow(lost, 0, 1) + of_flow(again, 1, 2) + end,
      R"({"acklab_events":1,"flows":["first","second"]})"
      "\n"
      R"({"at_ns":9,"flow":0,"host":"client","event":"sent","packet":1,"why":"reset"})"
      "\n"
      R"({"at_ns":9,"flow":1,"host":"client","event":"sent","packet":1,"why":"retransmission","cause":"rack"})"
      "\n"};
  const auto second = read_run_trace(logs.file(), "second");
  BOOST_REQUIRE_MESSAGE(second.has_value(), second.error());
  BOOST_TEST(second->contender == "second");
  BOOST_TEST((second->flow == 1U));
  BOOST_REQUIRE(second->packets.size() == 1U);
  BOOST_TEST(second->packets[0].cause == "rack");
  BOOST_TEST(second->packets[0].connection == 1U);
  BOOST_TEST(!second->has_several_connections);
  const auto first = read_run_trace(logs.file(), "first");
  BOOST_REQUIRE(first.has_value());
  BOOST_TEST(first->packets.at(0).dropped_by == "loss");
  for (const std::optional<std::string>& other :
       {std::optional<std::string>{}, std::optional<std::string>{"third"}}) {
    const auto none = read_run_trace(logs.file(), other);
    BOOST_REQUIRE(!none.has_value());
    BOOST_TEST(none.error().ends_with("."));
  }
}

BOOST_AUTO_TEST_CASE(a_log_without_events_is_enough) {
  const Logs logs{head + lost + end, ""};
  const auto trace = read_run_trace(logs.file());
  BOOST_REQUIRE(trace.has_value());
  BOOST_TEST(trace->packets.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_log_that_breaks_off_is_known_by_its_missing_end) {
  const Logs fates{head + lost, ""};
  BOOST_TEST(!read_run_trace(fates.file()).value().is_whole);
  const Logs late{head + lost + end, events.substr(0, events.rfind("{\"events\""))};
  BOOST_TEST(!read_run_trace(late.file()).value().is_whole);
}

BOOST_AUTO_TEST_CASE(what_is_no_log_is_refused_in_one_sentence) {
  for (const std::string& text :
       {std::string{}, std::string{"hello\n"}, std::string{"{}\n"}, std::string{"[1]\n"},
        std::string{"{\"acklab_fates\":2}\n"}, head + "{]\n"}) {
    const Logs logs{text, ""};
    const auto trace = read_run_trace(logs.file());
    BOOST_REQUIRE(!trace.has_value());
    BOOST_TEST(trace.error().find(logs.file()) != std::string::npos);
    BOOST_TEST(trace.error().ends_with("."));
  }
  BOOST_TEST(!read_run_trace("/nowhere/fates.jsonl").has_value());
}

BOOST_AUTO_TEST_CASE(strange_values_in_a_log_do_no_harm) {
  const Logs logs{
      head +
          R"({"decision":"delivered","direction":7,"index":-1,"copy":"x","arrival_ns":1e99,"packet":[]})"
          "\n" +
          R"({"decision":"delivered","arrival_ns":-9223372036854775808,"due_ns":18446744073709551615})"
          "\n" +
          R"({"decision":null,"packet":{"flags":3,"sequence":-5,"transmission":{}}})"
          "\n",
      R"({"acklab_events":1})"
      "\n"
      R"({"event":"sent","packet":"no","told_by":{"a":1}})"
      "\n"};
  const auto trace = read_run_trace(logs.file());
  BOOST_REQUIRE(trace.has_value());
  BOOST_REQUIRE(trace->packets.size() == 3U);
  BOOST_TEST(trace->packets[1].sent_ns == 0);
  BOOST_TEST(!trace->packets[1].received_ns);
}

BOOST_AUTO_TEST_SUITE_END()
