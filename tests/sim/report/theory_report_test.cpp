#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "sim/report/report.hpp"
#include "sim/report/theory/theory_page.hpp"
#include "sim/report/theory/theory_text.hpp"
#include "sim/report/theory/theory_words.hpp"
#include "sim/theory/catalogue.hpp"
#include "tests/support/report_samples.hpp"

using namespace acklab;

namespace {

bool is_in(std::string_view part, const std::string& text) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(theory_report)

BOOST_AUTO_TEST_CASE(the_terminal_shows_formula_inputs_and_both_values) {
  const std::string text = report::theory_text(samples::batch(), {80, false, true});
  BOOST_TEST(is_in("✓ reliable-udp: goodput_bits_per_s by window_rate", text), text);
  BOOST_TEST(is_in("G = 8·W / RTT\n", text), text);
  BOOST_TEST(is_in("W = 0.333333 bytes (given), RTT = 333.333 ms (given)", text), text);
  BOOST_TEST(is_in("predicted 18 Mbit/s | measured 17.5 Mbit/s | -2.78 % | within 5 %", text),
             text);
  // One that must hold and does not is marked as broken, and its note explains.
  BOOST_TEST(is_in("✗ reliable-udp: share_of_limit", text), text);
  BOOST_TEST(is_in("predicted 0.5 | measured 0.97 | +94 % | outside of 5 %", text), text);
  BOOST_TEST(is_in("The window was larger than one.", text), text);
  BOOST_TEST(is_in("– reliable-udp: timing.connect_ms", text), text);
  BOOST_TEST(is_in("predicted 50 ms | measured - | not compared: it was not measured", text), text);
}

BOOST_AUTO_TEST_CASE(what_need_not_hold_is_marked_but_not_broken) {
  run::BatchResult batch = samples::batch();
  BOOST_TEST(!report::is_broken(batch, batch.theory[0]));
  BOOST_TEST(report::is_broken(batch, batch.theory[1]));
  BOOST_TEST(!report::is_broken(batch, batch.theory[2]));
  batch.theory[2].line.must_hold = true;  // not measured, although its contender ran
  BOOST_TEST(report::is_broken(batch, batch.theory[2]));
  batch.theory[2].line.contender = "kernel-tcp";  // which did not
  BOOST_TEST(!report::is_broken(batch, batch.theory[2]));
  batch.theory[1].line.must_hold = false;
  BOOST_TEST(!report::is_broken(batch, batch.theory[1]));
  const std::string text = report::theory_text(batch, {80, false, true});
  BOOST_TEST(is_in("≠ reliable-udp: share_of_limit", text), text);
  BOOST_TEST(is_in("!= reliable-udp", report::theory_text(batch, {80, false, false})));
}

BOOST_AUTO_TEST_CASE(theory_fits_the_terminal_and_is_ascii_where_asked) {
  run::BatchResult batch = samples::batch();
  run::TheoryResult one = batch.theory.front();
  batch.theory.clear();
  for (const theory::Formula& formula : theory::catalogue()) {
    one.line.formula = &formula;
    one.inputs.clear();
    for (const theory::Input& input : formula.inputs)
      one.inputs.push_back({&input, {1e6}, "given"});
    batch.theory.push_back(one);
  }
  for (const bool utf8 : {true, false}) {
    std::istringstream lines{report::theory_text(batch, {80, false, utf8})};
    for (std::string line; std::getline(lines, line);) {
      BOOST_TEST(report::display_width(line) <= 80U, line);
      if (utf8) continue;
      for (const char letter : line) BOOST_REQUIRE(static_cast<unsigned char>(letter) < 0x80);
      BOOST_TEST(!is_in("?", line), line);  // nothing was replaced
    }
  }
}

BOOST_AUTO_TEST_CASE(the_report_has_rounded_numbers_with_units) {
  const auto json = nlohmann::json::parse(report::to_json(samples::batch(), false));
  const auto& theory = json.at("theory");
  BOOST_REQUIRE(theory.size() == 3U);
  const auto& first = theory.at(0);
  BOOST_TEST(first.at("formula") == "window_rate");
  BOOST_TEST(first.at("text") == "G = 8·W / RTT");
  BOOST_TEST(first.at("text_ascii") == "G = 8*W / RTT");
  BOOST_TEST(first.at("unit") == "bit/s");
  BOOST_TEST(first.at("prediction") == 18e6);
  BOOST_TEST(first.at("difference") == -5e5);
  BOOST_TEST(first.at("relative_difference").dump() == "-0.0277778");
  BOOST_TEST(first.at("verdict") == "within");
  BOOST_TEST(first.at("inputs").at(1).at("name") == "round_trip");
  BOOST_TEST(first.at("inputs").at(1).at("unit") == "ms");
  BOOST_TEST(first.at("inputs").at(1).at("values").dump() == "[333.333]");
  BOOST_TEST(first.at("inputs").at(1).at("from") == "given");
  BOOST_TEST(theory.at(1).at("unit") == "ratio");
  BOOST_TEST(theory.at(2).at("unit") == "ms");
  BOOST_TEST(theory.at(2).at("measured").is_null());
  BOOST_TEST(theory.at(2).at("verdict") == "not_compared");
}

BOOST_AUTO_TEST_CASE(the_theory_manual_is_the_one_made_from_the_catalogue) {
  std::ifstream file{ACKLAB_SCENARIOS "/THEORY.md"};
  const std::string committed{std::istreambuf_iterator<char>{file}, {}};
  BOOST_TEST(committed == report::theory_manual(),
             "scenarios/THEORY.md differs from the formulas: run ./dev generate");
}

BOOST_AUTO_TEST_CASE(every_formula_has_its_place_in_manual_and_catalogue) {
  const std::string manual = report::theory_manual();
  const std::string list = report::theory_catalogue({80, false, false});
  for (const theory::Formula& formula : theory::catalogue()) {
    BOOST_TEST(is_in("### `" + std::string{formula.name} + "`\n", manual), formula.name);
    BOOST_TEST(is_in("\n  " + std::string{formula.name} + "\n", list), formula.name);
    std::istringstream page{report::theory_page(formula, {80, false, false})};
    for (std::string line; std::getline(page, line);) BOOST_TEST(line.size() <= 80U, line);
  }
}

BOOST_AUTO_TEST_CASE(quantities_are_written_as_people_read_them) {
  using theory::Unit;
  BOOST_TEST(report::quantity_text(0.1, Unit::ratio) == "10 %");
  BOOST_TEST(report::quantity_text(1.0 / 65'536, Unit::ratio) == "1.52588e-05");
  BOOST_TEST(report::quantity_text(0.012, Unit::seconds) == "12 ms");
  BOOST_TEST(report::quantity_text(7875, Unit::seconds) == "7875 s");
  BOOST_TEST(report::quantity_text(5.2428e6, Unit::bits_per_s) == "5.2428 Mbit/s");
  BOOST_TEST(report::quantity_text(1, Unit::bytes) == "1 byte");
  BOOST_TEST(report::metric_text(44'850.1, "goodput_bits_per_s") == "44.85 kbit/s");
  BOOST_TEST(report::metric_text(12'345.6, "timing.completion_ms") == "12346 ms");
  BOOST_TEST(report::metric_text(0.36382, "integrity.missing_ratio") == "0.3638");
}

BOOST_AUTO_TEST_SUITE_END()
