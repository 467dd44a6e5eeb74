// Rules that know packets for what they are, met by real transports.
#include <map>

#include <boost/test/unit_test.hpp>

#include "sim/contender/contender.hpp"
#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

using link::CountRange;
using link::Rule;

Rule rule_about(std::optional<CountRange> link::RuleCondition::*what, CountRange range,
                const link::RuleActions& act) {
  Rule rule;
  rule.when.*what = range;
  rule.act = act;
  return rule;
}

link::RuleActions dropping() {
  link::RuleActions act;
  act.drop = true;
  return act;
}

link::LinkSettings link_with(std::vector<Rule> forward, std::vector<Rule> reverse = {}) {
  link::LinkSettings link = clean_link();
  link.forward.rules = std::move(forward);
  link.reverse.rules = std::move(reverse);
  return link;
}

/// The first time that new data comes by, the third data segment is dropped.
Rule third_data_segment() {
  Rule rule = rule_about(&link::RuleCondition::data_segment, CountRange::only(3), dropping());
  rule.when.transmission = CountRange::only(1);
  return rule;
}

Rule first_two_syns() {
  Rule rule;
  rule.when.flags = link::TcpFlags{link::TcpFlags::syn};
  rule.times = 2;
  rule.act.drop = true;
  return rule;
}

RunRequest on_path(RunRequest request, path::PathKind path) {
  request.path = path;
  return request;
}

/// Whether it ran: without TUN the kernel's TCP does not.
bool did_run(const RunResult& result) {
  if (result.outcome == Outcome::not_run) BOOST_TEST_MESSAGE("not run: " << result.reason);
  return result.outcome != Outcome::not_run;
}

struct Recorded {
  RunResult result;
  std::vector<link::FateRecord> fates;
};

Recorded run_recorded(RunRequest request) {
  Recorded recorded;
  request.link.read_packets = true;
  RunHooks hooks;
  hooks.fates = [&recorded](const link::FateRecord& fate) { recorded.fates.push_back(fate); };
  recorded.result = run(request, hooks);
  return recorded;
}

/// Which bytes each data segment of the forward direction is, by its number.
std::map<std::uint64_t, std::pair<std::uint64_t, std::uint64_t>> segments_of(
    const Recorded& recorded) {
  std::map<std::uint64_t, std::pair<std::uint64_t, std::uint64_t>> segments;
  for (const link::FateRecord& fate : recorded.fates) {
    if (fate.direction != link::Direction::forward || !fate.reading->bytes) continue;
    if (fate.reading->transmission > 1) continue;
    segments[fate.reading->data_segments->first] = {fate.reading->bytes->begin,
                                                    fate.reading->bytes->end};
  }
  return segments;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scripted)

