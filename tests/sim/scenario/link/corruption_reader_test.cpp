#include <boost/test/unit_test.hpp>

#include "tests/sim/scenario/scenario_support.hpp"

namespace {

using namespace acklab;
using namespace acklab::scenario;
using namespace acklab::scenario::test;

std::string with_corrupt(std::string_view json) {
  return replaced(smallest_text, "{}", R"({"corrupt": )" + std::string{json} + "}");
}

link::CorruptSettings read_corrupt(std::string_view json) {
  const auto scenario = read_scenario(with_corrupt(json), "x.json");
  BOOST_REQUIRE(scenario.has_value());
  return scenario->link.forward.corrupt;
}

void refuses_corrupt(std::string_view json, std::string_view because) {
  const std::string refusal = refusal_of(with_corrupt(json));
  BOOST_TEST(refusal.find(because) != std::string::npos, json << ": " << refusal);
  BOOST_TEST(is_one_sentence(refusal, "x.json"));
}

BOOST_AUTO_TEST_SUITE(corruption_reader)

BOOST_AUTO_TEST_CASE(a_percentage_flips_one_bit_anywhere) {
  const link::CorruptSettings short_form = read_corrupt(R"("1%")");
  BOOST_TEST((short_form == link::CorruptSettings{Probability::from_percent(1)}));
  BOOST_TEST((short_form == read_corrupt(R"({"probability": "1%"})")));
}

BOOST_AUTO_TEST_CASE(an_object_says_all_of_it) {
  link::CorruptSettings expected{Probability::from_percent(2)};
  expected.kind = link::DamageKind::burst;
  expected.length_bits = 32;
  expected.region = link::DamageRegion::payload;
  expected.checksum = link::DamagedChecksum::repaired;
  BOOST_TEST((expected == read_corrupt(R"({"probability": "2%", "kind": "burst", "length": 32,
                                           "region": "payload", "checksum": "repaired"})")));
  expected = Probability::from_percent(3);
  expected.kind = link::DamageKind::bits;
  expected.count = 64;
  expected.region = link::DamageRegion::header;
  BOOST_TEST((expected == read_corrupt(R"({"probability": "3%", "kind": "bits", "count": 64,
                                           "region": "header"})")));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_in_one_sentence) {
  refuses_corrupt("1", "at link.corrupt");
  refuses_corrupt("true", "a percentage such as \"1%\" or an object with \"probability\"");
  refuses_corrupt("{}", "the key \"probability\" is missing");
  refuses_corrupt(R"({"probability": "101%"})", "at link.corrupt.probability");
  refuses_corrupt(R"({"probability": "1%", "kind": "bytes"})", "the nearest is \"byte\"");
  refuses_corrupt(R"({"probability": "1%", "sort": "byte"})", "unknown key \"sort\"");
  refuses_corrupt(R"({"probability": "1%", "kind": "bits"})", "\"bits\" needs a \"count\"");
  refuses_corrupt(R"({"probability": "1%", "kind": "bits", "count": 65})", "from 1 to 64");
  refuses_corrupt(R"({"probability": "1%", "kind": "burst"})", "\"burst\" needs a \"length\"");
  refuses_corrupt(R"({"probability": "1%", "kind": "burst", "length": 0})", "from 1 to 1024");
  refuses_corrupt(R"({"probability": "1%", "count": 2})",
                  "at link.corrupt.count: \"count\" has no effect without \"kind\": \"bits\"");
  refuses_corrupt(R"({"probability": "1%", "length": 2})",
                  "\"length\" has no effect without \"kind\": \"burst\"");
  refuses_corrupt(R"({"probability": "1%", "region": "head"})", "the nearest is \"header\"");
  for (const char* kind : {"swapped_words", "compensating_pair"}) {
    refuses_corrupt(
        R"({"probability": "1%", "checksum": "repaired", "kind": ")" + std::string{kind} + "\"}",
        "at link.corrupt.checksum: \"repaired\" has no effect");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
