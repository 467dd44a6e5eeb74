#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "sim/link/record/fate_log.hpp"
#include "sim/scenario/link/fate_log_reader.hpp"
#include "tests/support/effort.hpp"
#include "tests/support/link_crossing.hpp"
#include "tests/support/link_inventor.hpp"

namespace acklab::link::test {
namespace {

constexpr std::uint64_t replayed_links = acklab::effort::trials(200);
constexpr std::uint64_t replayed_packets = 150;

using CopyName = std::tuple<Direction, std::uint64_t, std::uint32_t>;
using PacketName = std::pair<Direction, std::uint64_t>;

/// What is known of a crossing afterwards.
struct Past {
  std::string log;
  std::map<CopyName, std::string> lines;  // of the log, without what their order implies
  std::vector<Release> releases;
  std::set<PacketName> open;  // packets that still had copies on the link at the end
  Counters counters[2];
};

std::string line_of(const FateRecord& fate) {
  std::string line;
  append_fate_line(line, fate, std::nullopt, fate.order + 1);  // so that each says its order
  return line;
}

/// Sends the same packets at the same instants, whatever the link.
Past past_of(const LinkSettings& settings, std::uint64_t seed) {
  const RandomStream random{seed, "replayed traffic"};
  Link link(settings, seed);
  Past past;
  FateLogHeader header;
  header.fate_key = settings.fate_key;
  FateLog log{header, FateLog::Releases::unknown,
              [&past](std::string_view text) { past.log += text; }};
  std::map<PacketName, std::uint32_t> told;
  link.record_fates([&](const FateRecord& fate) {
    log.decided(fate);
    past.lines[{fate.direction, fate.index, fate.copy}] = line_of(fate);
    if (++told[{fate.direction, fate.index}] == fate.copies) {
      past.open.erase({fate.direction, fate.index});
    }
  });
  Instant now = timeline_origin;
  std::uint64_t offered[2] = {0, 0};
  for (std::uint64_t i = 0; i < replayed_packets; ++i) {
    // Often at one instant, or a round number of milliseconds later: that is where order counts.
    // What comes out at an instant comes out behind what is offered then: a rule that let go of a
    // packet because of another did so after that one had come.
    const std::uint64_t milliseconds = random.below(4, i, 0) / 2 * random.below(4, i, 1);
    if (milliseconds > 0) take_releases(link, now, past.releases);
    now += std::chrono::milliseconds{milliseconds};
    const auto direction = random.below(3, i, 2) > 0 ? Direction::forward : Direction::reverse;
    past.open.insert({direction, offered[static_cast<std::size_t>(direction)]++});
    Bytes octets(random.below(1473, i, 3));
    for (std::size_t at = 0; at < octets.size(); ++at) {
      octets[at] = static_cast<std::uint8_t>(i + at * 7);
    }
    const auto ip_bytes = static_cast<std::uint32_t>(octets.size()) + ipv4_udp_header_bytes;
    Packet packet{std::move(octets), ip_bytes, 0};
    packet.ecn = i % 2 == 0 ? Ecn::ect_0 : Ecn::not_ect;
    link.accept(now, direction, std::move(packet));
  }
  drain(link, past.releases);
  for (const Direction direction : {Direction::forward, Direction::reverse}) {
    past.counters[static_cast<std::size_t>(direction)] = link.counters(direction);
  }
  log.finish(true, past.lines.size());
  return past;
}

LinkSettings replaying(const LinkSettings& original, const Past& past) {
  auto recording = scenario::read_fate_log(past.log);
  BOOST_REQUIRE_MESSAGE(recording.has_value(), recording.error().what);
  LinkSettings settings;
  settings.contents = original.contents;
  settings.fate_key = original.fate_key;
  settings.read_packets = true;
  settings.replay =
      ReplaySettings{std::make_shared<const Recording>(*std::move(recording)), "", AfterLog::drop};
  return settings;
}

void check_same_lines(const Past& recorded, const Past& replayed) {
  for (const auto& [copy, line] : recorded.lines) {
    const auto& [direction, index, number] = copy;
    if (recorded.open.contains({direction, index})) continue;
    const auto again = replayed.lines.find(copy);
    BOOST_TEST_REQUIRE((again != replayed.lines.end()), "no second fate: " << line);
    BOOST_TEST_REQUIRE(again->second == line);
  }
}

void check_same_releases(const Past& recorded, const Past& replayed) {
  BOOST_TEST_REQUIRE(recorded.releases.size() == replayed.releases.size());
  for (std::size_t i = 0; i < recorded.releases.size(); ++i) {
    const Release& one = recorded.releases[i];
    const Release& other = replayed.releases[i];
    BOOST_TEST_CONTEXT("release " << i << ", packet " << one.index << " copy " << one.copy) {
      BOOST_TEST_REQUIRE((one.direction == other.direction && one.due == other.due));
      BOOST_TEST_REQUIRE(one.index == other.index);
      BOOST_TEST_REQUIRE(one.copy == other.copy);
      BOOST_TEST_REQUIRE((one.packet.octets == other.packet.octets));
      BOOST_TEST_REQUIRE((one.packet.ecn == other.packet.ecn));
    }
  }
}

void check_same_counters(const Counters& one, const Counters& other) {
  BOOST_TEST(one.dropped_by_mtu == other.dropped_by_mtu);
  BOOST_TEST(one.dropped_by_rule == other.dropped_by_rule);
  BOOST_TEST(one.dropped_by_outage == other.dropped_by_outage);
  BOOST_TEST(one.dropped_by_loss == other.dropped_by_loss);
  BOOST_TEST(one.loss_bursts == other.loss_bursts);
  BOOST_TEST(one.longest_loss_burst == other.longest_loss_burst);
  BOOST_TEST(one.fragmented == other.fragmented);
  BOOST_TEST(one.fragments == other.fragments);
  BOOST_TEST(one.fragments_lost == other.fragments_lost);
  BOOST_TEST(one.dropped_by_policer == other.dropped_by_policer);
  BOOST_TEST(one.dropped_by_queue == other.dropped_by_queue);
  BOOST_TEST(one.dropped_by_aqm == other.dropped_by_aqm);
  BOOST_TEST(one.delivered == other.delivered);
  BOOST_TEST(one.corrupted == other.corrupted);
  BOOST_TEST(one.skipped_delay == other.skipped_delay);
  BOOST_TEST(one.displaced == other.displaced);
  BOOST_TEST(one.reordered == other.reordered);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_of_invented_links)

BOOST_AUTO_TEST_CASE(every_kind_of_fate_survives_being_recorded_and_replayed) {
  std::uint64_t with_open_packets = 0;
  for (std::uint64_t number = 0; number < replayed_links; ++number) {
    BOOST_TEST_CONTEXT("invented link " << number) {
      LinkSettings settings = invent_link(number);
      settings.read_packets = true;
      const Past recorded = past_of(settings, number);
      const Past replayed = past_of(replaying(settings, recorded), number);
      check_same_lines(recorded, replayed);
      check_same_releases(recorded, replayed);
      if (!recorded.open.empty()) {
        ++with_open_packets;
        continue;
      }
      check_same_counters(recorded.counters[0], replayed.counters[0]);
      check_same_counters(recorded.counters[1], replayed.counters[1]);
    }
  }
  BOOST_TEST(with_open_packets < replayed_links / 2);
}

BOOST_AUTO_TEST_CASE(what_a_rule_puts_behind_others_of_its_instant_stays_there) {
  LinkSettings settings;
  Rule rule;
  rule.when.packets = CountRange::only(1);
  rule.act.reorder_after = 2;
  settings.forward.rules = {rule};
  const auto order = [](const LinkSettings& link, std::string& log) {
    Link under_test(link, 1);
    FateLog writer{{}, FateLog::Releases::unknown, [&log](std::string_view text) { log += text; }};
    under_test.record_fates([&](const FateRecord& fate) { writer.decided(fate); });
    for (int i = 0; i < 5; ++i) {
      under_test.accept(timeline_origin, Direction::forward, {Bytes(4), 32, 0});
    }
    std::vector<Release> releases;
    drain(under_test, releases);
    writer.finish(true, 5);
    std::vector<std::uint64_t> indices;
    for (const Release& release : releases) indices.push_back(release.index);
    return indices;
  };
  std::string log;
  const std::vector<std::uint64_t> expected{0, 2, 3, 1, 4};
  BOOST_TEST(order(settings, log) == expected, boost::test_tools::per_element());
  auto recording = scenario::read_fate_log(log);
  BOOST_REQUIRE(recording.has_value());
  LinkSettings replay;
  replay.replay =
      ReplaySettings{std::make_shared<const Recording>(*std::move(recording)), "", AfterLog::drop};
  std::string again;
  BOOST_TEST(order(replay, again) == expected, boost::test_tools::per_element());
  BOOST_TEST(again == log);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acklab::link::test
