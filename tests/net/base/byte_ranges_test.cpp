#include "net/base/byte_ranges.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <boost/test/unit_test.hpp>

#include "tests/support/wire_dice.hpp"

namespace acklab {
namespace {

constexpr std::size_t universe = 120;

/// The same set kept as one flag a byte: too slow for a stream, too plain to be wrong.
class NaiveSet {
 public:
  std::uint64_t insert(ByteRange range) {
    std::uint64_t added = 0;
    for (std::uint64_t at = range.begin; at < range.end; ++at) {
      added += flags_.at(at) ? 0U : 1U;
      flags_.at(at) = true;
    }
    return added;
  }
  void erase_below(std::uint64_t offset) {
    for (std::uint64_t at = 0; at < std::min<std::uint64_t>(offset, universe); ++at) {
      flags_.at(at) = false;
    }
  }
  [[nodiscard]] bool contains(std::uint64_t at) const { return at < universe && flags_.at(at); }
  [[nodiscard]] std::uint64_t total_bytes() const {
    return static_cast<std::uint64_t>(std::count(flags_.begin(), flags_.end(), true));
  }
  [[nodiscard]] std::size_t count() const {
    std::size_t runs = 0;
    for (std::uint64_t at = 0; at < universe; ++at) {
      runs += contains(at) && (at == 0 || !contains(at - 1)) ? 1U : 0U;
    }
    return runs;
  }
  [[nodiscard]] std::optional<ByteRange> find(std::uint64_t offset) const {
    if (!contains(offset)) return std::nullopt;
    ByteRange range{offset, offset};
    while (range.begin > 0 && contains(range.begin - 1)) --range.begin;
    while (contains(range.end)) ++range.end;
    return range;
  }
  [[nodiscard]] std::optional<ByteRange> first_gap(ByteRange within) const {
    std::uint64_t begin = within.begin;
    while (begin < within.end && contains(begin)) ++begin;
    if (begin >= within.end) return std::nullopt;
    std::uint64_t end = begin;
    while (end < within.end && !contains(end)) ++end;
    return ByteRange{begin, end};
  }

 private:
  std::array<bool, universe> flags_{};
};

ByteRange random_range(test::Dice& dice, std::size_t longest) {
  const std::uint64_t begin = dice.below(universe);
  return {begin, std::min<std::uint64_t>(universe, begin + dice.below(longest + 1))};
}

/// Every question about every offset, and about `within`.
bool answers_agree(const ByteRangeSet& set, const NaiveSet& naive, ByteRange within) {
  for (std::uint64_t at = 0; at < universe + 2; ++at) {
    if (set.contains(at) != naive.contains(at)) return false;
    if (set.find(at) != naive.find(at)) return false;
  }
  const bool covered = !naive.first_gap(within).has_value();
  return set.covers(within) == covered && set.first_gap(within) == naive.first_gap(within) &&
         set.total_bytes() == naive.total_bytes() && set.count() == naive.count() &&
         set.empty() == (naive.total_bytes() == 0);
}

/// The stored ranges are not empty, in order, and do not touch.
bool is_well_formed(const ByteRangeSet& set) {
  std::optional<std::uint64_t> last_end;
  for (const auto& [begin, end] : set.ranges()) {
    if (begin >= end || (last_end && begin <= *last_end)) return false;
    last_end = end;
  }
  return true;
}

BOOST_AUTO_TEST_SUITE(byte_range_set_rules)

BOOST_AUTO_TEST_CASE(any_sequence_of_operations_agrees_with_a_naive_set) {
  constexpr std::uint64_t seeds = 400;
  constexpr int steps = 60;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    test::Dice dice{seed};
    const std::size_t longest = 1 + dice.below(20);
    ByteRangeSet set;
    NaiveSet naive;
    for (int step = 0; step < steps; ++step) {
      const bool erase = dice.below(10) == 0;
      const ByteRange range = random_range(dice, longest);
      if (erase) {
        set.erase_below(range.begin / 2);
        naive.erase_below(range.begin / 2);
      }
      const bool same_count = erase || set.insert(range) == naive.insert(range);
      const ByteRange within = random_range(dice, universe);
      BOOST_REQUIRE_MESSAGE(same_count && is_well_formed(set) && answers_agree(set, naive, within),
                            "seed " << seed << ", step " << step << ": "
                                    << (erase ? "erase below " : "insert ") << range.begin << " to "
                                    << range.end);
    }
  }
}

BOOST_AUTO_TEST_CASE(ranges_that_touch_become_one) {
  ByteRangeSet set;
  set.insert({10, 20});
  set.insert({30, 40});
  BOOST_TEST(set.count() == 2U);
  BOOST_TEST(set.insert({20, 30}) == 10U);
  BOOST_TEST(set.count() == 1U);
  BOOST_TEST((set.find(10) == ByteRange{10, 40}));
}

BOOST_AUTO_TEST_CASE(empty_range_adds_nothing_and_is_covered) {
  ByteRangeSet set;
  BOOST_TEST(set.insert({5, 5}) == 0U);
  BOOST_TEST(set.insert({6, 5}) == 0U);
  BOOST_TEST(set.empty());
  BOOST_TEST(set.covers({5, 5}));
  BOOST_TEST(!set.first_gap({5, 5}).has_value());
}

BOOST_AUTO_TEST_CASE(erasing_in_the_middle_of_a_range_keeps_its_tail) {
  ByteRangeSet set;
  set.insert({10, 20});
  set.erase_below(15);
  BOOST_TEST((set.find(15) == ByteRange{15, 20}));
  BOOST_TEST(set.total_bytes() == 5U);
  set.erase_below(20);
  BOOST_TEST(set.empty());
}

BOOST_AUTO_TEST_CASE(offsets_up_to_the_last_of_64_bits_work) {
  ByteRangeSet set;
  BOOST_TEST(set.insert({UINT64_MAX - 10, UINT64_MAX}) == 10U);
  BOOST_TEST(set.contains(UINT64_MAX - 1));
  BOOST_TEST(!set.contains(UINT64_MAX));
  set.clear();
  BOOST_TEST(set.empty());
  BOOST_TEST(set.total_bytes() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab
