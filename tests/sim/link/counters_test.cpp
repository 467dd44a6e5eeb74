#include <set>

#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"

namespace acklab::link::test {
namespace {

/// Everything at once, drawn at random, each part sometimes absent and sometimes total.
DirectionSettings random_settings(const RandomStream& random) {
  std::uint64_t next = 0;
  const auto below = [&](std::uint64_t bound) { return random.below(bound, next++); };
  const auto chance = [&] {
    const std::uint64_t kind = below(6);
    if (kind == 0) return Probability{};
    if (kind == 1) return Probability::from_percent(100);
    return Probability::from_parts(below(Probability::parts_in_one / (kind == 2 ? 100 : 1)));
  };
  DirectionSettings settings;
  settings.loss = below(3) == 0 ? Probability{} : Probability::from_percent(below(60));
  if (below(3) == 0) {
    settings.loss = BurstyLoss{Probability::from_percent(below(40)), 1'000'000 + below(5'000'000)};
  }
  if (below(3) == 0) settings.loss.max_burst = 1 + below(3);
  if (below(3) == 0) {
    settings.mtu = MtuSettings{static_cast<std::uint32_t>(68 + below(1400)),
                               below(2) == 0 ? Oversize::drop : Oversize::fragment};
  }
  if (below(3) == 0) {
    settings.outages = {{Duration{static_cast<std::int64_t>(below(50'000'000))},
                         Duration{static_cast<std::int64_t>(1 + below(30'000'000))},
                         Duration{static_cast<std::int64_t>(31'000'000 + below(99'000'000))}}};
  }
  settings.duplicate = chance();
  settings.corrupt = chance();
  settings.reorder = chance();
  if (below(3) > 0) {
    settings.rate =
        BitRate::from_bits_per_s(static_cast<std::int64_t>(100'000 + below(30'000'000)));
  }
  if (below(4) == 0) settings.rate = TokenBucketRate{BitRate::from_bits_per_s(3'000'000), 4000};
  if (below(4) == 0) {
    const auto trace = std::make_shared<const Trace>(std::vector<std::uint32_t>{2, 3, 3, 9});
    settings.rate = TraceRate{trace, "test.trace", true};
  }
  if (below(4) == 0) settings.policer = PolicerSettings{BitRate::from_bits_per_s(5'000'000), 9000};
  if (below(3) > 0) settings.queue = QueueLimit::bytes(below(30'000));
  settings.delay = Duration{static_cast<std::int64_t>(below(50'000'000))};
  settings.jitter.amount = Duration{static_cast<std::int64_t>(below(2) * below(40'000'000))};
  settings.jitter.distribution =
      below(2) == 0 ? JitterDistribution::uniform : JitterDistribution::normal;
  settings.jitter.may_reorder = below(2) == 0;
  return settings;
}

/// The counters as anybody could have counted them who saw the decisions and the releases.
struct Recount {
  Counters counters;
  std::uint64_t in_flight = 0;
};

void recount_losses(const FateRecord& fate, std::uint64_t& run, Counters& counters) {
  const bool met = fate.dropped != DropCause::mtu && fate.dropped != DropCause::outage;
  if (fate.copy > 0 || !met) return;
  const bool lost = fate.dropped == DropCause::loss;
  if (lost && run == 0) ++counters.loss_bursts;
  run = lost ? run + 1 : 0;
  counters.longest_loss_burst = std::max(counters.longest_loss_burst, run);
  BOOST_TEST(lost == (fate.fragments_lost > 0));
  BOOST_TEST(fate.fragments_lost <= fate.fragments);
  if (fate.fragments == 1) return;
  ++counters.fragmented;
  counters.fragments += fate.fragments;
  counters.fragments_lost += fate.fragments_lost;
}

Recount recount(const std::vector<FateRecord>& fates, const std::vector<Release>& releases,
                Direction direction) {
  Recount result;
  Counters& counters = result.counters;
  std::map<std::pair<std::uint64_t, std::uint32_t>, FateRecord> by_copy;
  std::map<std::uint64_t, bool> survives;
  for (const FateRecord& fate : fates) {
    if (fate.direction != direction) continue;
    by_copy[{fate.index, fate.copy}] = fate;
    if (fate.copy == 0) ++counters.offered;
    if (fate.copy == 0) counters.offered_ip_bytes += fate.ip_bytes;
    if (fate.copy == 1) ++counters.duplicated;
    if (fate.dropped == DropCause::mtu) ++counters.dropped_by_mtu;
    if (fate.dropped == DropCause::outage) ++counters.dropped_by_outage;
    if (fate.dropped == DropCause::loss) ++counters.dropped_by_loss;
    if (fate.dropped == DropCause::policer) ++counters.dropped_by_policer;
    if (fate.dropped == DropCause::queue) ++counters.dropped_by_queue;
    if (!fate.dropped) ++result.in_flight;
    survives[fate.index] = survives[fate.index] || !fate.dropped;
  }
  std::uint64_t run = 0;  // losses one behind the other
  for (const auto& [copy, fate] : by_copy) recount_losses(fate, run, counters);
  for (const auto& [index, any] : survives) counters.undelivered += any ? 0 : 1;
  std::set<std::uint64_t> seen;
  for (const Release& release : releases) {
    if (release.direction != direction) continue;
    const FateRecord& fate = by_copy.at({release.index, release.copy});
    --result.in_flight;
    ++counters.delivered;
    counters.delivered_ip_bytes += release.packet.ip_bytes;
    if (fate.corrupted) ++counters.corrupted;
    if (fate.skipped_delay) ++counters.skipped_delay;
    const bool first = !seen.contains(release.index);
    if (first && !seen.empty() && release.index < *seen.rbegin()) ++counters.reordered;
    seen.insert(release.index);
  }
  return result;
}

void check_equal(const Counters& counted, const Counters& expected) {
  BOOST_TEST(counted.offered == expected.offered);
  BOOST_TEST(counted.offered_ip_bytes == expected.offered_ip_bytes);
  BOOST_TEST(counted.fragmented == expected.fragmented);
  BOOST_TEST(counted.fragments == expected.fragments);
  BOOST_TEST(counted.fragments_lost == expected.fragments_lost);
  BOOST_TEST(counted.dropped_by_mtu == expected.dropped_by_mtu);
  BOOST_TEST(counted.dropped_by_outage == expected.dropped_by_outage);
  BOOST_TEST(counted.loss_bursts == expected.loss_bursts);
  BOOST_TEST(counted.longest_loss_burst == expected.longest_loss_burst);
  BOOST_TEST(counted.dropped_by_loss == expected.dropped_by_loss);
  BOOST_TEST(counted.dropped_by_policer == expected.dropped_by_policer);
  BOOST_TEST(counted.dropped_by_queue == expected.dropped_by_queue);
  BOOST_TEST(counted.duplicated == expected.duplicated);
  BOOST_TEST(counted.corrupted == expected.corrupted);
  BOOST_TEST(counted.skipped_delay == expected.skipped_delay);
  BOOST_TEST(counted.delivered == expected.delivered);
  BOOST_TEST(counted.delivered_ip_bytes == expected.delivered_ip_bytes);
  BOOST_TEST(counted.reordered == expected.reordered);
  BOOST_TEST(counted.undelivered == expected.undelivered);
}

/// Random traffic in both directions, checked again and again while packets are under way.
void check_run(std::uint64_t seed) {
  const RandomStream random(seed, "counters test");
  const LinkSettings settings{random_settings(random.substream(0)),
                              random_settings(random.substream(1))};
  Link link(settings, seed);
  std::vector<FateRecord> fates;
  std::vector<Release> releases;
  link.record_fates([&fates](const FateRecord& fate) { fates.push_back(fate); });
  const auto check_conserved = [&] {
    for (const Direction direction : {Direction::forward, Direction::reverse}) {
      const Counters& counters = link.counters(direction);
      BOOST_TEST(counters.offered + counters.duplicated ==
                 counters.delivered + counters.dropped_by_mtu + counters.dropped_by_outage +
                     counters.dropped_by_loss + counters.dropped_by_policer +
                     counters.dropped_by_queue + link.in_flight(direction));
    }
  };
  Instant now = timeline_origin;
  for (std::uint64_t i = 0; i < 300; ++i) {
    now += Duration{static_cast<std::int64_t>(random.below(3'000'000, i, 0))};
    take_releases(link, now, releases);
    const auto direction = random.below(2, i, 1) == 0 ? Direction::forward : Direction::reverse;
    const auto bytes = random.below(1473, i, 2);
    link.accept(now, direction,
                {Bytes(bytes), static_cast<std::uint32_t>(bytes) + ipv4_udp_header_bytes, 0});
    check_conserved();
  }
  drain(link, releases);
  BOOST_TEST(link.idle());
  check_conserved();
  for (const Direction direction : {Direction::forward, Direction::reverse}) {
    const Recount expected = recount(fates, releases, direction);
    check_equal(link.counters(direction), expected.counters);
    BOOST_TEST(expected.in_flight == 0U);
    BOOST_TEST(link.in_flight(direction) == 0U);
  }
}

BOOST_AUTO_TEST_SUITE(counters)

BOOST_AUTO_TEST_CASE(
    counters_agree_with_a_recount_and_packets_are_conserved_whatever_the_settings) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      check_run(seed);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_late_second_copy_is_not_reordered) {
  DirectionSettings settings;
  settings.duplicate = Probability::from_percent(100);
  settings.reorder = Probability::from_percent(50);
  settings.delay = std::chrono::milliseconds(10);
  const Crossing seen = cross(forward_only(settings), 72, {.packets = 1000});
  std::uint64_t late_copies = 0;
  std::uint64_t reordered = 0;
  std::set<std::uint64_t> indices;
  for (const Release& release : seen.releases) {
    const bool late = !indices.empty() && release.index < *indices.rbegin();
    if (late && indices.contains(release.index)) ++late_copies;
    if (late && !indices.contains(release.index)) ++reordered;
    indices.insert(release.index);
  }
  BOOST_TEST(late_copies > 100U);
  BOOST_TEST(reordered > 50U);
  BOOST_TEST(seen.forward.reordered == reordered);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
