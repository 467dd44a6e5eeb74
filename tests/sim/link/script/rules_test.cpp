#include "sim/link/script/rules.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/link_crossing.hpp"
#include "tests/support/link_segments.hpp"

namespace acklab::link::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A packet about which everything is known.
struct KnownPacket {
  PacketReading reading;
  Rules::Offered offered;

  KnownPacket() {
    reading.protocol = Protocol::tcp;
    reading.connection = 2;
    reading.flags = {TcpFlags::ack | TcpFlags::psh};
    reading.payload_bytes = 1000;
    reading.bytes = ByteRange{5000, 6000};
    reading.data_segments = NumberRange{6, 7};
    reading.transmission = 3;
    offered = {seconds{2}, 40, 1052, nullptr};
  }
  [[nodiscard]] bool meets(const RuleCondition& condition) const {
    Rules::Offered packet = offered;
    packet.reading = &reading;
    return acklab::link::meets(packet, condition);
  }
};

/// A condition in which one thing is set.
template <typename Member, typename Value>
RuleCondition only(Member RuleCondition::*member, Value value) {
  RuleCondition condition;
  condition.*member = value;
  return condition;
}

CountRange from_to(std::uint64_t first, std::uint64_t last) {
  return {first, last};
}
CountRange from(std::uint64_t first) {
  return {first, std::nullopt};
}

Rule dropping(const RuleCondition& when) {
  Rule rule;
  rule.when = when;
  rule.act.drop = true;
  return rule;
}

LinkSettings with_rules(std::vector<Rule> rules) {
  LinkSettings settings;
  settings.contents = holds_segments;
  settings.forward.rules = std::move(rules);
  return settings;
}

/// The indices of the packets that came out.
std::vector<std::uint64_t> survivors(const LinkSettings& settings,
                                     std::span<const TestSegment> sent) {
  Link link{settings, 1};
  std::vector<Release> releases;
  for (const TestSegment& segment : sent) {
    link.accept(timeline_origin, Direction::forward, packet_with(segment));
  }
  drain(link, releases);
  std::vector<std::uint64_t> indices;
  for (const Release& release : releases) indices.push_back(release.index);
  return indices;
}

using Indices = std::vector<std::uint64_t>;

/// SYN, then the third data segment twice.
constexpr TestSegment handshake_and_data[] = {
    {0, TcpFlags::syn},        {0, TcpFlags::syn},        {0, TcpFlags::syn},
    {1, TcpFlags::ack, 100},   {101, TcpFlags::ack, 100}, {201, TcpFlags::ack, 100},
    {301, TcpFlags::ack, 100}, {201, TcpFlags::ack, 100}, {401, TcpFlags::ack}};

BOOST_AUTO_TEST_SUITE(rules)

BOOST_FIXTURE_TEST_CASE(a_condition_without_anything_is_met_by_every_packet, KnownPacket) {
  BOOST_TEST(meets({}));
}

BOOST_FIXTURE_TEST_CASE(each_predicate_asks_for_one_thing, KnownPacket) {
  using Condition = RuleCondition;
  BOOST_TEST(meets(only(&Condition::protocol, Protocol::tcp)));
  BOOST_TEST(!meets(only(&Condition::protocol, Protocol::udp)));
  BOOST_TEST(meets(only(&Condition::is, PacketRole::data)));
  BOOST_TEST(!meets(only(&Condition::is, PacketRole::ack_only)));
  BOOST_TEST(meets(only(&Condition::connection, from(2))));
  BOOST_TEST(!meets(only(&Condition::connection, CountRange::only(1))));
  BOOST_TEST(meets(only(&Condition::data_segment, from_to(7, 9))));
  BOOST_TEST(!meets(only(&Condition::data_segment, from(8))));
  BOOST_TEST(!meets(only(&Condition::ack, from(1))));
  BOOST_TEST(meets(only(&Condition::transmission, CountRange::only(3))));
  BOOST_TEST(!meets(only(&Condition::transmission, from_to(1, 2))));
  BOOST_TEST(meets(only(&Condition::size, from_to(1052, 1052))));
  BOOST_TEST(!meets(only(&Condition::size, from(1053))));
  BOOST_TEST(meets(only(&Condition::packets, CountRange::only(40))));
  BOOST_TEST(!meets(only(&Condition::packets, from_to(0, 39))));
}

