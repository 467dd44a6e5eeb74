#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_segments.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;

/// A rule for the packet of this index.
Rule rule_for(std::uint64_t index, const RuleActions& act) {
  Rule rule;
  rule.when.packets = CountRange::only(index);
  rule.act = act;
  return rule;
}

LinkSettings ruled(std::vector<Rule> rules) {
  LinkSettings settings;
  settings.forward.delay = milliseconds{10};
  settings.forward.rules = std::move(rules);
  return settings;
}

/// Index and copy of what came out, in order.
std::vector<std::pair<std::uint64_t, std::uint32_t>> order_of(const Crossing& crossing) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  for (const Release& release : crossing.releases) order.emplace_back(release.index, release.copy);
  return order;
}

using Order = std::vector<std::pair<std::uint64_t, std::uint32_t>>;

BOOST_AUTO_TEST_SUITE(rule_actions)

BOOST_AUTO_TEST_CASE(a_packet_comes_out_behind_so_many_later_ones) {
  for (const std::uint32_t behind : {1U, 2U, 5U}) {
    const Crossing seen =
        cross(ruled({rule_for(3, {.reorder_after = behind})}), 1, {.packets = 12});
    std::size_t place = 0;
    while (seen.releases[place].index != 3) ++place;
    BOOST_TEST(place == 3 + behind);
    BOOST_TEST((seen.releases[place].due == seen.releases[place - 1].due));
    BOOST_TEST(seen.forward.reordered == 1U);
    BOOST_TEST(seen.forward.delivered == 12U);
  }
}

BOOST_AUTO_TEST_CASE(two_neighbours_can_both_be_put_back) {
  const Crossing seen =
      cross(ruled({rule_for(0, {.reorder_after = 2}), rule_for(1, {.reorder_after = 2})}), 1,
            {.packets = 5});
  // 0 goes behind 1 and 2, or rather what comes of 1 once it is let out: two later ones are due.
  BOOST_TEST((order_of(seen) == Order{{2, 0}, {3, 0}, {0, 0}, {1, 0}, {4, 0}}));
}

BOOST_AUTO_TEST_CASE(what_waits_for_packets_that_never_come_is_in_flight) {
  Link link{ruled({rule_for(1, {.reorder_after = 3})}), 1};
  std::vector<Release> releases;
  for (int i = 0; i < 3; ++i) link.accept(timeline_origin, Direction::forward, {{}, 28, 0});
  drain(link, releases);
  BOOST_TEST(releases.size() == 2U);
  BOOST_TEST(link.in_flight(Direction::forward) == 1U);
}

BOOST_AUTO_TEST_CASE(copies_of_a_rule_follow_their_packet_and_are_numbered_from_101) {
  const Crossing seen = cross(ruled({rule_for(1, {.duplicate = 3})}), 1, {.packets = 3});
  BOOST_TEST((order_of(seen) == Order{{0, 0}, {1, 0}, {1, 101}, {1, 102}, {1, 103}, {2, 0}}));
  BOOST_TEST(seen.forward.duplicated == 3U);
  BOOST_TEST(seen.forward.delivered == 6U);
  BOOST_TEST(seen.forward.undelivered == 0U);
}

BOOST_AUTO_TEST_CASE(copies_of_a_rule_leave_those_of_chance_as_they_are) {
  LinkSettings settings = ruled({});
  settings.forward.duplicate = Probability::from_percent(50);
  settings.forward.corrupt = Probability::from_percent(50);
  const auto by_chance = [](const Crossing& crossing) {
    Signature seen;
    for (const FateRecord& fate : crossing.fates) {
      if (fate.copy < 101) seen[{fate.index, fate.copy}] = fate.corrupted ? 1 : 0;
    }
    return seen;
  };
  const Signature without = by_chance(cross(settings, 5, {.packets = 500}));
  Rule all;
  all.act.duplicate = 2;
  settings.forward.rules = {all};
  const Crossing with = cross(settings, 5, {.packets = 500});
  BOOST_TEST((by_chance(with) == without));
  BOOST_TEST(with.forward.offered + with.forward.duplicated == with.forward.delivered);
}

