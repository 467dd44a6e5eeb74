#include "sim/sweep/range.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/scenario/json_value.hpp"

using namespace acklab;
using namespace acklab::sweep;

namespace {

Quantity quantity(const std::string& text) {
  return quantity_in({text, 1}).value();
}
Quantity whole(const std::string& digits) {
  return quantity_in({scenario::JsonNumber{digits}, 1}).value();
}

/// The values as a scenario says them, or the clause of the refusal.
std::string in_words(const Range& range) {
  const auto values = values_of(range);
  if (!values) return values.error();
  std::string words;
  for (const Quantity& value : *values) {
    words += (words.empty() ? "" : " ") + scenario::json_text(json_of(value));
  }
  return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(range)

BOOST_AUTO_TEST_CASE(linear_steps_are_exact) {
  BOOST_TEST(in_words({quantity("0%"), quantity("20%"), 5, Scale::linear}) ==
             R"("0%" "5%" "10%" "15%" "20%")");
  BOOST_TEST(in_words({quantity("0%"), quantity("0.1%"), 3, Scale::linear}) ==
             R"("0%" "0.05%" "0.1%")");
  BOOST_TEST(in_words({quantity("1mbit"), quantity("10mbit"), 4, Scale::linear}) ==
             R"("1mbit" "4mbit" "7mbit" "10mbit")");
  BOOST_TEST(in_words({quantity("10ms"), quantity("0s"), 3, Scale::linear}) ==
             R"("10ms" "5ms" "0s")");
  BOOST_TEST(in_words({whole("1"), whole("7"), 3, Scale::linear}) == "1 4 7");
}

BOOST_AUTO_TEST_CASE(a_linear_step_without_exact_value_is_refused) {
  const std::string words = in_words({quantity("0ms"), quantity("100ms"), 4, Scale::linear});
  BOOST_TEST(words.find("step 2 of 4") != std::string::npos, words);
  BOOST_TEST(in_words({whole("1"), whole("2"), 3, Scale::linear}).find("exact") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(logarithmic_steps_have_four_digits_and_their_ends_are_as_given) {
  BOOST_TEST(in_words({quantity("10ms"), quantity("1s"), 5, Scale::log}) ==
             R"("10ms" "31620us" "100ms" "316.2ms" "1s")");
  BOOST_TEST(in_words({quantity("1kB"), quantity("1MB"), 4, Scale::log}) ==
             R"("1kB" "10kB" "100kB" "1MB")");
  BOOST_TEST(in_words({whole("1"), whole("64"), 7, Scale::log}) == "1 2 4 8 16 32 64");
  BOOST_TEST(in_words({quantity("20%"), quantity("0.1%"), 3, Scale::log}) ==
             R"("20%" "1.414%" "0.1%")");
  BOOST_TEST(in_words({quantity("1234567B"), quantity("7654321B"), 2, Scale::log}) ==
             R"("1234567B" "7654321B")");
}

/// Rounding is half up of the exact root: 10^(1/3) = 2.154434…, 10^(2/3) = 4.641588…
BOOST_AUTO_TEST_CASE(rounding_follows_the_exact_root) {
  BOOST_TEST(in_words({quantity("1s"), quantity("10s"), 4, Scale::log}) ==
             R"("1s" "2154ms" "4642ms" "10s")");
  BOOST_TEST(in_words({whole("1"), whole("9"), 3, Scale::log}) == "1 3 9");
  BOOST_TEST(in_words({whole("2"), whole("3"), 3, Scale::log}).find("same value") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_hundred_logarithmic_steps_over_the_whole_scale_rise) {
  const auto values = values_of({quantity("1ns"), quantity("600s"), 100, Scale::log});
  BOOST_TEST(!values.has_value());  // 1 ns, 2 ns: too fine a scale at its lower end
  const auto rising = values_of({quantity("1us"), quantity("600s"), 100, Scale::log});
  BOOST_REQUIRE(rising.has_value());
  for (std::size_t i = 1; i < rising->size(); ++i) {
    BOOST_TEST_REQUIRE((*rising)[i - 1].amount < (*rising)[i].amount);
  }
}

BOOST_AUTO_TEST_CASE(ends_must_fit_together) {
  BOOST_TEST(in_words({quantity("1ms"), quantity("1%"), 3, Scale::linear}).find("kind") !=
             std::string::npos);
  BOOST_TEST(in_words({quantity("1ms"), quantity("1ms"), 3, Scale::linear}).find("same") !=
             std::string::npos);
  BOOST_TEST(in_words({quantity("0%"), quantity("1%"), 3, Scale::log}).find("0") !=
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
