#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/scenario/link/link_writer.hpp"
#include "sim/scenario/link/read_link.hpp"
#include "tests/sim/scenario/scenario_support.hpp"

namespace {

using namespace acklab;
using namespace acklab::scenario;
using namespace acklab::scenario::test;

/// As if it stood in a file beside the shipped scenarios.
Expected<link::LinkSettings, ScenarioError> read_beside_scenarios(std::string_view json) {
  return read_link_text(json, ACKLAB_SCENARIOS "/x.json");
}

void refuses_delay(std::string_view json, std::string_view because) {
  const auto read = read_beside_scenarios(json);
  BOOST_REQUIRE(!read.has_value());
  BOOST_TEST(read.error().sentence.find(because) != std::string::npos,
             json << ": " << read.error().sentence);
}

BOOST_AUTO_TEST_SUITE(delay_reader)

BOOST_AUTO_TEST_CASE(a_table_is_read_from_beside_the_file_and_written_back_by_its_name) {
  const auto read = read_beside_scenarios(
      R"({"jitter": {"amount": "2ms", "distribution": {"table": "delays/two-ways.dist"}}})");
  BOOST_REQUIRE(read.has_value());
  const link::Jitter& jitter = read->forward.jitter;
  BOOST_TEST((jitter.distribution == link::JitterDistribution::table));
  BOOST_REQUIRE(jitter.table);
  BOOST_TEST(jitter.table->size() == 2U);
  const auto again = read_beside_scenarios(link_json(*read).dump());
  BOOST_REQUIRE(again.has_value());
  BOOST_TEST((again->forward.jitter == jitter));
}

BOOST_AUTO_TEST_CASE(a_table_that_cannot_be_used_is_named_with_the_reason) {
  refuses_delay(R"({"jitter": {"amount": "2ms", "distribution": {"table": "nowhere.dist"}}})",
                "nowhere.dist");
  refuses_delay(R"({"jitter": {"amount": "2ms", "distribution": {"table": "clean-link.json"}}})",
                "line 1: expected a whole number from -32768 to 32767");
  refuses_delay(R"({"jitter": {"amount": "2ms", "distribution": {"table": "delays"}}})", "delays");
  refuses_delay(R"({"jitter": {"amount": "2ms", "distribution": {"table": ""}}})",
                "expected the name of a table");
  refuses_delay(R"({"jitter": {"amount": "2ms", "distribution": {"table": 3}}})",
                "the name of a file in iproute2's format");
  refuses_delay(R"({"jitter": {"amount": "2ms", "distribution": {}}})", "\"table\" is missing");
  refuses_delay(R"({"jitter": {"amount": "2ms", "distribution": "parto"}})",
                "the nearest is \"pareto\"");
}

BOOST_AUTO_TEST_CASE(copies_and_displacements_are_read_in_full) {
  const auto read = read_beside_scenarios(
      R"({"duplicate": {"probability": "1%", "copies": 3, "spacing": "2ms"},
          "reorder": {"probability": "2%", "by": 5, "at_most": "70ms"}})");
  BOOST_REQUIRE(read.has_value());
  link::DuplicateSettings duplicate{Probability::from_percent(1)};
  duplicate.copies = 3;
  duplicate.spacing = std::chrono::milliseconds{2};
  BOOST_TEST((read->forward.duplicate == duplicate));
  link::ReorderSettings reorder{Probability::from_percent(2)};
  reorder.by = 5;
  reorder.at_most = std::chrono::milliseconds{70};
  BOOST_TEST((read->forward.reorder == reorder));
}

BOOST_AUTO_TEST_CASE(what_has_no_effect_or_no_sense_is_refused) {
  refuses_delay(R"({"reorder": {"probability": "1%", "gap": 5}})", "no effect without a \"delay\"");
  refuses_delay(R"({"reorder": {"probability": "1%", "by": 2, "gap": 5}})",
                "a \"gap\" has no effect beside \"by\"");
  refuses_delay(R"({"delay": "1ms", "reorder": {"probability": "1%", "at_most": "5ms"}})",
                "an \"at_most\" has no effect without \"by\"");
  refuses_delay(R"({"reorder": {"probability": "1%", "by": 0}})", "from 1 to 1000");
  refuses_delay(R"({"reorder": {"by": 2}})", "\"probability\" is missing");
  refuses_delay(R"({"duplicate": {"probability": "1%", "copies": 17}})", "from 1 to 16");
  refuses_delay(R"({"duplicate": {"probability": "1%", "spacing": "11min"}})",
                "at duplicate.spacing");
  refuses_delay(R"({"duplicate": {"copies": 2}})", "\"probability\" is missing");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
