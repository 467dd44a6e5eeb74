#include "sim/link/bottleneck/policer.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

/// A byte a microsecond.
constexpr BitRate thousand_a_ms = BitRate::from_bits_per_s(8'000'000);

LinkSettings policed(BitRate rate, std::uint64_t burst_bytes) {
  DirectionSettings settings;
  settings.policer = PolicerSettings{rate, burst_bytes};
  return forward_only(settings);
}

/// One character a packet: '.' passes, 'x' does not.
std::string passed(const LinkSettings& settings,
                   const std::vector<std::pair<std::int64_t, std::uint32_t>>& sent) {
  Link link(settings, 1);
  std::string text;
  link.record_fates([&text](const FateRecord& fate) {
    text += !fate.dropped ? '.' : fate.dropped == DropCause::policer ? 'x' : '?';
  });
  for (const auto& [at, bytes] : sent) {
    link.accept(timeline_origin + Duration{at}, Direction::forward, {{}, bytes, 0});
  }
  const Counters& counters = link.counters(Direction::forward);
  BOOST_TEST(counters.dropped_by_policer ==
             static_cast<std::uint64_t>(std::count(text.begin(), text.end(), 'x')));
  BOOST_TEST(counters.undelivered == counters.dropped_by_policer);
  return text;
}

BOOST_AUTO_TEST_SUITE(policer)

BOOST_AUTO_TEST_CASE(what_finds_no_tokens_is_dropped_and_takes_none) {
  BOOST_TEST(passed(policed(thousand_a_ms, 3000), {{0, 1500},
                                                   {0, 1500},
                                                   {0, 1},
                                                   {999, 1},
                                                   {1000, 1},
                                                   {1'500'999, 1500},
                                                   {1'501'000, 1500}}) == "..xx.x.");
}

BOOST_AUTO_TEST_CASE(a_packet_larger_than_the_burst_never_passes) {
  BOOST_TEST(passed(policed(thousand_a_ms, 1500),
                    {{0, 1501}, {1'000'000'000, 1501}, {1'000'000'000, 1500}}) == "xx.");
}

BOOST_AUTO_TEST_CASE(in_the_long_run_the_rate_passes_and_not_a_byte_more) {
  Link link(policed(thousand_a_ms, 10'000), 1);
  std::uint64_t passed_bytes = 0;
  link.record_fates([&](const FateRecord& fate) {
    if (!fate.dropped) passed_bytes += fate.ip_bytes;
  });
  for (int i = 0; i < 100'000; ++i) {  // twice the rate for 50 s
    link.accept(timeline_origin + microseconds(500) * i, Direction::forward, {{}, 1000, 0});
    while (link.poll_release(Instant::max())) {
    }
  }
  BOOST_TEST(passed_bytes <= 49'999'500U + 10'000);
  BOOST_TEST(passed_bytes > 49'999'500U + 10'000 - 1000);
}

BOOST_AUTO_TEST_CASE(changed_settings_hold_for_what_comes_later_and_tokens_stay) {
  DirectionSettings settings;
  settings.policer = PolicerSettings{thousand_a_ms, 3000};
  Policer gate{settings};
  const Instant begin = timeline_origin;
  BOOST_TEST(gate.passes(begin, 2000));
  settings.policer = PolicerSettings{BitRate::from_bits_per_s(80'000'000), 2000};
  gate.change(begin + microseconds(500), settings);  // 1500 tokens by then
  BOOST_TEST(!gate.passes(begin + microseconds(500), 1501));
  BOOST_TEST(gate.passes(begin + microseconds(500), 1500));
  BOOST_TEST(!gate.passes(begin + microseconds(549), 500));
  BOOST_TEST(gate.passes(begin + microseconds(550), 500));
  settings.policer.reset();
  gate.change(begin + microseconds(600), settings);
  BOOST_TEST(gate.passes(begin + microseconds(600), 1'000'000));
}

BOOST_AUTO_TEST_CASE(it_stands_between_loss_and_duplication) {
  DirectionSettings settings;
  settings.policer = PolicerSettings{thousand_a_ms, 1500};
  settings.duplicate = Probability::from_percent(100);
  settings.loss = Probability::from_percent(50);
  const Crossing seen = cross(forward_only(settings), 3, {.spacing = milliseconds(1)});
  // A copy takes no tokens, and neither does what is lost: half of 12 Mbit/s is below 8.
  BOOST_TEST(seen.forward.duplicated ==
             seen.forward.offered - seen.forward.dropped_by_loss - seen.forward.dropped_by_policer);
  BOOST_TEST(seen.forward.delivered == 2 * seen.forward.duplicated);
  BOOST_TEST(seen.forward.dropped_by_policer > 0U);
  BOOST_TEST(seen.forward.duplicated > 290U);  // every third; policed first, every fourth
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
