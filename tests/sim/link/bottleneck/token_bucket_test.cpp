#include <boost/test/unit_test.hpp>

#include "tests/support/effort.hpp"
#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

/// A byte a microsecond.
constexpr BitRate byte_a_microsecond = BitRate::from_bits_per_s(8'000'000);

LinkSettings shaped(const TokenBucketRate& rate) {
  DirectionSettings settings;
  settings.rate = rate;
  return forward_only(settings);
}

/// Offers packets of these sizes at these microseconds and says when each came out.
std::vector<std::int64_t> microseconds_out(
    const LinkSettings& settings, const std::vector<std::pair<std::int64_t, std::uint32_t>>& sent) {
  Link link(settings, 1);
  std::vector<Release> releases;
  for (const auto& [at, bytes] : sent) {
    take_releases(link, timeline_origin + microseconds(at), releases);
    link.accept(timeline_origin + microseconds(at), Direction::forward, {{}, bytes, 0});
  }
  drain(link, releases);
  std::vector<std::int64_t> out;
  for (const Release& release : releases) {
    BOOST_TEST(release.due.time_since_epoch().count() % 1000 == 0);
    out.push_back(release.due.time_since_epoch().count() / 1000);
  }
  return out;
}

void check_out(const std::vector<std::int64_t>& seen, const std::vector<std::int64_t>& expected) {
  BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE(token_bucket)

BOOST_AUTO_TEST_CASE(a_burst_leaves_at_once_and_the_rest_at_the_rate) {
  check_out(microseconds_out(shaped({byte_a_microsecond, 3000}),
                             {{0, 1500}, {0, 1500}, {0, 1500}, {0, 500}}),
            {0, 0, 1500, 2000});
}

BOOST_AUTO_TEST_CASE(tokens_come_back_while_nothing_is_sent_up_to_the_burst) {
  check_out(
      microseconds_out(
          shaped({byte_a_microsecond, 3000}),
          {{0, 1500}, {0, 1500}, {1000, 1000}, {10'000, 1500}, {10'000, 1500}, {10'000, 1500}}),
      {0, 0, 1000, 10'000, 10'000, 11'500});
}

BOOST_AUTO_TEST_CASE(a_peak_rate_spreads_the_burst) {
  // Ten bytes a microsecond: a packet of 1500 each 150 us, until 6000 + 450 tokens are used up.
  check_out(
      microseconds_out(shaped({byte_a_microsecond, 6000, BitRate::from_bits_per_s(80'000'000)}),
                       {{0, 1500}, {0, 1500}, {0, 1500}, {0, 1500}, {0, 1500}}),
      {0, 150, 300, 450, 1500});
}

BOOST_AUTO_TEST_CASE(small_packets_share_the_peak_bucket) {
  check_out(
      microseconds_out(shaped({byte_a_microsecond, 6000, BitRate::from_bits_per_s(80'000'000)}),
                       {{0, 1000}, {0, 500}, {0, 100}, {0, 400}}),
      {0, 0, 10, 50});
}

BOOST_AUTO_TEST_CASE(a_packet_larger_than_the_burst_leaves_a_full_bucket_in_debt) {
  check_out(microseconds_out(shaped({byte_a_microsecond, 1500}),
                             {{0, 4000}, {0, 1000}, {20'000, 1000}, {20'000, 4000}}),
            {0, 3500, 20'000, 21'000});
}

BOOST_AUTO_TEST_CASE(a_million_packets_accumulate_no_rounding_error) {
  __extension__ using Wide = unsigned __int128;
  for (const std::int64_t rate : {9'999'991L, 20'000'000L, 999'999'937L, 300'000'000'007L}) {
    // As deep as the largest packet: then a bucket is full again and again.
    Link link(shaped({BitRate::from_bits_per_s(rate), 1500}), 1);
    std::uint64_t wrong = 0;
    std::uint64_t bytes = 0;
    link.record_fates([&](const FateRecord& fate) {
      bytes += fate.ip_bytes;
      const std::uint64_t beyond = bytes > 1500 ? bytes - 1500 : 0;
      const auto bits = static_cast<Wide>(rate);
      const Wide due = (static_cast<Wide>(beyond) * 8'000'000'000U + bits - 1) / bits;
      if (static_cast<Wide>(fate.due.time_since_epoch().count()) != due) ++wrong;
    });
    for (std::uint32_t i = 0; i < acklab::effort::trials(1'000'000); ++i) {
      const std::uint32_t size = i % 3 == 0 ? 1500 : 40 + (i * 7919U) % 1461U;
      link.accept(timeline_origin, Direction::forward, {{}, size, 0});
      while (i % 64 == 0 && link.poll_release(Instant::max())) {
      }
    }
    while (link.poll_release(Instant::max())) {
    }
    BOOST_TEST(wrong == 0U, "rate " << rate);
  }
}

BOOST_AUTO_TEST_CASE(any_span_of_time_carries_at_most_rate_and_burst) {
  const RandomStream random(31, "shaper test");
  Link link(shaped({byte_a_microsecond, 5000}), 1);
  std::vector<Release> releases;
  Instant now = timeline_origin;
  for (std::uint64_t i = 0; i < 5000; ++i) {
    now += microseconds(static_cast<std::int64_t>(random.below(1600, i)));
    take_releases(link, now, releases);
    const auto size = static_cast<std::uint32_t>(40 + random.below(1461, i, 1));
    link.accept(now, Direction::forward, {{}, size, 0});
  }
  drain(link, releases);
  // The most that ever ran ahead of the rate, in bytes: Lindley's recursion over departures.
  std::int64_t ahead_ns = 0;
  std::int64_t most = 0;
  Instant last = timeline_origin;
  for (const Release& release : releases) {
    ahead_ns = std::max<std::int64_t>(0, ahead_ns - (release.due - last).count());
    ahead_ns += std::int64_t{release.packet.ip_bytes} * 1000;
    most = std::max(most, ahead_ns);
    last = release.due;
  }
  BOOST_TEST(most <= 5'000'000);
  BOOST_TEST(most > 4'900'000);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
