// What holds for every formula of the catalogue.

#include "sim/theory/catalogue.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

using namespace acklab::theory;

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char letter) { return letter >= ' ' && letter <= '~'; });
}

bool is_snake_case(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
  });
}

/// Values within the range of an input: its ends, where it has them and they belong to it, and
/// something between.
std::vector<double> samples(const Input& input) {
  std::vector<double> values;
  const double end = std::isinf(input.max) ? std::max(input.min, 1.0) * 1000 : input.max;
  for (const double value :
       {input.min, input.min + (end - input.min) / 1000, (input.min + end) / 2, end}) {
    if (!range_problem(input, value)) values.push_back(value);
  }
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(theory_catalogue)

BOOST_AUTO_TEST_CASE(every_formula_says_what_it_is) {
  std::set<std::string_view> names;
  for (const Formula& formula : catalogue()) {
    BOOST_TEST_CONTEXT(formula.name) {
      BOOST_TEST(names.insert(formula.name).second);
      BOOST_TEST(is_snake_case(formula.name));
      BOOST_TEST(find_formula(formula.name) != nullptr);
      BOOST_TEST(is_ascii(formula.ascii));
      for (const auto text :
           {formula.sentence, formula.ascii, formula.unicode, formula.validity, formula.source}) {
        BOOST_TEST(!text.empty());
      }
      BOOST_TEST(!formula.sentence.ends_with('.'));
      BOOST_TEST(formula.validity.ends_with('.'));
      BOOST_TEST((formula.of != nullptr));
      std::set<std::string_view> inputs;
      for (const Input& input : formula.inputs) {
        BOOST_TEST(inputs.insert(input.name).second);
        BOOST_TEST(is_snake_case(input.name));
        BOOST_TEST(is_ascii(input.symbol));
        BOOST_TEST(!input.meaning.empty());
        BOOST_TEST((!input.many || &input == &formula.inputs.back()));
        if (input.fallback) BOOST_TEST(!range_problem(input, *input.fallback).has_value());
        // Every input stands in the text.
        BOOST_TEST(formula.ascii.find(input.symbol) != std::string_view::npos, input.symbol);
      }
    }
  }
  BOOST_TEST(find_formula("no such formula") == nullptr);
  BOOST_TEST(find_input(*find_formula("mathis"), "no such input") == nullptr);
}

BOOST_AUTO_TEST_CASE(an_input_means_the_same_everywhere) {
  for (const Formula& formula : catalogue()) {
    for (const Input& input : formula.inputs) {
      const auto all = all_inputs();
      const auto first = std::find_if(all.begin(), all.end(),
                                      [&](const Input& one) { return one.name == input.name; });
      BOOST_REQUIRE((first != all.end()));
      BOOST_TEST((first->unit == input.unit), formula.name << ", " << input.name);
      BOOST_TEST(first->many == input.many, formula.name << ", " << input.name);
    }
  }
}

/// Within the ranges of its inputs a formula has a result, and a ratio is one.
BOOST_AUTO_TEST_CASE(every_value_in_range_gives_a_number) {
  for (const Formula& formula : catalogue()) {
    std::vector<std::vector<double>> inputs;
    for (const Input& input : formula.inputs) inputs.push_back(samples(input));
    std::vector<std::size_t> at(inputs.size(), 0);
    for (bool more = true; more;) {
      std::vector<double> values;
      for (std::size_t i = 0; i < inputs.size(); ++i) values.push_back(inputs[i][at[i]]);
      const double result = evaluate(formula, values);
      const bool of_shares = formula.unit == Unit::ratio;
      const bool right = !std::isnan(result) && result >= 0 && (!of_shares || result <= 1 + 1e-9);
      if (!right) {
        std::string list;
        for (const double value : values) list += std::to_string(value) + " ";
        BOOST_TEST(right, formula.name << " of " << list << "is " << result);
      }
      more = false;
      for (std::size_t i = 0; i < at.size() && !more; ++i) {
        more = ++at[i] < inputs[i].size();
        if (!more) at[i] = 0;
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_value_out_of_range_is_refused_with_the_range) {
  const Input loss = *find_input(*find_formula("mathis"), "loss");
  BOOST_TEST(range_problem(loss, 0).value() == "loss must be above 0 and at most 1");
  BOOST_TEST(!range_problem(loss, 1).has_value());
  const Input below = *find_input(*find_formula("expected_transmissions"), "loss");
  BOOST_TEST(range_problem(below, 1).value() == "loss must be at least 0 and below 1");
  const Input window = *find_input(*find_formula("window_utilisation"), "window");
  BOOST_TEST(range_problem(window, 0.5).value() == "window must be at least 1");
}

BOOST_AUTO_TEST_CASE(numbers_are_printed_with_six_digits) {
  BOOST_TEST(rounded(1.0 / 3) == 0.333333);
  BOOST_TEST(rounded(1'425'000.4) == 1'425'000.0);
  BOOST_TEST(rounded(0) == 0.0);
  BOOST_TEST(rounded(-2.0 / 3) == -0.666667);
}

BOOST_AUTO_TEST_SUITE_END()
