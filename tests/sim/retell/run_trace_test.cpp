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
    R"({"direction":"forward","index":1,"copy":0,"arrival_ns":9,"ip_bytes":100,"decision":"delivered","queue_bytes":0,"due_ns":20,"packet":{"protocol":"tcp","connection":1,"payload_bytes":60,"data_segment":1,"flags":"ACK","sequence":1,"transmission":2,"acknowledgment":1}})"
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
  BOOST_TEST((trace->packets[1].needless == false));
  BOOST_TEST(*trace->packets[1].received_ns == 20);
  BOOST_TEST(!trace->has_several_connections);
}

BOOST_AUTO_TEST_CASE(a_log_without_events_is_enough) {
  const Logs logs{head + lost + end, ""};
  const auto trace = read_run_trace(logs.file());
  BOOST_REQUIRE(trace.has_value());
  BOOST_TEST(trace->packets.size() == 1U);
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
          R"({"decision":null,"packet":{"flags":3,"sequence":-5,"transmission":{}}})"
          "\n",
      R"({"acklab_events":1})"
      "\n"
      R"({"event":"sent","packet":"no","told_by":{"a":1}})"
      "\n"};
  const auto trace = read_run_trace(logs.file());
  BOOST_REQUIRE(trace.has_value());
  BOOST_TEST(trace->packets.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
