#include <boost/test/unit_test.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab::end_to_end;

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(version_and_help_are_printed) {
  const Laboratory lab;
  const auto version = lab.acklab({"--version"});
  BOOST_TEST(version.exit_code == 0);
  BOOST_TEST(version.output.starts_with("acklab "));
  for (const char* command : {"run", "check", "sweep", "merge", "link", "theory", "trace", "ablate",
                              "find", "schema", "list", "doctor"}) {
    const auto help = lab.acklab({command, "--help"});
    BOOST_TEST(help.exit_code == 0);
    BOOST_TEST(help.output.starts_with(std::string{"usage: acklab "} + command));
    BOOST_TEST(help.output == lab.acklab({"help", command}).output);
  }
}

BOOST_AUTO_TEST_CASE(check_says_of_each_file_whether_it_is_right) {
  const Laboratory lab;
  lab.write("tiny.json", tiny_scenario);
  lab.write("bad.json", "{");
  const auto finished = lab.acklab({"check", "tiny.json", "bad.json"});
  BOOST_TEST(finished.exit_code == 2);
  BOOST_TEST(finished.output == "tiny.json: right (2 contenders, 1 expectation)\n");
  check_is_one_sentence(finished.errors);
}

BOOST_AUTO_TEST_CASE(a_trace_is_made_once_and_a_scenario_elsewhere_runs_on_it) {
  const Laboratory lab;
  const std::vector<std::string> words{"trace", "constant", "--rate", "6mbit", "-o", "in/my.trace"};
  BOOST_TEST(lab.acklab(words).exit_code == 0);
  BOOST_TEST(lab.read("in/my.trace").starts_with("2\n4\n6\n"));
  BOOST_TEST(lab.acklab({"trace", "constant", "--rate", "6mbit"}).output ==
             lab.read("in/my.trace"));
  const auto again = lab.acklab(words);
  BOOST_TEST(again.exit_code == 2);
  check_is_one_sentence(again.errors);

  std::string scenario{tiny_scenario};
  scenario.replace(scenario.find("\"20mbit\""), 8, R"({"trace": "my.trace"})");
  lab.write("in/tiny.json", scenario);
  const auto finished =
      lab.acklab({"run", "in/tiny.json", "--path", "simulated", "-o", "report.json"});
  BOOST_TEST(finished.exit_code == 0, finished.errors);
  BOOST_TEST(finished.output.find("6 Mbit/s on average by the trace my.trace") !=
             std::string::npos);
  lab.check_report_is_valid("report.json");
}

BOOST_AUTO_TEST_CASE(doctor_examines_the_machine_in_80_columns) {
  const Laboratory lab;
  const auto finished = lab.acklab({"doctor"});
  BOOST_TEST((finished.exit_code == 0 || finished.exit_code == 3));
  BOOST_TEST(finished.output.size() > 80U);
  check_width(finished.output);
  BOOST_TEST(lab.entries().empty());
}

BOOST_AUTO_TEST_SUITE_END()
