#include "sim/cli/trace_options.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace acklab;
using namespace acklab::cli;

TraceOptions trace_asked(const std::vector<std::string>& words) {
  const auto options = parse_trace_options(words);
  BOOST_TEST_REQUIRE(options.has_value(), options.error());
  return *options;
}

void trace_refused(const std::vector<std::string>& words, std::string_view because) {
  const auto options = parse_trace_options(words);
  BOOST_TEST_REQUIRE(!options.has_value(), because);
  BOOST_TEST(options.error().find(because) != std::string::npos, options.error());
  BOOST_TEST((options.error().ends_with('.') || options.error().ends_with('?')), options.error());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_options)

BOOST_AUTO_TEST_CASE(each_kind_takes_its_options) {
  const auto constant = trace_asked({"constant", "--rate", "20mbit", "--length", "3s", "-o", "x"});
  BOOST_TEST(constant.output.value() == "x");
  BOOST_TEST(!constant.force);
  BOOST_TEST(std::get<ConstantTrace>(constant.what).rate.bits_per_s() == 20'000'000);
  BOOST_TEST(std::get<ConstantTrace>(constant.what).length_ms.value() == 3000U);

  const auto poisson = std::get<PoissonTrace>(
      trace_asked({"poisson", "--rate=6mbit", "--seed", "7", "--force"}).what);
  BOOST_TEST(poisson.length_ms == 60'000U);
  BOOST_TEST(poisson.seed == 7U);

  const auto sawtooth = std::get<SawtoothTrace>(
      trace_asked({"sawtooth", "--low", "1mbit", "--high", "2mbit", "--period", "250ms"}).what);
  BOOST_TEST(sawtooth.swing.low.bits_per_s() == 1'000'000);
  BOOST_TEST(sawtooth.swing.period_ms == 250U);
  BOOST_TEST(sawtooth.length_ms == 250U);

  const auto fade = std::get<FadeTrace>(trace_asked({"fade", "--low", "1mbit", "--high", "2mbit",
                                                     "--period", "2s", "--length", "1min"})
                                            .what);
  BOOST_TEST(fade.swing.high.bits_per_s() == 2'000'000);
  BOOST_TEST(fade.length_ms == 60'000U);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_in_one_sentence) {
  trace_refused({}, "expects one of constant, poisson, sawtooth, fade behind it.");
  trace_refused({"sawtoth"}, "found 'sawtoth'. Did you mean 'sawtooth'?");
  trace_refused({"constant"}, "'acklab trace constant' needs '--rate'.");
  trace_refused({"fade", "--high", "1mbit", "--period", "1s"}, "needs '--low'.");
  trace_refused({"fade", "--high", "1mbit", "--low", "1mbit"}, "needs '--period'.");
  trace_refused({"constant", "--rate", "20"}, "'--rate': expected a rate such as");
  trace_refused({"constant", "--rate", "1mbit", "--length", "1.5ms"},
                "'--length' expects whole milliseconds from 1ms");
  trace_refused({"constant", "--rate", "1mbit", "--seed", "1"}, "seed");
  trace_refused({"poisson", "--rate", "1mbit", "--seed", "-1"}, "'--seed' expects a whole number");
  trace_refused({"constant", "--rate", "1mbit", "x"},
                "expects options alone behind it, found 'x'.");
}

BOOST_AUTO_TEST_SUITE_END()