BOOST_AUTO_TEST_CASE(a_rule_damages_for_sure_and_chance_leaves_that_packet_alone) {
  LinkSettings settings = ruled({});
  settings.forward.corrupt = Probability::from_percent(100);
  settings.forward.corrupt.kind = DamageKind::byte;
  RuleActions act;
  act.corrupt.emplace();
  act.corrupt->kind = DamageKind::bits;
  act.corrupt->count = 5;
  settings.forward.rules = {rule_for(2, act)};
  const Crossing seen = cross(settings, 6, {.packets = 4});
  for (const FateRecord& fate : seen.fates) {
    BOOST_TEST(fate.corrupted);
    unsigned bits = 0;
    for (const Damage::Flip& flip : fate.damage.flips) {
      bits += static_cast<unsigned>(__builtin_popcount(flip.bits));
    }
    if (fate.index == 2) {
      BOOST_TEST(bits == 5U);
    } else {
      BOOST_TEST(fate.damage.flips.size() == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(two_words_of_packet_4_are_swapped_and_no_internet_checksum_sees_it) {
  RuleActions act;
  act.corrupt.emplace();
  act.corrupt->kind = DamageKind::swapped_words;
  act.corrupt->region = DamageRegion::payload;
  LinkSettings settings = ruled({rule_for(4, act)});
  Link link{settings, 1};
  Bytes sent;
  for (std::uint8_t i = 0; i < 200; ++i) sent.push_back(static_cast<std::uint8_t>(i * 7 + 1));
  for (int i = 0; i < 6; ++i) {
    Packet packet{sent, 228, 0};
    link.accept(timeline_origin, Direction::forward, std::move(packet));
  }
  std::vector<Release> releases;
  drain(link, releases);
  BOOST_REQUIRE(releases.size() == 6U);
  for (const Release& release : releases) {
    BOOST_TEST((release.packet.octets == sent) == (release.index != 4));
  }
  wire::InternetChecksum before;
  before.add(sent);
  wire::InternetChecksum after;
  after.add(releases[4].packet.octets);
  BOOST_TEST(before.sum() == after.sum());
}

BOOST_AUTO_TEST_CASE(a_rule_marks_what_its_sender_lets_be_marked) {
  for (const Ecn before : {Ecn::not_ect, Ecn::ect_0, Ecn::ect_1}) {
    RuleActions act;
    act.mark_ce = true;
    LinkSettings settings = ruled({rule_for(0, act)});
    Link link{settings, 1};
    std::vector<FateRecord> fates;
    link.record_fates([&fates](const FateRecord& fate) { fates.push_back(fate); });
    for (int i = 0; i < 2; ++i) {
      Packet packet{Bytes(20), 48, 0};
      packet.ecn = before;
      link.accept(timeline_origin, Direction::forward, std::move(packet));
    }
    std::vector<Release> releases;
    drain(link, releases);
    const bool marked = before != Ecn::not_ect;
    BOOST_REQUIRE(releases.size() == 2U);
    BOOST_TEST((releases[0].packet.ecn == Ecn::ce) == marked);
    BOOST_TEST((releases[1].packet.ecn == before));
    BOOST_TEST(link.counters(Direction::forward).marked_ce == (marked ? 1U : 0U));
    BOOST_TEST(fates[0].marked_ce == marked);
    BOOST_TEST((fates[0].label == FateLabel::scripted));
  }
}

BOOST_AUTO_TEST_CASE(every_packet_stays_accounted_for_under_many_rules) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const RandomStream dice = RandomStream{seed, "actions"};
    std::vector<Rule> rules;
    for (std::uint64_t count = 0; count < 8; ++count) {
      Rule rule;
      rule.when.packets = CountRange{dice.below(300, count, 0), std::nullopt};
      rule.times = 1 + dice.below(40, count, 1);
      switch (dice.below(6, count, 2)) {
        case 0:
          rule.act.drop = true;
          break;
        case 1:
          rule.act.delay = milliseconds{1 + static_cast<int>(dice.below(50, count, 3))};
          break;
        case 2:
          rule.act.hold_until = UntilPackets{1 + dice.below(20, count, 3)};
          break;
        case 3:
          rule.act.hold_until = UntilOppositePackets{1 + dice.below(20, count, 3)};
          break;
        case 4:
          rule.act.duplicate = 1 + static_cast<std::uint32_t>(dice.below(4, count, 3));
          break;
        default:
          rule.act.reorder_after = 1 + static_cast<std::uint32_t>(dice.below(9, count, 3));
      }
      rules.push_back(rule);
    }
    LinkSettings settings = ruled(rules);
    settings.forward.loss = Probability::from_percent(5);
    settings.forward.rate = BitRate::from_bits_per_s(9'000'000);
    settings.forward.queue = QueueLimit::bytes(30'000);
    Link link{settings, seed};
    std::vector<Release> releases;
    for (int i = 0; i < 400; ++i) {
      const Instant now = timeline_origin + milliseconds{i};
      take_releases(link, now, releases);
      link.accept(now, Direction::forward, {Bytes(20), 1500, 0});
      link.accept(now, Direction::reverse, {Bytes(20), 1500, 0});
    }
    drain(link, releases);
    const Counters& counters = link.counters(Direction::forward);
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(counters.offered + counters.duplicated ==
                 counters.delivered + counters.dropped_by_rule + counters.dropped_by_loss +
                     counters.dropped_by_queue + link.in_flight(Direction::forward));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