BOOST_AUTO_TEST_CASE(the_third_data_segment_is_dropped_and_sent_again_on_every_path) {
  for (const Kind kind : {Kind::reliable_udp, Kind::kernel_tcp}) {
    for (const auto path :
         {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
      if (kind == Kind::kernel_tcp && path != path::PathKind::tun) continue;
      BOOST_TEST_CONTEXT(to_string(kind) << " on " << to_string(path)) {
        const RunResult result = run(
            on_path(request_for(kind, link_with({third_data_segment()}), 100'000, 1), path), {});
        if (!did_run(result)) continue;
        const link::Counters& forward = result.link.forward.counters;
        BOOST_TEST((result.outcome == Outcome::completed), result.reason);
        BOOST_TEST(result.integrity.is_perfect());
        BOOST_TEST((forward.rules.at(0) == link::RuleCounts{1, 1}));
        BOOST_TEST(forward.dropped_by_rule == 1U);
        BOOST_TEST(*result.cost.retransmissions >= 1U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_first_two_syns_are_dropped_and_the_third_connects_on_every_path) {
  for (const Kind kind : {Kind::reliable_udp, Kind::kernel_tcp}) {
    const auto path = kind == Kind::kernel_tcp ? path::PathKind::tun : path::PathKind::simulated;
    BOOST_TEST_CONTEXT(to_string(kind)) {
      const RunResult result =
          run(on_path(request_for(kind, link_with({first_two_syns()}), 10'000, 1), path), {});
      if (!did_run(result)) continue;
      BOOST_TEST(result.integrity.is_perfect());
      BOOST_TEST((result.link.forward.counters.rules.at(0) == link::RuleCounts{3, 2}));
      BOOST_REQUIRE(result.timing.connected.has_value());
      if (kind == Kind::reliable_udp) {
        // RFC 6298: 1 s, then 2 s, and a round trip with a SYN that takes its time on the line.
        BOOST_TEST(*result.timing.connected / milliseconds{1} == 3050);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_first_retransmission_of_a_byte_is_late) {
  Rule lost = rule_about(&link::RuleCondition::bytes, CountRange::only(5000), dropping());
  lost.when.transmission = CountRange::only(1);
  link::RuleActions late;
  late.delay = milliseconds{300};
  Rule delayed = rule_about(&link::RuleCondition::bytes, CountRange::only(5000), late);
  delayed.when.transmission = CountRange::only(2);
  const Recorded recorded =
      run_recorded(request_for(Kind::reliable_udp, link_with({lost, delayed}), 60'000, 1));
  BOOST_TEST(recorded.result.integrity.is_perfect());
  std::uint64_t delays = 0;
  for (const link::FateRecord& fate : recorded.fates) {
    if (fate.rule != 1U) continue;
    ++delays;
    BOOST_TEST((fate.due - fate.arrival >= milliseconds{325}));
    BOOST_TEST(fate.reading->transmission == 2U);
    BOOST_TEST(fate.reading->bytes->begin <= 5000U);
    BOOST_TEST(fate.reading->bytes->end > 5000U);
  }
  BOOST_TEST(delays == 1U);
}

BOOST_AUTO_TEST_CASE(acks_10_to_12_are_damaged_and_discarded) {
  link::RuleActions damage;
  damage.corrupt.emplace();
  const Rule rule = rule_about(&link::RuleCondition::ack, CountRange{10, 12}, damage);
  const RunResult result =
      run(request_for(Kind::reliable_udp, link_with({}, {rule}), 200'000, 1), {});
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST((result.link.reverse.counters.rules.at(0) == link::RuleCounts{3, 3}));
  BOOST_TEST(result.link.reverse.counters.corrupted == 3U);
  BOOST_TEST(*result.cost.discarded_corrupted == 3U);
}

BOOST_AUTO_TEST_CASE(two_words_swapped_in_packet_4_deceive_the_internet_checksum_but_not_crc32c) {
  link::RuleActions swap;
  swap.corrupt.emplace();
  swap.corrupt->kind = link::DamageKind::swapped_words;
  swap.corrupt->region = link::DamageRegion::payload;
  const Rule rule = rule_about(&link::RuleCondition::packets, CountRange::only(4), swap);
  for (const auto checksum : {transport::Checksum::internet, transport::Checksum::crc32c}) {
    RunRequest request = request_for(Kind::reliable_udp, link_with({rule}), 60'000, 1);
    request.contender.mechanisms.checksum = checksum;
    const RunResult result = run(request, {});
    const bool deceived = checksum == transport::Checksum::internet;
    BOOST_TEST(result.link.forward.counters.corrupted == 1U);
    BOOST_TEST(result.integrity.is_perfect() == !deceived);
    BOOST_TEST(*result.cost.discarded_corrupted == (deceived ? 0U : 1U));
  }
}

BOOST_AUTO_TEST_CASE(data_segments_are_the_same_whatever_carries_them) {
  const auto segments_on = [](CarriageKind carriage, path::PathKind path) {
    RunRequest request = request_for(Kind::reliable_udp, clean_link(), 80'000, 1);
    request.contender.carriage = carriage;
    const Recorded recorded = run_recorded(on_path(request, path));
    BOOST_TEST((recorded.result.outcome == Outcome::completed), recorded.result.reason);
    return segments_of(recorded);
  };
  const auto in_datagrams = segments_on(CarriageKind::udp, path::PathKind::simulated);
  BOOST_TEST(in_datagrams.size() > 50U);
  BOOST_TEST((segments_on(CarriageKind::udp, path::PathKind::relay) == in_datagrams));
  const auto in_packets = segments_on(CarriageKind::ip, path::PathKind::simulated);
  BOOST_TEST((segments_on(CarriageKind::ip, path::PathKind::relay) == in_packets));
  RunRequest tun = request_for(Kind::reliable_udp, clean_link(), 80'000, 1);
  const Recorded on_tun = run_recorded(on_path(tun, path::PathKind::tun));
  if (did_run(on_tun.result)) BOOST_TEST((segments_of(on_tun) == in_datagrams));
}

BOOST_AUTO_TEST_CASE(a_rule_about_data_segments_holds_for_plain_datagrams_too) {
  for (const auto path : {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
    BOOST_TEST_CONTEXT(to_string(path)) {
      const Rule rule =
          rule_about(&link::RuleCondition::data_segment, CountRange{3, 5}, dropping());
      const RunResult result =
          run(on_path(request_for(Kind::udp, link_with({rule}), 60'000, 1), path), {});
      if (!did_run(result)) continue;
      BOOST_TEST(result.integrity.missing == 3U);
      BOOST_TEST(result.integrity.intact == 47U);
    }
  }
}

BOOST_AUTO_TEST_CASE(on_textbook_rungs_a_segment_is_found_by_its_number_of_few_bits) {
  for (const auto rung : {transport::Arq::stop_and_wait, transport::Arq::go_back_n,
                          transport::Arq::selective_repeat}) {
    Rule rule = rule_about(&link::RuleCondition::data_segment, CountRange{20, 22}, dropping());
    rule.when.transmission = CountRange::only(1);
    RunRequest request = request_for(Kind::reliable_udp, link_with({rule}), 60'000, 1);
    request.contender.arq.kind = rung;
    request.contender.arq.sequence_bits = 4;
    request.contender.arq.fixed_rto = milliseconds{200};
    request.contender.congestion = transport::CongestionControl::none;
    request.contender.mechanisms.timestamps = false;
    const RunResult result = run(request, {});
    BOOST_TEST_CONTEXT("rung " << static_cast<int>(rung)) {
      BOOST_TEST(result.integrity.is_perfect());
      BOOST_TEST(result.link.forward.counters.dropped_by_rule == 3U);
      BOOST_TEST((result.link.forward.counters.rules.at(0) == link::RuleCounts{3, 3}));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_rate_falls_when_the_schedule_says_so) {
  RunRequest request = request_for(Kind::udp, clean_link(), 2'000'000, 1);
  request.contender.udp_rate = BitRate::from_bits_per_s(10'000'000);
  request.link.forward.queue = link::QueueSettings{};
  link::DirectionSettings slow = request.link.forward;
  slow.rate = BitRate::from_bits_per_s(5'000'000);
  request.link.forward_schedule = {{link::AtTime{milliseconds{800}}, slow}};
  const RunResult result = run(request, {});
  BOOST_TEST(result.integrity.is_perfect());
  // 1667 packets of 1228 bytes: 0.8 s at the sender's 10 Mbit/s, the rest at 5 Mbit/s.
  const double bits = 1667.0 * 1228 * 8;
  const double expected = 0.8 + (bits - 8e6) / 5e6 + 0.025;
  BOOST_TEST(std::abs(to_seconds(result.timing.duration) - expected) < 0.01);
}

BOOST_AUTO_TEST_SUITE_END()
