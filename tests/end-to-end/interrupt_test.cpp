#include <csignal>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab;
using namespace acklab::end_to_end;
using Json = nlohmann::json;

namespace {

/// A batch under way on a terminal, where its progress can be seen.
struct UnderWay {
  explicit UnderWay(const Laboratory& lab)
      : process{Laboratory::words(
                    {"run", "tiny.json", "--path", "relay", "--repeat", "500", "-o", "r.json"}),
                settings_in(lab)} {}

  static cli_process::Settings settings_in(const Laboratory& lab) {
    lab.write("tiny.json", tiny_scenario);
    cli_process::Settings settings;
    settings.folder = lab.path();
    settings.on_terminal = true;
    settings.environment = {{"TERM", "xterm"}};
    return settings;
  }

  cli_process::Process process;
};

std::size_t completed_runs(const Json& report) {
  std::size_t count = 0;
  for (const Json& contender : report.at("contenders")) {
    for (const Json& run : contender.at("runs")) {
      if (run.at("outcome") == "completed") ++count;
    }
  }
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(interrupt)

BOOST_AUTO_TEST_CASE(what_finished_before_an_interruption_is_in_a_valid_report) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Laboratory lab;
    UnderWay batch{lab};
    BOOST_REQUIRE(batch.process.wait_for_output("reliable-udp 3/500: "));
    batch.process.send_signal(signal);
    const auto finished = batch.process.wait();
    BOOST_TEST(finished.exit_code == 130);
    BOOST_TEST(finished.output.find("Interrupted") != std::string::npos, finished.output);
    lab.check_report_is_valid("r.json");
    const Json report = Json::parse(lab.read("r.json"));
    BOOST_TEST(report.at("interrupted") == true);
    BOOST_TEST(completed_runs(report) >= 5U);  // udp thrice, reliable-udp twice
    BOOST_TEST(completed_runs(report) < 1000U);
    const std::vector<std::string> expected{"r.json", "tiny.json"};
    BOOST_TEST(lab.entries() == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_second_interruption_quits_at_once_and_leaves_nothing_half_written) {
  const Laboratory lab;
  UnderWay batch{lab};
  BOOST_REQUIRE(batch.process.wait_for_output("udp 1/500: "));
  batch.process.send_signal(SIGINT);
  batch.process.send_signal(SIGTERM);
  BOOST_TEST(batch.process.wait().exit_code == 130);
  // Whether the report was written depends on which came first; it is whole or not there.
  if (lab.has("r.json")) lab.check_report_is_valid("r.json");
}

BOOST_AUTO_TEST_SUITE_END()
