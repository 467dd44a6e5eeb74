#include "sim/scenario/units.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/support/effort.hpp"

namespace {

using namespace acklab;
using namespace acklab::scenario;

std::int64_t nanoseconds(std::string_view text) {
  const auto duration = parse_duration(text);
  BOOST_TEST_REQUIRE(duration.has_value(), text);
  return duration->count();
}

std::int64_t bits(std::string_view text) {
  const auto rate = parse_rate(text);
  BOOST_TEST_REQUIRE(rate.has_value(), text);
  return rate->bits_per_s();
}

std::uint64_t bytes(std::string_view text) {
  const auto size = parse_size(text);
  BOOST_TEST_REQUIRE(size.has_value(), text);
  return *size;
}

std::uint64_t parts(std::string_view text) {
  const auto probability = parse_percentage(text);
  BOOST_TEST_REQUIRE(probability.has_value(), text);
  return probability->parts();
}

template <typename Parse>
void refuses(Parse parse, std::string_view text, std::string_view because) {
  const auto value = parse(text);
  BOOST_TEST_REQUIRE(!value.has_value(), "accepted: " << text);
  BOOST_TEST(value.error().find(because) != std::string::npos, value.error());
  BOOST_TEST(value.error().find("expected a ") == 0U, value.error());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(units_suite)

BOOST_AUTO_TEST_CASE(durations_are_exact_nanoseconds) {
  BOOST_TEST(nanoseconds("25ms") == 25'000'000);
  BOOST_TEST(nanoseconds("1.5s") == 1'500'000'000);
  BOOST_TEST(nanoseconds("200us") == 200'000);
  BOOST_TEST(nanoseconds("3min") == 180'000'000'000);
  BOOST_TEST(nanoseconds("1h") == 3'600'000'000'000);
  BOOST_TEST(nanoseconds("0s") == 0);
  BOOST_TEST(nanoseconds("0.000000001s") == 1);
  BOOST_TEST(nanoseconds("1.500000000000s") == 1'500'000'000);
  BOOST_TEST(nanoseconds("9223372036854775807ns") == INT64_MAX);
}

BOOST_AUTO_TEST_CASE(rates_are_bits_per_second_in_powers_of_1000) {
  BOOST_TEST(bits("20mbit") == 20'000'000);
  BOOST_TEST(bits("1gbit") == 1'000'000'000);
  BOOST_TEST(bits("64kbit") == 64'000);
  BOOST_TEST(bits("1.5mbit") == 1'500'000);
  BOOST_TEST(bits("1bit") == 1);
  BOOST_TEST(bits("1tbit") == BitRate::max_bits_per_s);
}

BOOST_AUTO_TEST_CASE(sizes_know_powers_of_1000_and_of_1024) {
  BOOST_TEST(bytes("1500B") == 1500U);
  BOOST_TEST(bytes("125kB") == 125'000U);
  BOOST_TEST(bytes("4MB") == 4'000'000U);
  BOOST_TEST(bytes("64KiB") == 65'536U);
  BOOST_TEST(bytes("1.5KiB") == 1'536U);
  BOOST_TEST(bytes("0B") == 0U);
}

BOOST_AUTO_TEST_CASE(percentages_are_exact_parts) {
  BOOST_TEST(parts("0.1%") == 1'000'000'000U);
  BOOST_TEST(parts("1%") == 10'000'000'000U);
  BOOST_TEST(parts("0.05%") == 500'000'000U);
  BOOST_TEST(parts("0.0000000001%") == 1U);
  BOOST_TEST(parts("100%") == Probability::parts_in_one);
  BOOST_TEST(parts("100.0%") == Probability::parts_in_one);
  BOOST_TEST(parts("33.3333333333%") == 333'333'333'333U);
  BOOST_TEST(parts("0%") == 0U);
}

BOOST_AUTO_TEST_CASE(a_missing_unit_is_told_with_those_there_are) {
  refuses(parse_duration, "25", "a unit is missing; the units are ns, us, ms, s, min, h");
  refuses(parse_rate, "20", "a unit is missing");
  refuses(parse_size, "125", "a unit is missing");
  refuses(parse_percentage, "1", "a unit is missing; the unit is %");
}

BOOST_AUTO_TEST_CASE(a_wrong_unit_is_told) {
  refuses(parse_duration, "25mbit", "\"mbit\" is no such unit");
  refuses(parse_duration, "25MS", "the unit is written ms");
  refuses(parse_duration, "25µs", "write \"us\"");
  refuses(parse_duration, "25m", "\"min\" for minutes or \"ms\" for milliseconds");
  refuses(parse_duration, "25 ms", "no space");
  refuses(parse_duration, "1e3ms", "\"e3ms\" is no such unit");
  refuses(parse_rate, "20Mbit", "the unit is written mbit");
  refuses(parse_rate, "20mbps", "bytes per second");
  refuses(parse_rate, "20MBps", "bytes per second");
  refuses(parse_rate, "20Mbit/s", "write bits per second as bit, kbit, mbit or gbit");
  refuses(parse_size, "125KB", "the unit is written kB");
  refuses(parse_size, "125kbit", "no such unit");
  refuses(parse_percentage, "1ms", "no such unit");
}

BOOST_AUTO_TEST_CASE(what_is_no_plain_number_is_refused) {
  refuses(parse_duration, "", "the text is empty");
  refuses(parse_duration, "-25ms", "negative");
  refuses(parse_duration, "ms", "begin with a digit");
  refuses(parse_duration, "+5ms", "begin with a digit");
  refuses(parse_duration, ".5ms", "plain digits");
  refuses(parse_duration, "5.ms", "plain digits");
  refuses(parse_duration, "1.2.3ms", "plain digits");
  refuses(parse_duration, "025ms", "leading zero");
  refuses(parse_size, "NaNB", "begin with a digit");
}

BOOST_AUTO_TEST_CASE(nothing_is_rounded) {
  refuses(parse_duration, "0.5ns", "not a whole number of nanoseconds");
  refuses(parse_duration, "1.0000000001s", "not a whole number");
  refuses(parse_rate, "1.5bit", "not a whole number");
  refuses(parse_size, "0.5B", "not a whole number of bytes");
  refuses(parse_percentage, "0.00000000001%", "not a whole number");
}

BOOST_AUTO_TEST_CASE(what_is_too_much_is_refused) {
  refuses(parse_duration, "9223372036854775808ns", "too large");
  refuses(parse_duration, "9999999999999999999h", "too large");
  refuses(parse_duration, "10000000000000000000ns", "more than 19 digits");
  refuses(parse_duration, std::string(100'000, '9') + "s", "more than 19 digits");
  refuses(parse_rate, "1.000000000001tbit", "largest rate");
  refuses(parse_rate, "0mbit", "lets nothing through");
  refuses(parse_percentage, "100.0000000001%", "the largest is \"100%\"");
  refuses(parse_percentage, "200%", "the largest is \"100%\"");
}

BOOST_AUTO_TEST_CASE(written_as_people_write_them) {
  BOOST_TEST(format_duration(std::chrono::milliseconds{25}) == "25ms");
  BOOST_TEST(format_duration(std::chrono::milliseconds{100}) == "100ms");
  BOOST_TEST(format_duration(std::chrono::milliseconds{1500}) == "1.5s");
  BOOST_TEST(format_duration(std::chrono::minutes{1}) == "60s");
  BOOST_TEST(format_duration(std::chrono::minutes{3}) == "3min");
  BOOST_TEST(format_duration(Duration{}) == "0s");
  BOOST_TEST(format_rate(BitRate::from_bits_per_s(20'000'000)) == "20mbit");
  BOOST_TEST(format_rate(BitRate::from_bits_per_s(1)) == "1bit");
  BOOST_TEST(format_size(125'000) == "125kB");
  BOOST_TEST(format_size(65'536) == "64KiB");
  BOOST_TEST(format_size(1200) == "1200B");
  BOOST_TEST(format_size(0) == "0B");
  BOOST_TEST(format_percentage(Probability::from_percent(1)) == "1%");
  BOOST_TEST(format_percentage(Probability::from_parts(1)) == "0.0000000001%");
  BOOST_TEST(format_percentage(Probability{}) == "0%");
}

BOOST_AUTO_TEST_CASE(written_and_read_back_every_quantity_is_the_same) {
  const RandomStream random{2'024, "units"};
  for (std::uint64_t i = 0; i < acklab::effort::trials(200'000); ++i) {
    // A few leading digits and many trailing zeros, or all digits: every magnitude.
    std::uint64_t value = random.at(i) >> (1 + random.below(63, i, 1));
    for (std::uint64_t zeros = random.below(19, i, 2); zeros > 0 && value < INT64_MAX / 10;
         --zeros) {
      value *= 10;
    }
    const Duration duration{static_cast<std::int64_t>(value)};
    const auto rate = BitRate::from_bits_per_s(static_cast<std::int64_t>(value));
    const auto probability = Probability::from_parts(value % (Probability::parts_in_one + 1));
    BOOST_TEST_REQUIRE(nanoseconds(format_duration(duration)) == duration.count());
    BOOST_TEST_REQUIRE(bits(format_rate(rate)) == rate.bits_per_s());
    BOOST_TEST_REQUIRE(bytes(format_size(value)) == value);
    BOOST_TEST_REQUIRE(parts(format_percentage(probability)) == probability.parts());
  }
}

BOOST_AUTO_TEST_SUITE_END()
