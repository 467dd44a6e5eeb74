#include <boost/test/unit_test.hpp>

#include "tests/support/effort.hpp"
#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

__extension__ using Wide = unsigned __int128;
using std::chrono::milliseconds;
using std::chrono::seconds;

LinkSettings at_rate(std::int64_t bits_per_s) {
  DirectionSettings settings;
  settings.rate = BitRate::from_bits_per_s(bits_per_s);
  return forward_only(settings);
}

/// ceil(bytes · 8 · 10^9 / rate): when that many bytes back to back are out.
std::int64_t nanoseconds_for(std::uint64_t bytes, std::int64_t bits_per_s) {
  const auto rate = static_cast<Wide>(bits_per_s);
  return static_cast<std::int64_t>((static_cast<Wide>(bytes) * 8'000'000'000U + rate - 1) / rate);
}

BOOST_AUTO_TEST_SUITE(rate)

BOOST_AUTO_TEST_CASE(a_million_packets_back_to_back_accumulate_no_rounding_error) {
  for (const std::int64_t rate : {9'999'991L, 20'000'000L, 999'999'937L, 300'000'000'007L}) {
    Link link(at_rate(rate), 1);
    std::uint64_t wrong = 0;
    std::uint64_t bytes = 0;
    std::uint64_t sent = 0;
    link.record_fates([&](const FateRecord& fate) {
      ++sent;
      bytes += fate.ip_bytes;
      if (fate.due.time_since_epoch().count() != nanoseconds_for(bytes, rate)) ++wrong;
    });
    for (std::uint32_t i = 0; i < acklab::effort::trials(1'000'000); ++i) {
      link.accept(timeline_origin, Direction::forward, {{}, 40 + (i * 7919U) % 1461U, 0});
      // Taking out what is due keeps the line short; it does not influence what follows.
      while (i % 64 == 0 && link.poll_release(Instant::max())) {
      }
    }
    while (link.poll_release(Instant::max())) {
    }
    BOOST_TEST_CONTEXT("rate " << rate) {
      BOOST_TEST(sent == acklab::effort::trials(1'000'000));
      BOOST_TEST(wrong == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_packet_comes_out_when_its_last_bit_has_been_sent) {
  DirectionSettings settings;
  settings.rate = BitRate::from_bits_per_s(12'000'000);
  settings.delay = milliseconds(25);
  const Crossing seen =
      cross(forward_only(settings), 1, {.packets = 3, .spacing = milliseconds(4)});
  BOOST_REQUIRE(seen.releases.size() == 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST((seen.releases[i].due == timeline_origin + milliseconds(26 + 4 * i)));
  }
}

BOOST_AUTO_TEST_CASE(an_idle_line_starts_afresh_at_the_arrival) {
  Link link(at_rate(3), 1);  // a byte takes 8/3 s
  link.accept(timeline_origin, Direction::forward, {{}, 1, 0});
  BOOST_TEST((link.next_timeout() == timeline_origin + Duration{2'666'666'667}));
  (void)link.poll_release(timeline_origin + seconds(3));
  link.accept(timeline_origin + Duration{2'666'666'667}, Direction::forward, {{}, 3, 0});
  BOOST_TEST((link.next_timeout() == timeline_origin + Duration{10'666'666'667}));
}

BOOST_AUTO_TEST_CASE(a_saturated_line_carries_its_rate) {
  DirectionSettings settings;
  settings.rate = BitRate::from_bits_per_s(20'000'000);
  settings.queue = QueueLimit::bytes(125'000);
  Link link(forward_only(settings), 1);
  std::vector<Release> releases;
  for (int i = 0; i < 10'000; ++i) {  // 24 Mbit/s for 5 s
    const Instant now = timeline_origin + Duration{500'000} * i;
    take_releases(link, now, releases);
    link.accept(now, Direction::forward, {{}, 1500, 0});
  }
  take_releases(link, timeline_origin + seconds(5), releases);
  const auto bytes = link.counters(Direction::forward).delivered_ip_bytes;
  BOOST_TEST(bytes == 12'499'500U);  // 20 Mbit/s · 5 s = 12.5 MB, in whole packets
  BOOST_TEST(link.counters(Direction::forward).dropped_by_queue > 1000U);
}

BOOST_AUTO_TEST_CASE(without_a_rate_packets_take_no_time) {
  const Crossing seen = cross({}, 1, {.packets = 100, .spacing = Duration{0}});
  for (const Release& release : seen.releases) BOOST_TEST((release.due == timeline_origin));
}

BOOST_AUTO_TEST_CASE(beyond_the_end_of_the_time_line_a_packet_is_due_at_its_end) {
  Link link(at_rate(1), 1);
  for (int i = 0; i < 4; ++i)
    link.accept(timeline_origin, Direction::forward, {{}, 0xffffffffU, 0});
  BOOST_TEST((link.next_timeout() == Instant::max()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
