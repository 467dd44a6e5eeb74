#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab::end_to_end;
using Json = nlohmann::json;

namespace {

Json without_host(const std::string& report) {
  Json json = Json::parse(report);
  json.at("host") = nullptr;
  return json;
}

constexpr std::string_view with_kernel_tcp = R"({
  "name": "three",
  "question": "Do all three run?",
  "link": { "rate": "20mbit", "delay": "2ms" },
  "workload": { "kind": "bulk", "bytes": "100kB" },
  "contenders": ["udp", "reliable-udp", { "kind": "kernel-tcp", "congestion": "reno" }],
  "expect": [ { "contender": "kernel-tcp", "metric": "integrity.intact", "equals": true } ]
})";

/// The outcomes of a contender's runs.
std::vector<std::string> outcomes_of(const Json& report, std::size_t contender) {
  std::vector<std::string> outcomes;
  for (const Json& run : report.at("contenders").at(contender).at("runs")) {
    outcomes.push_back(run.at("outcome"));
  }
  return outcomes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(a_simulated_run_writes_a_valid_report) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  const auto finished = lab.acklab({"run", "tiny.json", "--path", "simulated"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  lab.check_report_is_valid("results/tiny.json");
  const Json report = Json::parse(lab.read("results/tiny.json"));
  BOOST_TEST(report.at("path").at("kind") == "simulated");
  BOOST_TEST(report.at("scenario").at("name") == "tiny");
  BOOST_TEST(report.at("interrupted") == false);
  for (std::size_t i = 0; i < 2; ++i) {
    BOOST_TEST(outcomes_of(report, i) == (std::vector<std::string>{"completed", "completed"}),
               boost::test_tools::per_element());
  }
  const std::vector<std::string> expected{"results", "results/tiny.json", "tiny.json"};
  BOOST_TEST(lab.entries() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_seed_gives_one_report_in_virtual_time) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  for (const char* out : {"a", "b"}) {
    const auto finished =
        lab.acklab({"run", "tiny.json", "--path", "simulated", "--seed", "5", "-o", out});
    BOOST_REQUIRE(finished.exit_code == 0);
  }
  BOOST_TEST((without_host(lab.read("a")) == without_host(lab.read("b"))));
  BOOST_REQUIRE(
      lab.acklab({"run", "tiny.json", "--path", "simulated", "--seed", "6", "-o", "c"}).exit_code <=
      1);
  BOOST_TEST((without_host(lab.read("a")) != without_host(lab.read("c"))));
}

BOOST_AUTO_TEST_CASE(over_real_sockets_the_report_is_valid_and_says_why_the_kernel_did_not_run) {
  const Laboratory lab;
  lab.write("three.json", with_kernel_tcp);
  const auto finished = lab.acklab({"run", "three.json", "--path", "relay"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  lab.check_report_is_valid("results/three.json");
  const Json report = Json::parse(lab.read("results/three.json"));
  BOOST_TEST(outcomes_of(report, 0).front() == "completed");
  BOOST_TEST(outcomes_of(report, 1).front() == "completed");
  BOOST_TEST(outcomes_of(report, 2).front() == "not_run");
  BOOST_TEST(report.at("contenders").at(2).at("runs").at(0).at("reason").is_string());
  BOOST_TEST(report.at("contenders").at(2).at("runs").at(0).at("remedy").is_string());
  BOOST_TEST(report.at("expectations").at(0).at("verdict") == "not_measured");
}

BOOST_AUTO_TEST_CASE(over_tun_all_three_run_or_the_exit_code_says_that_this_machine_cannot) {
  const Laboratory lab;
  lab.write("three.json", with_kernel_tcp);
  const auto finished = lab.acklab({"run", "three.json", "--path", "tun"});
  lab.check_report_is_valid("results/three.json");
  const Json report = Json::parse(lab.read("results/three.json"));
  const bool possible = finished.exit_code != 3;
  BOOST_TEST_MESSAGE("tun is " << (possible ? "possible" : "impossible") << " here");
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(outcomes_of(report, i).front() == (possible ? "completed" : "not_run"));
  }
  if (possible) BOOST_TEST(finished.exit_code == 0, finished.errors);
}

BOOST_AUTO_TEST_CASE(an_expectation_that_fails_is_the_exit_code) {
  const Laboratory lab;
  std::string text{tiny_scenario};
  text.replace(text.find("true"), 4, "false");
  lab.write("tiny.json", text);
  const auto finished = lab.acklab({"run", "tiny.json", "--path", "simulated"});
  BOOST_TEST(finished.exit_code == 1, finished.errors);
  const Json report = Json::parse(lab.read("results/tiny.json"));
  BOOST_TEST(report.at("expectations").at(0).at("verdict") == "fails");
}

BOOST_AUTO_TEST_CASE(several_scenarios_write_a_report_each) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  lab.write("three.json", with_kernel_tcp);
  const auto finished = lab.acklab({"run", "tiny.json", "three.json", "--path", "simulated"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  lab.check_report_is_valid("results/tiny.json");
  lab.check_report_is_valid("results/three.json");
}

BOOST_AUTO_TEST_CASE(options_decide_instead_of_the_scenario) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  const auto finished = lab.acklab({"run", "tiny.json", "--path", "simulated", "--only", "udp",
                                    "--repeat", "3", "--seed", "11", "-o", "new/place/r.json"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  const Json report = Json::parse(lab.read("new/place/r.json"));
  BOOST_TEST(report.at("contenders").size() == 1U);
  BOOST_TEST(outcomes_of(report, 0).size() == 3U);
  BOOST_TEST(report.at("scenario").at("seed") == 11);
  BOOST_TEST(!lab.has("results"));
}

BOOST_AUTO_TEST_SUITE_END()
