#include "sim/cli/report_options.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/cli/command_line.hpp"

using namespace acklab::cli;

namespace {

acklab::Expected<CommandLine, std::string> parsed_report(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "report");
  return parse_command_line(arguments);
}

ReportOptions accepted_report(std::vector<std::string> arguments) {
  const auto command = parsed_report(std::move(arguments));
  BOOST_REQUIRE_MESSAGE(command.has_value(), (command ? std::string{} : command.error()));
  return std::get<ReportOptions>(*command);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_options)

BOOST_AUTO_TEST_CASE(the_page_goes_beside_the_report) {
  const ReportOptions options = accepted_report({"results/a.json"});
  BOOST_TEST(options.output == "results/a.html");
  BOOST_TEST(options.reports.size() == 1U);
  BOOST_TEST(!options.reports.front().trace.has_value());
  BOOST_TEST(!options.open);
}

BOOST_AUTO_TEST_CASE(each_of_two_reports_may_have_a_trace) {
  const ReportOptions options = accepted_report(
      {"--compare", "a.json", "b.json", "--trace", "one", "--second-trace", "two", "-o", "c.html"});
  BOOST_REQUIRE(options.reports.size() == 2U);
  BOOST_TEST(options.reports[0].trace.value() == "one");
  BOOST_TEST(options.reports[1].trace.value() == "two");
  BOOST_TEST(options.output == "c.html");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_meant_is_refused) {
  const std::vector<std::vector<std::string>> wrong{
      {},
      {"a.json", "b.json"},
      {"--compare", "a.json"},
      {"--compare", "a.json", "b.json", "c.json"},
      {"a.json", "--second-trace", "two"},
      {"a.json", "-o", "a.json"},
      {"a.json", "--trce", "one"},
  };
  for (const auto& arguments : wrong) BOOST_TEST(!parsed_report(arguments).has_value());
}

BOOST_AUTO_TEST_CASE(a_run_takes_a_page_for_one_scenario_alone) {
  BOOST_TEST(parse_command_line(std::vector<std::string>{"run", "a.json", "--html", "a.html"})
                 .has_value());
  BOOST_TEST(!parse_command_line(std::vector<std::string>{"run", "a", "b", "--html", "a.html"})
                  .has_value());
  BOOST_TEST(!parse_command_line(std::vector<std::string>{"run", "a.json", "--open"}).has_value());
  BOOST_TEST(
      !parse_command_line(std::vector<std::string>{"run", "--all", "--html", "x"}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
