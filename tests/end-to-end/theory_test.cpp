#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/end-to-end/laboratory.hpp"

using namespace acklab::end_to_end;

namespace {

using nlohmann::json;

json formulas_of(const acklab::cli_process::Finished& finished) {
  BOOST_REQUIRE_MESSAGE(finished.exit_code == 0, finished.errors);
  return json::parse(finished.output).at("formulas");
}

/// A formula by its name, each of its inputs as its example has it.
std::vector<std::string> by_examples(const json& formula) {
  std::vector<std::string> words{"theory", formula.at("formula")};
  for (const json& input : formula.at("inputs")) {
    const auto example = input.at("example").get<std::string>();
    const bool several = input.at("several").get<bool>();
    words.push_back(input.at("name").get<std::string>() + '=' + example +
                    (several ? ',' + example : ""));
  }
  return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(theory)

BOOST_AUTO_TEST_CASE(programs_are_told_what_people_are) {
  const Laboratory lab;
  for (const json& formula : formulas_of(lab.acklab({"theory", "--json"}))) {
    std::vector<std::string> words = by_examples(formula);
    const std::string printed = lab.acklab(words).output;
    words.emplace_back("--json");
    const json said = formulas_of(lab.acklab(words));
    BOOST_REQUIRE(said.size() == 1U);
    const auto text = said.at(0).at("prediction_text").get<std::string>();
    const bool share = said.at(0).at("unit") == "ratio";
    const std::string shown = share ? '(' + text + ')' : "\n  = " + text + '\n';
    BOOST_TEST(printed.find(shown) != std::string::npos, words[1] << ": " << shown << printed);
  }
}

BOOST_AUTO_TEST_CASE(theory_for_programs_keeps_its_schema) {
  const Laboratory lab;
  lab.write("schema.json", lab.acklab({"schema", "theory"}).output);
  lab.write("all.json", lab.acklab({"theory", "--json"}).output);
  lab.write("asked.json", lab.acklab({"theory", "jain", "--json"}).output);
  lab.write("said.json", lab.acklab({"theory", "jain", "shares=9,1", "--json"}).output);
  std::vector<std::string> validate{PYTHON, VALIDATOR};
  for (const char* file : {"schema.json", "all.json", "asked.json", "said.json"}) {
    validate.push_back((lab.path() / file).string());
  }
  const auto valid = acklab::cli_process::run_command(validate);
  BOOST_TEST(valid.exit_code == 0, valid.errors);
}

BOOST_AUTO_TEST_CASE(a_result_says_from_what_it_follows) {
  const Laboratory lab;
  const json said = formulas_of(lab.acklab(
      {"theory", "mathis", "payload=1460B", "loss=1%", "--input", "round_trip=100ms", "--json"}));
  BOOST_TEST(said.at(0).at("unit") == "bit/s");
  BOOST_TEST(said.at(0).at("prediction").is_number());
  for (const json& input : said.at(0).at("inputs")) {
    const bool given = input.at("name") != "segments_per_ack";
    BOOST_TEST(input.at("from") == (given ? "given" : "default"), input.dump());
    if (input.at("name") != "round_trip") continue;
    BOOST_TEST(input.at("values").dump() == "[100.0]");
    BOOST_TEST(input.at("unit") == "ms");
  }
  const json asked = formulas_of(lab.acklab({"theory", "mathis", "--json"}));
  BOOST_TEST(asked.at(0).at("prediction").is_null());
  const auto refused = lab.acklab({"theory", "mathis", "loss=1%", "--json"});
  BOOST_TEST(refused.exit_code == 2);
  BOOST_TEST(refused.output.empty());
  check_is_one_sentence(refused.errors);
}

BOOST_AUTO_TEST_SUITE_END()
