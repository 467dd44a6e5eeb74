#include <boost/test/unit_test.hpp>

#include "sim/contender/pacer.hpp"
#include "tests/support/contender_fates.hpp"
#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

BOOST_AUTO_TEST_SUITE(udp)

/// Runs over many seeds, each of which must agree with the link's decisions; what happened in sum.
workload::Integrity judged_by_fates(const link::LinkSettings& link) {
  workload::Integrity total;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      const RunRequest request = request_for(Kind::udp, link, 600'000, seed);
      std::vector<link::FateRecord> fates;
      RunHooks hooks;
      hooks.fates = [&fates](const link::FateRecord& fate) { fates.push_back(fate); };
      const RunResult result = run(request, hooks);
      BOOST_TEST((result.outcome == Outcome::completed), result.reason);
      BOOST_TEST(result.integrity.sent == 500U);
      check_equal(result.integrity, verdict_by_fates(request, fates, 500));
      const link::Counters& forward = result.link.forward.counters;
      const bool is_visible = link.forward.corrupt.kind == link::DamageKind::bit;
      BOOST_TEST(result.link.forward.discarded_bad_checksum ==
                 (is_visible ? forward.corrupted : 0U));
      BOOST_TEST(*result.cost.discarded_corrupted == (is_visible ? forward.corrupted : 0U));
      total.missing += result.integrity.missing;
      total.duplicated += result.integrity.duplicated;
      total.out_of_order += result.integrity.out_of_order;
      total.corrupted += result.integrity.corrupted;
    }
  }
  // All of it has really happened, many times.
  BOOST_TEST(total.missing > 100U);
  BOOST_TEST(total.duplicated > 100U);
  BOOST_TEST(total.out_of_order > 100U);
  return total;
}

BOOST_AUTO_TEST_CASE(what_arrives_agrees_with_the_links_decisions_to_the_packet) {
  BOOST_TEST(judged_by_fates(hostile_link()).corrupted == 0U);
}

BOOST_AUTO_TEST_CASE(damage_that_udps_checksum_is_blind_to_reaches_the_application) {
  link::LinkSettings link = hostile_link();
  link.forward.corrupt.kind = link::DamageKind::swapped_words;
  link.forward.corrupt.region = link::DamageRegion::payload;
  BOOST_TEST(judged_by_fates(link).corrupted > 100U);
}

BOOST_AUTO_TEST_CASE(on_a_clean_link_everything_arrives_at_the_rate_of_the_link) {
  const RunRequest request = request_for(Kind::udp, clean_link(), 1'200'000, 1);
  const RunResult result = run(request, {});
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(result.integrity.intact_bytes == 1'200'000U);
  // 1000 packets of 1228 bytes at 20 Mbit/s, then 25 ms on the way; each rounded up to 1 ns.
  const Duration exact = milliseconds{25} + Duration{1000 * 491'200};
  BOOST_TEST((*result.timing.completion >= exact));
  BOOST_TEST((*result.timing.completion <= exact + Duration{1000}));
  BOOST_TEST((result.timing.first_byte == milliseconds{25} + Duration{491'200}));
  BOOST_TEST(result.cost.packets == 1000U);
  BOOST_TEST(result.cost.ip_bytes == 1'228'000U);
  BOOST_TEST(*result.cost.overhead_ratio == 28.0 / 1200, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(!result.timing.connected.has_value());
  BOOST_TEST(result.reason.empty());
  BOOST_TEST(result.congestion.empty());
}

BOOST_AUTO_TEST_CASE(an_own_rate_is_kept_in_ip_bytes) {
  RunRequest request = request_for(Kind::udp, clean_link(), 1'200'000, 1);
  request.contender.udp_rate = BitRate::from_bits_per_s(1'000'000);
  const RunResult result = run(request, {});
  // The last of 1000 packets begins after 999 × 1228 × 8 µs.
  const Duration last_sent{999LL * 1228 * 8 * 1000};
  BOOST_TEST((*result.timing.completion == last_sent + milliseconds{25} + Duration{491'200}));
  BOOST_TEST(*result.share_of_limit < 0.051);
}

BOOST_AUTO_TEST_CASE(a_rate_above_the_links_fills_the_queue_and_loses) {
  RunRequest request = request_for(Kind::udp, clean_link(), 4'000'000, 1);
  request.contender.udp_rate = BitRate::from_bits_per_s(40'000'000);
  const RunResult result = run(request, {});
  BOOST_TEST(result.integrity.missing == result.link.forward.counters.dropped_by_queue);
  BOOST_TEST(result.integrity.missing > 1000U);
  BOOST_TEST(*result.share_of_limit > 0.95);
  BOOST_TEST(*result.share_of_limit <= 1.0);
}

BOOST_AUTO_TEST_CASE(the_time_limit_ends_it_with_what_was_delivered) {
  RunRequest request = request_for(Kind::udp, clean_link(), 4'000'000, 1);
  request.time_limit = seconds{1};
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::time_limit), result.reason);
  BOOST_TEST((result.timing.duration == seconds{1}));
  // In 975 ms at 20 Mbit/s: 1984 whole packets.
  BOOST_TEST(result.integrity.intact == 1984U);
  BOOST_TEST(result.integrity.sent > result.integrity.intact);
  BOOST_TEST(!result.timing.completion.has_value());
  BOOST_TEST(result.reason ==
             "The time limit of 1 s came first: 2.4 MB of 4 MB were delivered intact.");
}

BOOST_AUTO_TEST_CASE(pacing_adds_up_no_error) {
  const BitRate rate = BitRate::from_bits_per_s(3'000'000'000);
  Pacer pacer{rate};
  pacer.start(Instant{seconds{7}});
  for (std::uint64_t packet = 0; packet < 100'000; ++packet) {
    BOOST_TEST_REQUIRE((pacer.next() == Instant{seconds{7}} + rate.time_for(packet * 1001)));
    pacer.note_sent(pacer.next(), 1001);
  }
}

BOOST_AUTO_TEST_CASE(a_late_sender_catches_up_in_small_bursts) {
  const BitRate rate = BitRate::from_bits_per_s(8'000'000);  // 1 byte each microsecond
  Pacer pacer{rate};
  pacer.start(Instant{});
  Instant now{milliseconds{100}};  // 100 packets of 1000 bytes late
  std::uint32_t sent = 0;
  std::uint32_t in_a_row = 0;
  while (now < Instant{milliseconds{400}}) {
    if (pacer.next() > now) {
      in_a_row = 0;
      now = pacer.next();
      continue;
    }
    pacer.note_sent(now, 1000);
    ++sent;
    BOOST_TEST_REQUIRE(++in_a_row <= Pacer::max_burst_packets);
  }
  // Caught up: at 400 ms it stands where it would have stood without the delay.
  BOOST_TEST(sent == 400U);
}

BOOST_AUTO_TEST_SUITE_END()
