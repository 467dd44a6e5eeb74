#include "sim/cli/theory_options.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab::cli;

namespace {

TheoryOptions theory_options(const std::vector<std::string>& arguments) {
  const auto options = parse_theory_options(arguments);
  BOOST_REQUIRE_MESSAGE(options.has_value(), (options ? "" : options.error()));
  return *options;
}

std::string refused_theory(const std::vector<std::string>& arguments) {
  const auto options = parse_theory_options(arguments);
  BOOST_REQUIRE(!options.has_value());
  BOOST_TEST(options.error().ends_with('.'), options.error());
  return options.error();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(theory_options_suite)

BOOST_AUTO_TEST_CASE(inputs_stand_alone_or_behind_the_option) {
  BOOST_TEST(theory_options({}).formula.empty());
  BOOST_TEST(theory_options({"--manual"}).manual);
  BOOST_TEST(theory_options({"--json"}).json);
  BOOST_TEST(!theory_options({"mathis"}).json);
  BOOST_TEST(theory_options({"mathis", "--json", "loss=1%"}).json);
  const auto options =
      theory_options({"mathis", "--input", "payload=1460B", "round_trip=100ms", "--input=loss=1%"});
  BOOST_TEST(options.formula == "mathis");
  BOOST_TEST(
      (options.inputs == std::vector<std::string>{"payload=1460B", "round_trip=100ms", "loss=1%"}));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_meant_is_refused) {
  BOOST_TEST(refused_theory({"mathis", "pftk"}).find("'pftk'") != std::string::npos);
  BOOST_TEST(refused_theory({"loss=1%"}).find("needs a formula before it") != std::string::npos);
  BOOST_TEST(refused_theory({"mathis", "--input"}).find("INPUT=VALUE") != std::string::npos);
  BOOST_TEST(refused_theory({"mathis", "--manual"}).find("leave the name out") !=
             std::string::npos);
  BOOST_TEST(refused_theory({"--json", "--manual"}).find("text for people") != std::string::npos);
  BOOST_TEST(refused_theory({"--inputs"}).find("no option") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