BOOST_FIXTURE_TEST_CASE(bytes_are_met_by_a_segment_that_holds_one_of_them, KnownPacket) {
  const auto asks = [](CountRange range) { return only(&RuleCondition::bytes, range); };
  BOOST_TEST(meets(asks(CountRange::only(5000))));
  BOOST_TEST(meets(asks(CountRange::only(5999))));
  BOOST_TEST(meets(asks(from_to(5999, 7000))));
  BOOST_TEST(meets(asks(from_to(0, 10'000))));
  BOOST_TEST(!meets(asks(CountRange::only(6000))));
  BOOST_TEST(!meets(asks(from_to(0, 4999))));
  reading.bytes.reset();
  BOOST_TEST(!meets(asks(from(0))));
}

BOOST_FIXTURE_TEST_CASE(the_end_of_a_time_is_no_longer_in_it, KnownPacket) {
  const auto asks = [](TimeRange range) { return only(&RuleCondition::time, range); };
  BOOST_TEST(meets(asks({seconds{2}, seconds{3}})));
  BOOST_TEST(meets(asks({seconds{1}, std::nullopt})));
  BOOST_TEST(!meets(asks({seconds{1}, seconds{2}})));
  BOOST_TEST(!meets(asks({seconds{3}, std::nullopt})));
}

BOOST_FIXTURE_TEST_CASE(flags_named_are_set_and_syn_fin_and_rst_unnamed_are_clear, KnownPacket) {
  const auto asks = [this](std::uint8_t wanted, int has) {
    reading.flags = {static_cast<std::uint8_t>(has)};
    return meets(only(&RuleCondition::flags, TcpFlags{wanted}));
  };
  using F = TcpFlags;
  BOOST_TEST(asks(F::syn, F::syn));
  BOOST_TEST(asks(F::syn, F::syn | F::ece | F::cwr));
  BOOST_TEST(!asks(F::syn, F::syn | F::ack));
  BOOST_TEST(asks(F::syn | F::ack, F::syn | F::ack));
  BOOST_TEST(!asks(F::syn | F::ack, F::syn));
  BOOST_TEST(asks(F::fin, F::fin | F::ack | F::psh));
  BOOST_TEST(!asks(F::fin, F::ack));
  BOOST_TEST(asks(F::ack, F::ack | F::psh));
  BOOST_TEST(!asks(F::ack, F::syn | F::ack));
  BOOST_TEST(!asks(F::ack, F::fin | F::ack));
  BOOST_TEST(!asks(F::ack, F::rst | F::ack));
  reading.protocol = Protocol::udp;
  BOOST_TEST(!asks(F::ack, F::ack));
}

BOOST_FIXTURE_TEST_CASE(all_that_is_asked_for_must_hold, KnownPacket) {
  RuleCondition condition;
  condition.bytes = CountRange::only(5000);
  condition.transmission = CountRange::only(3);
  condition.protocol = Protocol::tcp;
  BOOST_TEST(meets(condition));
  condition.packets = CountRange::only(41);
  BOOST_TEST(!meets(condition));
}

BOOST_AUTO_TEST_CASE(the_third_data_segment_is_dropped_each_time_or_once) {
  Rule rule = dropping(only(&RuleCondition::data_segment, CountRange::only(3)));
  BOOST_TEST(survivors(with_rules({rule}), handshake_and_data) == (Indices{0, 1, 2, 3, 4, 6, 8}),
             boost::test_tools::per_element());
  rule.when.transmission = CountRange::only(1);
  BOOST_TEST(survivors(with_rules({rule}), handshake_and_data) == (Indices{0, 1, 2, 3, 4, 6, 7, 8}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(times_and_skip_choose_among_those_that_match) {
  Rule rule = dropping(only(&RuleCondition::flags, TcpFlags{TcpFlags::syn}));
  rule.times = 2;
  BOOST_TEST(survivors(with_rules({rule}), handshake_and_data) == (Indices{2, 3, 4, 5, 6, 7, 8}),
             boost::test_tools::per_element());
  rule.skip = 2;
  BOOST_TEST(survivors(with_rules({rule}), handshake_and_data) == (Indices{0, 1, 3, 4, 5, 6, 7, 8}),
             boost::test_tools::per_element());
  rule.times.reset();
  rule.skip = 1;
  BOOST_TEST(survivors(with_rules({rule}), handshake_and_data) == (Indices{0, 3, 4, 5, 6, 7, 8}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(behind_a_drop_no_further_rule_is_asked) {
  const Rule syns = dropping(only(&RuleCondition::flags, TcpFlags{TcpFlags::syn}));
  Rule all;
  all.act.delay = milliseconds{5};
  Link link{with_rules({syns, all}), 1};
  for (const TestSegment& segment : handshake_and_data) {
    link.accept(timeline_origin, Direction::forward, packet_with(segment));
  }
  const Counters& counters = link.counters(Direction::forward);
  BOOST_TEST(counters.dropped_by_rule == 3U);
  BOOST_TEST((counters.rules[0] == RuleCounts{3, 3}));
  BOOST_TEST((counters.rules[1] == RuleCounts{6, 6}));
}

BOOST_AUTO_TEST_CASE(all_rules_that_match_act_together) {
  Rule five;
  five.act.delay = milliseconds{5};
  Rule seven = five;
  seven.act.delay = milliseconds{7};
  seven.when.packets = CountRange::only(1);
  LinkSettings settings = with_rules({five, seven});
  settings.forward.delay = milliseconds{20};
  Link link{settings, 1};
  for (int i = 0; i < 3; ++i) {
    link.accept(timeline_origin, Direction::forward, packet_with({1, TcpFlags::ack, 10}));
  }
  std::vector<Release> releases;
  drain(link, releases);
  BOOST_REQUIRE(releases.size() == 3U);
  // What follows does not wait for the one that is late.
  BOOST_TEST(releases[0].index == 0U);
  BOOST_TEST(releases[1].index == 2U);
  BOOST_TEST(releases[2].index == 1U);
  BOOST_TEST((releases[1].due == timeline_origin + milliseconds{25}));
  BOOST_TEST((releases[2].due == timeline_origin + milliseconds{32}));
}

BOOST_AUTO_TEST_CASE(times_count_from_the_first_packet_in_either_direction) {
  LinkSettings settings =
      with_rules({dropping(only(&RuleCondition::time, TimeRange{seconds{1}, seconds{2}}))});
  Link link{settings, 1};
  const Instant began = timeline_origin + seconds{100};
  link.accept(began, Direction::reverse, packet_with({1, TcpFlags::ack}));
  for (int half = 1; half <= 5; ++half) {
    link.accept(began + milliseconds{500} * half, Direction::forward,
                packet_with({1, TcpFlags::ack}));
  }
  BOOST_TEST((link.counters(Direction::forward).rules[0] == RuleCounts{2, 2}));
  BOOST_TEST(link.counters(Direction::reverse).dropped_by_rule == 0U);
}

BOOST_AUTO_TEST_CASE(fates_name_the_rule_and_what_it_rests_on) {
  Rule late;
  late.when.packets = CountRange::only(1);
  late.act.delay = milliseconds{1};
  const std::vector<Rule> script{
      dropping(only(&RuleCondition::packets, CountRange::only(0))), late,
      dropping(only(&RuleCondition::time, TimeRange{Duration{0}, std::nullopt}))};
  LinkSettings settings = with_rules(script);
  const Crossing seen = cross(settings, 1, {.packets = 3});
  BOOST_REQUIRE(seen.fates.size() == 3U);
  BOOST_TEST((seen.fates[0].dropped == DropCause::rule));
  BOOST_TEST((seen.fates[0].rule == 0U));
  BOOST_TEST((seen.fates[0].label == FateLabel::scripted));
  BOOST_TEST((seen.fates[1].rule == 1U));
  BOOST_TEST((seen.fates[1].label == FateLabel::time_driven));
  BOOST_TEST((seen.fates[2].rule == 2U));
  BOOST_TEST((seen.fates[2].label == FateLabel::time_driven));
  BOOST_TEST(seen.forward.dropped_by_label.scripted == 1U);
  BOOST_TEST(seen.forward.dropped_by_label.time_driven == 2U);
}

/// A link on which packet 0 of the forward direction is held.
LinkSettings holding(HoldUntil until) {
  Rule rule;
  rule.when.packets = CountRange::only(0);
  rule.act.hold_until = until;
  LinkSettings settings = with_rules({rule});
  settings.forward.delay = settings.reverse.delay = milliseconds{10};
  return settings;
}

/// Offers a packet a millisecond, alternating from forward, and says when each came out.
std::vector<Release> releases_of(const LinkSettings& settings, int packets) {
  Link link{settings, 1};
  std::vector<Release> releases;
  for (int i = 0; i < packets; ++i) {
    const Instant now = timeline_origin + milliseconds{i};
    take_releases(link, now, releases);
    link.accept(now, i % 2 == 0 ? Direction::forward : Direction::reverse,
                packet_with({1, TcpFlags::ack}));
  }
  drain(link, releases);
  return releases;
}

Instant release_of_the_first(const std::vector<Release>& releases) {
  for (const Release& release : releases) {
    if (release.direction == Direction::forward && release.index == 0) return release.due;
  }
  return Instant::max();
}

BOOST_AUTO_TEST_CASE(a_held_packet_comes_out_when_it_is_said_to_and_never_before_its_way) {
  using std::chrono::milliseconds;
  const auto due = [](HoldUntil until) {
    return release_of_the_first(releases_of(holding(until), 40)) - timeline_origin;
  };
  BOOST_TEST((due(UntilTime{milliseconds{7}}) == milliseconds{10}));
  BOOST_TEST((due(UntilTime{milliseconds{25}}) == milliseconds{25}));
  BOOST_TEST((due(UntilPackets{3}) == milliseconds{10}));  // the third comes after 6 ms
  BOOST_TEST((due(UntilPackets{8}) == milliseconds{16}));
  BOOST_TEST((due(UntilOppositePackets{8}) == milliseconds{15}));
  BOOST_TEST((due(UntilPackets{100}) == Instant::max() - timeline_origin));
}

BOOST_AUTO_TEST_CASE(what_is_held_for_ever_is_in_flight) {
  Link link{holding(UntilPackets{2}), 1};
  std::vector<Release> releases;
  link.accept(timeline_origin, Direction::forward, packet_with({1, TcpFlags::ack}));
  take_releases(link, timeline_origin + seconds{100}, releases);
  BOOST_TEST(releases.empty());
  BOOST_TEST(link.idle());
  BOOST_TEST(link.in_flight(Direction::forward) == 1U);
  BOOST_TEST(link.counters(Direction::forward).undelivered == 0U);
}

BOOST_AUTO_TEST_CASE(a_rule_leaves_the_fates_of_all_other_packets_as_they_are) {
  LinkSettings settings;
  settings.forward.loss = Probability::from_percent(30);
  settings.forward.duplicate = Probability::from_percent(30);
  const Crossing without = cross(settings, 9, {.packets = 2000});
  settings.forward.rules = {dropping(only(&RuleCondition::packets, from_to(500, 999)))};
  const Crossing with = cross(settings, 9, {.packets = 2000});
  const auto lost_elsewhere = [](const Crossing& crossing) {
    Indices lost;
    for (const FateRecord& fate : crossing.fates) {
      if (fate.dropped && (fate.index < 500 || fate.index > 999)) lost.push_back(fate.index);
    }
    return lost;
  };
  BOOST_TEST(lost_elsewhere(without) == lost_elsewhere(with), boost::test_tools::per_element());
  BOOST_TEST(with.forward.dropped_by_rule == 500U);
  BOOST_TEST(with.forward.offered + with.forward.duplicated ==
             with.forward.delivered + with.forward.dropped_by_rule + with.forward.dropped_by_loss);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace acklab::link::test
