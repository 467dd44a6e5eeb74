#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <boost/test/unit_test.hpp>

#include "tests/support/effort.hpp"
#include "tests/support/link_crossing.hpp"
#include "tests/support/link_inventor.hpp"

namespace acklab::link::test {
namespace {

constexpr std::uint64_t invented_links = acklab::effort::trials(300);
constexpr std::uint64_t packets_a_link = 250;

/// How the link is asked for what comes out, between packets.
enum class Polling : std::uint8_t { when_due, before_each_packet, seldom };

struct Seen {
  std::vector<FateRecord> fates;
  std::vector<Release> releases;
  Counters counters[2];
  std::uint64_t held_for_ever[2] = {0, 0};
};

/// How many copies of a packet were told about, and delivered.
struct Told {
  std::uint32_t copies = 0;
  std::uint32_t delivered = 0;
  std::uint32_t of = 0;
};

std::uint64_t all_drops(const Counters& counters) {
  const LabelCounts& drops = counters.dropped_by_label;
  return drops.scripted + drops.random + drops.time_driven;
}

void check_accounted_for(const Link& link) {
  for (const Direction direction : {Direction::forward, Direction::reverse}) {
    const Counters& counters = link.counters(direction);
    BOOST_TEST_REQUIRE(counters.offered + counters.duplicated ==
                       counters.delivered + all_drops(counters) + link.in_flight(direction));
  }
}

void take(Link& link, Instant now, Polling polling, std::uint64_t packet,
          std::vector<Release>& into) {
  switch (polling) {
    case Polling::when_due:
      for (auto due = link.next_timeout(); due && *due <= now; due = link.next_timeout()) {
        const std::size_t before = into.size();
        take_releases(link, *due, into);
        if (into.size() == before && link.next_timeout() == due) break;
      }
      return;
    case Polling::before_each_packet:
      take_releases(link, now, into);
      return;
    case Polling::seldom:
      if (packet % 17 == 0) take_releases(link, now, into);
      return;
  }
}

/// Sends packets of all sizes both ways, in bursts and with pauses.
Seen send_across(const LinkSettings& settings, std::uint64_t seed, Polling polling) {
  const RandomStream random{seed, "traffic"};
  Link link(settings, seed);
  Seen seen;
  link.record_fates([&seen](const FateRecord& fate) { seen.fates.push_back(fate); });
  Instant now = timeline_origin;
  for (std::uint64_t i = 0; i < packets_a_link; ++i) {
    if (random.below(3, i, 0) > 0) {
      now += Duration{static_cast<std::int64_t>(random.below(4'000'000, i, 1))};
    }
    take(link, now, polling, i, seen.releases);
    const auto direction = random.below(3, i, 2) > 0 ? Direction::forward : Direction::reverse;
    Bytes octets(random.below(1473, i, 3), static_cast<std::uint8_t>(i));
    const auto ip_bytes = static_cast<std::uint32_t>(octets.size()) + ipv4_udp_header_bytes;
    link.accept(now, direction, {std::move(octets), ip_bytes, 0});
    check_accounted_for(link);
  }
  drain(link, seen.releases);
  check_accounted_for(link);
  BOOST_TEST(link.idle());
  for (const Direction direction : {Direction::forward, Direction::reverse}) {
    const auto side = static_cast<std::size_t>(direction);
    seen.counters[side] = link.counters(direction);
    seen.held_for_ever[side] = link.in_flight(direction);
    // Only rules can make a copy wait for packets that never come.
    if (settings.of(direction).rules.empty()) BOOST_TEST(seen.held_for_ever[side] == 0U);
  }
  return seen;
}

using CopyOf = std::tuple<Direction, std::uint64_t, std::uint32_t>;

/// What was decided about each copy; every copy exactly once.
std::map<CopyOf, const FateRecord*> fates_by_copy(const Seen& seen) {
  std::map<CopyOf, const FateRecord*> fates;
  for (const FateRecord& fate : seen.fates) {
    const bool first = fates.emplace(CopyOf{fate.direction, fate.index, fate.copy}, &fate).second;
    BOOST_TEST_REQUIRE(first, "two fates of packet " << fate.index);
  }
  return fates;
}

void check_fates_agree(const Seen& seen, Direction direction) {
  const Counters& counters = seen.counters[static_cast<std::size_t>(direction)];
  Counters told;
  std::map<std::uint64_t, Told> packets;
  std::uint64_t copies = 0;
  for (const FateRecord& fate : seen.fates) {
    if (fate.direction != direction) continue;
    ++copies;
    Told& packet = packets[fate.index];
    ++packet.copies;
    packet.of = fate.copies;
    if (fate.dropped) {
      BOOST_TEST_REQUIRE(fate.label.has_value());
      ++told.dropped_by_queue;  // of all causes
      continue;
    }
    ++told.delivered;
    told.delivered_ip_bytes += fate.ip_bytes;
    if (fate.corrupted) ++told.corrupted;
    if (fate.skipped_delay) ++told.skipped_delay;
    ++packet.delivered;
    BOOST_TEST_REQUIRE((fate.due >= fate.arrival));
  }
  const auto undelivered = std::count_if(packets.begin(), packets.end(), [](const auto& packet) {
    return packet.second.copies == packet.second.of && packet.second.delivered == 0;
  });
  BOOST_TEST(copies + seen.held_for_ever[static_cast<std::size_t>(direction)] ==
             counters.offered + counters.duplicated);
  BOOST_TEST(told.dropped_by_queue == all_drops(counters));
  BOOST_TEST(told.delivered == counters.delivered);
  BOOST_TEST(told.delivered_ip_bytes == counters.delivered_ip_bytes);
  BOOST_TEST(told.corrupted == counters.corrupted);
  BOOST_TEST(told.skipped_delay == counters.skipped_delay);
  BOOST_TEST(static_cast<std::uint64_t>(undelivered) == counters.undelivered);
}

void check_copies(const Seen& seen) {
  std::map<std::pair<Direction, std::uint64_t>, std::uint32_t> found;
  for (const FateRecord& fate : seen.fates) ++found[{fate.direction, fate.index}];
  for (const FateRecord& fate : seen.fates) {
    const bool may_wait = seen.held_for_ever[static_cast<std::size_t>(fate.direction)] > 0;
    const std::uint32_t copies = found[{fate.direction, fate.index}];
    BOOST_TEST_REQUIRE((copies == fate.copies || (may_wait && copies < fate.copies)));
  }
}

void check_releases(const Seen& seen, const LinkSettings& settings) {
  const auto fates = fates_by_copy(seen);
  std::set<CopyOf> out;
  std::map<Direction, std::uint64_t> last;
  Instant due = Instant::min();
  for (const Release& release : seen.releases) {
    const CopyOf copy{release.direction, release.index, release.copy};
    BOOST_TEST_REQUIRE(out.insert(copy).second, "released twice: packet " << release.index);
    const auto fate = fates.find(copy);
    BOOST_TEST_REQUIRE((fate != fates.end() && !fate->second->dropped));
    BOOST_TEST_REQUIRE((fate->second->due == release.due));
    due = std::max(due, release.due);
    if (may_reorder(settings, release.direction)) continue;
    BOOST_TEST_REQUIRE(release.index >= last[release.direction]);
    last[release.direction] = release.index;
  }
}

/// (copy, when it was due), in order of release within each direction.
std::vector<std::pair<CopyOf, Instant>> outcome_of(const Seen& seen) {
  std::vector<std::pair<CopyOf, Instant>> outcome;
  for (const Direction direction : {Direction::forward, Direction::reverse}) {
    for (const Release& release : seen.releases) {
      if (release.direction != direction) continue;
      outcome.push_back({{release.direction, release.index, release.copy}, release.due});
    }
  }
  return outcome;
}

BOOST_AUTO_TEST_SUITE(conservation)

BOOST_AUTO_TEST_CASE(every_packet_is_delivered_or_dropped_with_a_cause_or_in_flight) {
  for (std::uint64_t number = 0; number < invented_links; ++number) {
    BOOST_TEST_CONTEXT("invented link " << number) {
      const LinkSettings settings = invent_link(number);
      const Seen seen = send_across(settings, number, Polling::before_each_packet);
      check_fates_agree(seen, Direction::forward);
      check_fates_agree(seen, Direction::reverse);
      check_copies(seen);
      check_releases(seen, settings);
    }
  }
}

BOOST_AUTO_TEST_CASE(how_often_one_asks_decides_nothing) {
  for (std::uint64_t number = 0; number < invented_links; ++number) {
    BOOST_TEST_CONTEXT("invented link " << number) {
      const LinkSettings settings = invent_link(number);
      const auto often = outcome_of(send_across(settings, number, Polling::when_due));
      BOOST_TEST((often == outcome_of(send_across(settings, number, Polling::before_each_packet))));
      BOOST_TEST((often == outcome_of(send_across(settings, number, Polling::seldom))));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
