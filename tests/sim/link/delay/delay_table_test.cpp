#include "sim/link/delay/delay_table.hpp"

#include <boost/test/unit_test.hpp>

#include "sim/link/delay/normal_quantile.hpp"
#include "tests/support/link_crossing.hpp"
#include "tests/support/link_statistics.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

BOOST_AUTO_TEST_SUITE(delay_table)

BOOST_AUTO_TEST_CASE(whatever_the_numbers_their_mean_becomes_zero_and_their_deviation_one) {
  const RandomStream random{81, "tables"};
  for (std::uint64_t round = 0; round < 200; ++round) {
    std::vector<std::int16_t> entries(2 + random.below(500, round));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      entries[i] = static_cast<std::int16_t>(random.substream(round).at(i));
    }
    const DelayTable table{entries};
    std::vector<double> values;
    for (std::uint64_t i = 0; i < table.size(); ++i) {
      values.push_back(static_cast<double>(table.value(i)) / double{normal_one});
    }
    BOOST_TEST_CONTEXT("round " << round) {
      BOOST_TEST(std::abs(mean_of(values)) < 1e-6);
      BOOST_TEST(std::abs(central_moment(values, 2) - 1) < 1e-6);
    }
  }
}

BOOST_AUTO_TEST_CASE(two_numbers_are_one_deviation_below_and_above) {
  const DelayTable table = parse_delay_table("# two\n-32768\t32767\r\n").value();
  BOOST_TEST(table.size() == 2U);
  BOOST_TEST(table.value(0) == -normal_one);
  BOOST_TEST(table.value(1) == normal_one);
}

BOOST_AUTO_TEST_CASE(every_number_is_as_likely) {
  DirectionSettings settings;
  settings.delay = milliseconds(20);
  settings.jitter = {milliseconds(3), JitterDistribution::table, true};
  settings.jitter.table =
      std::make_shared<const DelayTable>(parse_delay_table("1 2\n3 4 5 6 7 8 9").value());
  std::map<std::int64_t, std::uint64_t> counts;
  std::vector<double> delays;
  for (const FateRecord& fate : cross(forward_only(settings), 82, {.packets = 45'000}).fates) {
    ++counts[(fate.due - fate.arrival).count()];
    delays.push_back(to_milliseconds(fate.due - fate.arrival));
  }
  std::vector<std::uint64_t> hits;
  for (const auto& [delay, count] : counts) hits.push_back(count);
  BOOST_TEST(hits.size() == 9U);
  BOOST_TEST(std::abs(uniformity_z(hits)) < 4);
  BOOST_TEST(std::abs(mean_of(delays) - 20) < 4 * 3 / std::sqrt(45'000.0));
  BOOST_TEST(std::abs(std::sqrt(central_moment(delays, 2)) - 3) < 0.05);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_line) {
  const auto refusal = [](std::string_view text) {
    const auto table = parse_delay_table(text);
    BOOST_REQUIRE(!table.has_value());
    return std::to_string(table.error().line) + ": " + table.error().what;
  };
  BOOST_TEST(refusal("") == "0: it has no two different numbers");
  BOOST_TEST(refusal("# 1 2\n") == "0: it has no two different numbers");
  BOOST_TEST(refusal("5 5\n5") == "0: it has no two different numbers");
  BOOST_TEST(refusal("1 2\n3 x") == "2: expected a whole number from -32768 to 32767, found \"x\"");
  BOOST_TEST(refusal("1 32768").find("found \"32768\"") != std::string::npos);
  BOOST_TEST(refusal("1 2.5").find("found \"2.5\"") != std::string::npos);
  BOOST_TEST(refusal("1 # 2").find("found \"#\"") != std::string::npos);
  BOOST_TEST(refusal("1 \x1b[2J").find("found \"?[2J\"") != std::string::npos);
  std::string many;
  for (int i = 0; i < 65'537; ++i) many += i % 2 == 0 ? "1 " : "2\n";
  BOOST_TEST(refusal(many).find("at most 65536 numbers") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
