#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/theory_quantity.hpp"
#include "sim/scenario/theory_schema.hpp"
#include "sim/theory/catalogue.hpp"
#include "tests/sim/scenario/scenario_support.hpp"

using namespace acklab;
using namespace acklab::scenario;

namespace {

std::string with_theory(std::string_view lines) {
  return std::string{R"({"name": "t", "link": {"rate": "1mbit", "delay": "50ms", "loss": "10%"},
    "workload": {"kind": "bulk", "bytes": "1MB"},
    "contenders": ["udp", {"kind": "reliable-udp", "arq": "stop-and-wait", "rto": "300ms"},
                   "kernel-tcp"],
    "theory": [)"} +
         std::string{lines} + "]}";
}

/// The sentence that refuses a line about reliable-udp's goodput with these members beside.
std::string refused_line(std::string_view members) {
  const std::string sentence = test::refusal_of(
      with_theory(R"({"contender": "reliable-udp", "metric": "goodput_bits_per_s", )" +
                  std::string{members} + "}"));
  if (sentence != "accepted") {
    BOOST_TEST(test::is_one_sentence(sentence, "x.json"), sentence);
  }
  return sentence;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(theory_reader)

BOOST_AUTO_TEST_CASE(a_line_is_read_with_its_inputs) {
  const auto read = read_scenario(
      with_theory(R"({"formula": "stop_and_wait_loss_goodput", "contender": "reliable-udp",
        "metric": "goodput_bits_per_s", "inputs": {"rto": "250ms", "ack_loss": "0%",
        "payload": "1kB", "rate": "2mbit"}, "tolerance": 0.05, "must_hold": true, "note": "n"})"),
      "x.json");
  BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().sentence));
  BOOST_REQUIRE(read->theory.size() == 1U);
  const TheoryLine& line = read->theory.front();
  BOOST_TEST((line.formula == theory::find_formula("stop_and_wait_loss_goodput")));
  BOOST_TEST(line.tolerance == 0.05);
  BOOST_TEST(!line.absolute);
  BOOST_TEST(line.must_hold);
  BOOST_TEST(line.note.english() == "n");
  BOOST_REQUIRE(line.inputs.size() == 4U);
  BOOST_TEST(line.inputs[0].values.at(0) == 0.25);
  BOOST_TEST(line.inputs[1].values.at(0) == 0.0);
  BOOST_TEST(line.inputs[2].values.at(0) == 1000.0);
  BOOST_TEST(line.inputs[3].values.at(0) == 2e6);
}

BOOST_AUTO_TEST_CASE(an_input_of_many_values_is_an_array) {
  const auto read = read_scenario(
      with_theory(R"({"formula": "jain", "contender": "udp", "metric": "share_of_limit",
                      "inputs": {"shares": [9, 1]}, "absolute_tolerance": 1})"),
      "x.json");
  BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().sentence));
  BOOST_TEST((read->theory.front().inputs.at(0).values == std::vector<double>{9, 1}));
  BOOST_TEST(read->theory.front().absolute);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_in_one_sentence) {
  struct Wrong {
    std::string_view members;
    std::string_view why;
  };
  constexpr std::array wrongs{
      Wrong{R"("tolerance": 0.1)", "the key \"formula\" is missing"},
      Wrong{R"("formula": "matthis", "tolerance": 0.1)", "the nearest is \"mathis\""},
      Wrong{R"("formula": "mathis")", "the key \"tolerance\" is missing"},
      Wrong{R"("formula": "mathis", "tolerance": 1, "absolute_tolerance": 1)", "one of them"},
      Wrong{R"("formula": "mathis", "tolerance": -1)", "0 or more"},
      Wrong{R"("formula": "mathis", "tolerance": 1, "inputs": {"los": "1%"})",
            "mathis has no input \"los\"; the nearest is \"loss\""},
      Wrong{R"("formula": "mathis", "tolerance": 1, "inputs": {"loss": 0.01})", "write \"1%\""},
      Wrong{R"("formula": "mathis", "tolerance": 1, "inputs": {"loss": "0%"})",
            "loss must be above 0 and at most 1, and here it is 0 (given)"},
      Wrong{R"("formula": "pftk", "tolerance": 1, "inputs": {"rto": "0s"})", "rto must be above 0"},
      Wrong{R"("formula": "window_rate", "tolerance": 1)",
            "window_rate needs \"window_bytes\" (bytes in flight at most)"},
      Wrong{R"("formula": "go_back_n_utilisation", "tolerance": 1)",
            "predicts a plain number, and this metric is a bit rate"},
      Wrong{R"("formula": "mathis", "tolerance": 1, "inputs": [])", "an object of inputs"},
      Wrong{R"("formula": "mathis", "tolerance": 1, "must_hold": 1)", "true or false"},
      Wrong{R"("formula": "mathis", "tolerance": 1, "near": 1)", "unknown key \"near\""}};
  for (const Wrong& wrong : wrongs) {
    const std::string sentence = refused_line(wrong.members);
    BOOST_TEST(has(sentence, wrong.why), wrong.members << ": " << sentence);
  }
  BOOST_TEST(refused_line(R"("formula": "mathis", "tolerance": 1)") == "accepted");
}

