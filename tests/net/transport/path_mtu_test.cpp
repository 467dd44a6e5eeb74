#include "net/transport/path_mtu.hpp"

#include <algorithm>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "net/base/random.hpp"
#include "net/transport/scoreboard.hpp"

using namespace acklab;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

constexpr Instant some_time = timeline_origin + 5s;

/// Probes until there is nothing to find; what is larger than `passes` is lost. Returns how many
/// probes were.
std::uint32_t search(PathMtu& mtu, std::uint32_t passes, Instant now = some_time) {
  std::uint32_t lost = 0;
  for (int probes = 0; probes < 200; ++probes) {
    const auto bytes = mtu.due(now);
    if (!bytes) return lost;
    mtu.on_probe_sent(*bytes);
    if (*bytes <= passes) {
      mtu.on_delivered(now, *bytes);
    } else {
      ++lost;
      mtu.on_probe_lost(now);
    }
  }
  BOOST_ERROR("the search never ends");
  return lost;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(path_mtu)

BOOST_AUTO_TEST_CASE(where_the_start_is_the_most_nothing_is_probed) {
  const PathMtu mtu{{536, 1132, 1440, 1440}};
  BOOST_TEST(mtu.segment_bytes() == 1440U);
  BOOST_TEST(!mtu.due(some_time));
  BOOST_TEST(!mtu.due(some_time + 1h));
}

BOOST_AUTO_TEST_CASE(a_larger_path_is_found_with_one_probe) {
  PathMtu mtu{{536, 1132, 1440, 8928}};
  BOOST_TEST(search(mtu, 8928) == 0U);
  BOOST_TEST(mtu.segment_bytes() == 8928U);
}

BOOST_AUTO_TEST_CASE(any_path_is_found_to_within_the_granularity_and_never_exceeded) {
  for (std::uint32_t passes = 1132; passes <= 9100; passes += 7) {
    PathMtu mtu{{536, 1132, 1132, 8928}};
    const std::uint32_t lost = search(mtu, passes);
    const std::uint32_t best = std::min(passes, 8928U);
    BOOST_TEST_INFO("path of " << passes);
    BOOST_REQUIRE(mtu.segment_bytes() <= best);
    BOOST_REQUIRE(mtu.segment_bytes() + PathMtu::granularity_bytes > best);
    BOOST_REQUIRE(lost <= 12 * PathMtu::max_probes);  // log2 of the span, three times each
  }
}

BOOST_AUTO_TEST_CASE(a_probe_lost_by_chance_is_tried_again) {
  PathMtu mtu{{536, 1132, 1440, 8928}};
  for (int loss = 0; loss < 2; ++loss) {
    mtu.on_probe_sent(mtu.due(some_time).value());
    mtu.on_probe_lost(some_time);
  }
  BOOST_TEST(mtu.due(some_time).value() == 8928U);
  BOOST_TEST(search(mtu, 8928) == 0U);
  BOOST_TEST(mtu.segment_bytes() == 8928U);
}

BOOST_AUTO_TEST_CASE(one_probe_at_a_time) {
  PathMtu mtu{{536, 1132, 1440, 8928}};
  mtu.on_probe_sent(mtu.due(some_time).value());
  BOOST_TEST(!mtu.due(some_time));
  mtu.on_delivered(some_time, 1440);  // not the probe
  BOOST_TEST(!mtu.due(some_time));
  BOOST_TEST(mtu.segment_bytes() == 1440U);
}

BOOST_AUTO_TEST_CASE(after_ten_minutes_the_search_begins_again) {
  PathMtu mtu{{536, 1132, 1132, 8928}};
  search(mtu, 1440);
  const std::uint32_t before = mtu.segment_bytes();
  BOOST_TEST(!mtu.due(some_time + PathMtu::raise_after - 1ns));
  search(mtu, 3000, some_time + PathMtu::raise_after);
  BOOST_TEST(before <= 1440U);
  BOOST_TEST(mtu.segment_bytes() > 2990U);
  BOOST_TEST(mtu.segment_bytes() <= 3000U);
}

BOOST_AUTO_TEST_CASE(a_black_hole_leads_to_the_base_and_a_deeper_one_to_the_floor) {
  PathMtu mtu{{536, 1132, 1440, 1440}};
  BOOST_TEST(!mtu.on_repeated_timeout(536));  // small segments vanish too: not for their size
  BOOST_TEST(mtu.on_repeated_timeout(1440));
  BOOST_TEST(mtu.segment_bytes() == 1132U);
  BOOST_TEST(mtu.on_repeated_timeout(1132));
  BOOST_TEST(mtu.segment_bytes() == 536U);
  BOOST_TEST(!mtu.on_repeated_timeout(536));
}

BOOST_AUTO_TEST_CASE(it_is_no_black_hole_while_segments_as_large_arrive) {
  PathMtu mtu{{536, 1132, 1440, 1440}};
  mtu.on_delivered(some_time, 1440);
  mtu.on_first_timeout();
  mtu.on_delivered(some_time, 1440);
  BOOST_TEST(!mtu.on_repeated_timeout(1440));
  mtu.on_first_timeout();
  mtu.on_delivered(some_time, 1132);
  BOOST_TEST(mtu.on_repeated_timeout(1440));
  BOOST_TEST(!mtu.on_repeated_timeout(1132));  // of this size one has arrived
}

BOOST_AUTO_TEST_CASE(after_an_outage_one_probe_brings_everything_back) {
  PathMtu mtu{{536, 1132, 1440, 1440}};
  BOOST_TEST(mtu.on_repeated_timeout(1440));
  BOOST_TEST(search(mtu, 1440) == 0U);
  BOOST_TEST(mtu.segment_bytes() == 1440U);
}

BOOST_AUTO_TEST_CASE(what_a_router_says_is_taken_between_floor_and_what_is_known) {
  PathMtu mtu{{536, 1132, 1440, 8928}};
  BOOST_TEST(!mtu.on_too_big(some_time, 9000));
  BOOST_TEST(mtu.on_too_big(some_time, 1300));
  BOOST_TEST(mtu.segment_bytes() == 1300U);
  BOOST_TEST(!mtu.due(some_time));  // nothing between: it rests
  BOOST_TEST(!mtu.on_too_big(some_time, 1300));
  BOOST_TEST(mtu.on_too_big(some_time, 1));
  BOOST_TEST(mtu.segment_bytes() == 536U);
}

BOOST_AUTO_TEST_CASE(what_a_router_says_to_a_probe_ends_the_probe) {
  PathMtu mtu{{536, 1132, 1440, 8928}};
  mtu.on_probe_sent(8928);
  BOOST_TEST(!mtu.on_too_big(some_time, 4000));
  BOOST_TEST(!mtu.probe_under_way());
  search(mtu, 4000);
  BOOST_TEST(mtu.segment_bytes() > 3990U);
  BOOST_TEST(mtu.segment_bytes() <= 4000U);
}

// Segments that become smaller while they are outstanding.

BOOST_AUTO_TEST_CASE(cutting_keeps_bytes_fates_and_the_order_of_transmission) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomStream dice{seed, "splitting"};
    Scoreboard board;
    std::uint64_t end = 1;
    Instant now = some_time;
    const std::uint64_t segments = 1 + dice.below(40, 0);
    for (std::uint64_t number = 0; number < segments; ++number) {
      const std::uint64_t bytes = 1 + dice.below(3000, number, 1);
      const bool fin = number + 1 == segments && dice.below(2, 0, 2) == 0;
      board.add(now, {end, end + bytes + (fin ? 1 : 0)}, false, fin);
      end += bytes + (fin ? 1 : 0);
      now += 1ms;
    }
    for (std::uint64_t number = 0; number < segments; ++number) {
      if (dice.below(3, number, 3) == 0) board.mark_lost(number, RetransmissionCause::rack);
    }
    for (std::uint64_t number = 0; number < segments; ++number) {
      const bool again = board.at(number).fate == SentSegment::Fate::lost;
      if (again && dice.below(2, number, 4) == 0) board.retransmitted(number, now += 1ms);
    }
    Delivery delivery;
    const AckContext context{now, std::nullopt, std::nullopt, 0};
    const std::uint64_t sacked = dice.below(segments, 0, 5);
    board.sack(board.at(sacked).range, context, delivery);
    const std::uint64_t in_flight = board.in_flight_bytes();
    const std::uint64_t acked = board.at(dice.below(segments, 0, 6)).range.begin;
    board.acknowledge(acked, context, delivery);
    const std::uint64_t left = board.in_flight_bytes();
    BOOST_REQUIRE(left <= in_flight);

    constexpr std::uint64_t most = 700;
    BOOST_TEST_INFO("seed " << seed);
    BOOST_REQUIRE(!board.limit_segments(most));
    BOOST_REQUIRE(board.in_flight_bytes() == left);
    std::uint64_t at = board.first_number() < board.end_number() ? board.front().range.begin : end;
    std::uint64_t flying = 0;
    for (std::uint64_t number = board.first_number(); number < board.end_number(); ++number) {
      const SentSegment& segment = board.at(number);
      BOOST_REQUIRE(segment.range.begin == at);
      at = segment.range.end;
      const std::uint64_t payload = segment.range.size() - (segment.fin ? 1 : 0);
      BOOST_REQUIRE((payload <= most || segment.fate == SentSegment::Fate::sacked));
      BOOST_REQUIRE((!segment.fin || number + 1 == board.end_number()));
      if (segment.fate == SentSegment::Fate::in_flight) flying += segment.range.size();
    }
    BOOST_REQUIRE(at == end);
    BOOST_REQUIRE(flying == left);
    // The longest sent comes first, and each is met once.
    std::uint64_t met = 0;
    std::uint64_t order = 0;
    while (const auto oldest = board.oldest_in_flight()) {
      BOOST_REQUIRE(board.at(*oldest).send_order >= order);
      order = board.at(*oldest).send_order;
      met += board.at(*oldest).range.size();
      board.mark_lost(*oldest, RetransmissionCause::rack);
    }
    BOOST_REQUIRE(met == left);
    std::uint64_t previous = 0;
    while (const auto lost = board.next_lost()) {
      BOOST_REQUIRE(*lost >= previous);
      previous = *lost;
      board.retransmitted(*lost, now);
    }
    board.acknowledge(end, context, delivery);
    BOOST_REQUIRE(board.empty());
    BOOST_REQUIRE(board.in_flight_bytes() == 0U);
  }
}

BOOST_AUTO_TEST_CASE(a_probe_that_is_cut_is_told) {
  Scoreboard board;
  board.add(some_time, {1, 1001}, false, false);
  board.add(some_time, {1001, 5001}, false, false);
  board.mark_probe();
  const std::uint64_t lost_bytes = board.lost_bytes();
  board.mark_lost(1, RetransmissionCause::rack);
  BOOST_TEST(board.holds_lost_probe());
  BOOST_TEST(board.lost_bytes() == lost_bytes);  // no sign of congestion
  BOOST_TEST(board.limit_segments(1000));
  BOOST_TEST(!board.holds_lost_probe());
  BOOST_TEST(board.end_number() == 5U);
  BOOST_TEST(!board.limit_segments(1000));
}

BOOST_AUTO_TEST_SUITE_END()
