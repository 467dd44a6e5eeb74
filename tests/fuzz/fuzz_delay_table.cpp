#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/link/delay/delay_table.hpp"
#include "sim/link/delay/normal_quantile.hpp"
#include "tests/fuzz/fuzz_settings.hpp"
#include "tests/fuzz/fuzz_text.hpp"

namespace acklab::link {
namespace {

constexpr std::array<std::string_view, 14> table_slips{"\n",  "\r\n", "\t",    "# ",     "-",
                                                       "+",   "--",   "32767", "-32768", "32768",
                                                       "1e3", "0x1",  "\xff",  "\x1b"};

/// Numbers as such files have them, and remarks between.
std::string table_text(test::TextMutator& dice) {
  std::string text;
  for (std::uint64_t count = dice.below(20); count > 0; --count) {
    if (dice.below(9) == 0) text += "# a remark\n";
    text += std::to_string(static_cast<std::int64_t>(dice.below(65'536)) - 32'768);
    text += dice.below(3) == 0 ? '\n' : ' ';
  }
  return text;
}

/// Mean 0 and standard deviation 1, but for rounding.
void check_is_standard(const DelayTable& table) {
  double sum = 0;
  double squares = 0;
  for (std::uint64_t at = 0; at < table.size(); ++at) {
    const double value = static_cast<double>(table.value(at)) / static_cast<double>(normal_one);
    sum += value;
    squares += value * value;
  }
  const auto count = static_cast<double>(table.size());
  BOOST_TEST_REQUIRE(std::abs(sum / count) < 1e-6);
  BOOST_TEST_REQUIRE(std::abs(squares / count - 1) < 1e-6);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz_delay_table)

BOOST_AUTO_TEST_CASE(any_text_is_a_table_of_delays_or_refused_in_one_clause) {
  const std::uint64_t seed = test::fuzz_seed();
  const std::uint64_t rounds = test::fuzz_iterations(40'000);
  const RandomStream random{seed, "fuzz delay tables"};
  std::uint64_t taken = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    test::TextMutator mutator{random.substream(round), table_slips};
    const std::string text = mutator.mutate(table_text(mutator));
    BOOST_TEST_CONTEXT("ACKLAB_FUZZ_SEED=" << seed << ", round " << round) {
      const auto table = parse_delay_table(test::ExactCopy{text}.view());
      if (table) {
        ++taken;
        check_is_standard(*table);
        continue;
      }
      BOOST_TEST_REQUIRE(!table.error().what.empty());
      BOOST_TEST_REQUIRE(table.error().what.size() < 200U);
      for (const char letter : table.error().what) {
        BOOST_TEST_REQUIRE((letter >= ' ' && letter <= '~'));
      }
    }
  }
  BOOST_TEST(taken > rounds / 10);
  BOOST_TEST(taken < rounds);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acklab::link