BOOST_AUTO_TEST_CASE(a_line_speaks_of_a_contender_and_a_metric_that_exist) {
  const auto refused = [](std::string_view contender, std::string_view metric) {
    return test::refusal_of(with_theory(R"({"formula": "mathis", "tolerance": 1, "contender": ")" +
                                        std::string{contender} + R"(", "metric": ")" +
                                        std::string{metric} + "\"}"));
  };
  BOOST_TEST(has(refused("upd", "goodput_bits_per_s"), "the nearest is \"udp\""));
  BOOST_TEST(has(refused("udp", "goodput_bit_per_s"), "the nearest is \"goodput_bits_per_s\""));
  BOOST_TEST(has(refused("udp", "integrity.intact"), "no truth value"));
  BOOST_TEST(has(refused("udp", "timing.completion_ms"), "predicts a bit rate"));
  BOOST_TEST(refused("udp", "goodput_bits_per_s") == "accepted");
}

/// The timeout of an adaptive transport follows from nothing, what the kernel decides is known only
/// after it ran.
BOOST_AUTO_TEST_CASE(what_only_the_run_tells_need_not_be_given) {
  const auto refused = [](std::string_view contender) {
    return test::refusal_of(with_theory(
        R"({"formula": "lost_syn_connect_time", "metric": "timing.connect_ms", "tolerance": 1,
            "inputs": {"lost_syns": 2}, "contender": ")" +
        std::string{contender} + "\"}"));
  };
  BOOST_TEST(refused("kernel-tcp") == "accepted");
  BOOST_TEST(refused("reliable-udp") == "accepted");
  const std::string pftk = test::refusal_of(with_theory(
      R"({"formula": "pftk", "metric": "goodput_bits_per_s", "tolerance": 1,
          "contender": "kernel-tcp"})"));
  BOOST_TEST(has(pftk, "pftk needs \"rto\""), pftk);
}

BOOST_AUTO_TEST_CASE(every_formula_of_the_catalogue_can_be_named_with_all_inputs_given) {
  for (const theory::Formula& formula : theory::catalogue()) {
    std::string inputs;
    for (const theory::Input& input : formula.inputs) {
      const std::string_view example = example_quantity(input.unit);
      const bool number = input.unit == theory::Unit::count || input.unit == theory::Unit::per_s;
      std::string value = number ? std::string{example} : "\"" + std::string{example} + "\"";
      if (input.many) value = "[" + value + ", " + value + "]";
      inputs += (inputs.empty() ? "\"" : ", \"") + std::string{input.name} + "\": " + value;
      const auto parsed =
          parse_input(input, input.many ? std::string{example} + "," + std::string{example}
                                        : std::string{example});
      BOOST_TEST(parsed.has_value(), formula.name << ", " << input.name);
    }
    std::string_view metric = "share_of_limit";
    if (formula.unit == theory::Unit::seconds) metric = "timing.completion_ms";
    if (formula.unit == theory::Unit::bits_per_s) metric = "goodput_bits_per_s";
    if (formula.unit == theory::Unit::bytes) metric = "cost.ip_bytes";
    const std::string sentence = test::refusal_of(with_theory(
        R"({"contender": "udp", "tolerance": 1, "formula": ")" + std::string{formula.name} +
        R"(", "metric": ")" + std::string{metric} + R"(", "inputs": {)" + inputs + "}}"));
    if (formula.unit == theory::Unit::per_s) continue;  // no metric is measured in that
    BOOST_TEST(sentence == "accepted", sentence);
  }
}

BOOST_AUTO_TEST_CASE(quantities_on_a_command_line_have_units) {
  const auto read = [](std::string_view formula, std::string_view input, std::string_view text) {
    const auto values =
        parse_input(*theory::find_input(*theory::find_formula(formula), input), text);
    return values ? "ok" : values.error();
  };
  BOOST_TEST(read("mathis", "loss", "1%") == "ok");
  BOOST_TEST(has(read("mathis", "loss", "0.01"), "a unit is missing"));
  BOOST_TEST(has(read("mathis", "loss", "0%"), "above 0"));
  BOOST_TEST(has(read("mathis", "payload", "1460"), "a unit is missing"));
  BOOST_TEST(has(read("jain", "shares", "9"), "two values or more"));
  BOOST_TEST(read("jain", "shares", "9,1,3") == "ok");
  BOOST_TEST(has(read("jain", "shares", "9,,1"), "expected a number"));
  BOOST_TEST(has(read("window_utilisation", "window", "x"), "expected a number"));
}

BOOST_AUTO_TEST_CASE(the_schema_is_the_one_made_from_the_catalogue) {
  BOOST_TEST(with_theory_schema(scenario_schema()) == scenario_schema(),
             "scenarios/schema/scenario.schema.json differs from the formulas: run ./dev generate");
}

BOOST_AUTO_TEST_SUITE_END()
