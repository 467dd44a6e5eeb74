#include "sim/link/script/sent_bytes.hpp"

#include <map>

#include <boost/test/unit_test.hpp>

#include "tests/support/wire_dice.hpp"

namespace acklab::link::test {
namespace {

BOOST_AUTO_TEST_SUITE(sent_bytes)

BOOST_AUTO_TEST_CASE(new_data_gets_the_next_number_and_a_retransmission_keeps_it) {
  SentBytes sent;
  for (std::uint64_t n = 1; n <= 5; ++n) {
    const auto crossing = sent.cross({(n - 1) * 1000, n * 1000});
    BOOST_TEST((crossing.segments == NumberRange{n, n}));
    BOOST_TEST(crossing.times == 1U);
  }
  const auto again = sent.cross({2000, 3000});
  BOOST_TEST((again.segments == NumberRange{3, 3}));
  BOOST_TEST(again.times == 2U);
  BOOST_TEST(sent.cross({2000, 3000}).times == 3U);
  BOOST_TEST((sent.cross({5000, 6000}).segments == NumberRange{6, 6}));
}

BOOST_AUTO_TEST_CASE(a_retransmission_that_joins_segments_has_all_their_numbers) {
  SentBytes sent;
  static_cast<void>(sent.cross({0, 1000}));
  static_cast<void>(sent.cross({1000, 2000}));
  static_cast<void>(sent.cross({1000, 2000}));
  const auto joined = sent.cross({500, 1500});
  BOOST_TEST((joined.segments == NumberRange{1, 2}));
  BOOST_TEST(joined.times == 2U);  // of byte 500
  BOOST_TEST(sent.cross({0, 100}).times == 2U);
  BOOST_TEST(sent.cross({1499, 1500}).times == 4U);
  BOOST_TEST(sent.cross({1500, 2000}).times == 3U);
}

BOOST_AUTO_TEST_CASE(a_retransmission_that_goes_on_with_new_data_numbers_that) {
  SentBytes sent;
  static_cast<void>(sent.cross({0, 1000}));
  const auto joined = sent.cross({0, 1500});
  BOOST_TEST((joined.segments == NumberRange{1, 2}));
  BOOST_TEST(joined.times == 2U);
  BOOST_TEST(sent.cross({1000, 1500}).times == 2U);
  BOOST_TEST(sent.end() == 1500U);
}

BOOST_AUTO_TEST_CASE(what_never_reached_the_link_is_new_when_it_comes) {
  SentBytes sent;
  static_cast<void>(sent.cross({0, 1000}));
  static_cast<void>(sent.cross({2000, 3000}));
  const auto late = sent.cross({1000, 2000});
  BOOST_TEST((late.segments == NumberRange{3, 3}));
  BOOST_TEST(late.times == 1U);
}

BOOST_AUTO_TEST_CASE(only_the_most_recent_pieces_are_remembered) {
  SentBytes sent;
  for (std::uint64_t n = 0; n < SentBytes::most_pieces + 10; ++n) {
    static_cast<void>(sent.cross({n * 10, n * 10 + 10}));
  }
  const auto forgotten = sent.cross({0, 10});
  BOOST_TEST(!forgotten.segments.has_value());
  BOOST_TEST(forgotten.times == 2U);
  BOOST_TEST(sent.cross({0, 10}).times == 2U);
  BOOST_TEST((sent.cross({100, 110}).segments == NumberRange{11, 11}));
  const auto half = sent.cross({90, 120});
  BOOST_TEST((half.segments == NumberRange{11, 12}));
  BOOST_TEST(half.times == 2U);
}

BOOST_AUTO_TEST_CASE(of_what_is_acknowledged_little_is_remembered) {
  SentBytes sent;
  const std::uint64_t pieces = 3 * SentBytes::least_pieces;
  for (std::uint64_t n = 0; n < pieces; ++n) static_cast<void>(sent.cross({n * 10, n * 10 + 10}));
  const std::uint64_t half = pieces / 2;
  sent.acknowledged_below(half * 10);
  // More than the least is outstanding: all of that is remembered, and nothing below.
  BOOST_TEST(!sent.cross({half * 10 - 10, half * 10}).segments.has_value());
  BOOST_TEST((sent.cross({half * 10, half * 10 + 10}).segments == NumberRange{half + 1, half + 1}));
  sent.acknowledged_below(pieces * 10);
  const std::uint64_t kept = pieces - SentBytes::least_pieces;
  BOOST_TEST(!sent.cross({kept * 10 - 10, kept * 10}).segments.has_value());
  const auto last = sent.cross({kept * 10, kept * 10 + 10});
  BOOST_TEST((last.segments == NumberRange{kept + 1, kept + 1}));
  BOOST_TEST(last.times == 2U);
}

/// The same by looking at each byte.
struct NaiveBytes {
  struct Past {
    std::uint64_t segment = 0;
    std::uint32_t times = 0;
  };
  std::map<std::uint64_t, Past> past;
  std::uint64_t segments = 0;

  SentBytes::Crossing cross(ByteRange range) {
    bool numbered = false;
    SentBytes::Crossing crossing{NumberRange{UINT64_MAX, 0}, 0};
    for (std::uint64_t byte = range.begin; byte < range.end; ++byte) {
      Past& own = past[byte];
      if (own.times == 0) {
        if (!numbered) ++segments;
        numbered = true;
        own.segment = segments;
      }
      ++own.times;
      crossing.segments->first = std::min(crossing.segments->first, own.segment);
      crossing.segments->last = std::max(crossing.segments->last, own.segment);
    }
    crossing.times = past[range.begin].times;
    return crossing;
  }
};

BOOST_AUTO_TEST_CASE(any_ranges_are_counted_as_byte_by_byte) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    acklab::test::Dice dice{seed};
    SentBytes sent;
    NaiveBytes naive;
    for (int step = 0; step < 200; ++step) {
      const std::uint64_t begin = dice.below(150);
      const ByteRange range{begin, begin + 1 + dice.below(40)};
      const auto seen = sent.cross(range);
      const auto expected = naive.cross(range);
      BOOST_TEST_CONTEXT("seed " << seed << ", step " << step) {
        BOOST_REQUIRE((seen.segments == expected.segments));
        BOOST_REQUIRE(seen.times == expected.times);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
