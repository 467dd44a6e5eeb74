// A schedule and rules on real carriers: by what is counted and why, never by how long it took.
#include <chrono>

#include <boost/test/unit_test.hpp>

#include "sim/path/real_path.hpp"
#include "tests/support/path_exchange.hpp"
#include "tests/support/path_real.hpp"

namespace acklab::path {
namespace {

using link::DropCause;
using std::chrono::milliseconds;
using test::Carried;
using test::Exchange;

constexpr std::uint64_t scripted_packets = 300;

bool is_within(std::uint64_t index, std::uint64_t first, std::uint64_t last) {
  return index >= first && index <= last;
}

/// Forward by packets: 100 to 149 are lost, of 200 on each is copied; rules drop 20 to 24 and let
/// 30 come out behind 32. Backward by time: in its first milliseconds nothing, then copies.
link::LinkSettings scripted_settings() {
  link::LinkSettings settings;
  link::Rule drop;
  drop.when.packets = link::CountRange{20, 24};
  drop.act.drop = true;
  link::Rule behind;
  behind.when.packets = link::CountRange::only(30);
  behind.act.reorder_after = 2;
  settings.forward.rules = {drop, behind};
  const auto at_packet = [&settings](std::uint64_t index, auto change) {
    link::ScheduledChange next{link::AtPacket{index}, settings.forward};
    change(next.settings);
    settings.forward_schedule.push_back(next);
  };
  at_packet(100, [](link::DirectionSettings& to) { to.loss = Probability::from_percent(100); });
  at_packet(150, [](link::DirectionSettings& to) { to.loss = {}; });
  at_packet(200, [](link::DirectionSettings& to) {
    to.loss = {};
    to.duplicate = Probability::from_percent(100);
  });
  link::ScheduledChange later{link::AtTime{milliseconds{1}}, settings.reverse};
  later.settings.duplicate = Probability::from_percent(100);
  settings.reverse_schedule = {later};
  return settings;
}

void check_forward(const Carried& carried) {
  for (const link::FateRecord& fate : carried.fates) {
    BOOST_TEST_CONTEXT("packet " << fate.index << " copy " << fate.copy) {
      const bool by_rule = is_within(fate.index, 20, 24);
      const bool by_loss = is_within(fate.index, 100, 149);
      BOOST_TEST((fate.dropped == DropCause::rule) == by_rule);
      BOOST_TEST((fate.dropped == DropCause::loss) == by_loss);
      BOOST_TEST(fate.dropped.has_value() == (by_rule || by_loss));
      BOOST_TEST(fate.copies == (fate.index >= 200 ? 2U : 1U));
    }
  }
  const link::Counters& counters = carried.truth.counters;
  BOOST_TEST(counters.offered == scripted_packets);
  BOOST_TEST(counters.dropped_by_rule == 5U);
  BOOST_TEST(counters.dropped_by_loss == 50U);
  BOOST_TEST(counters.duplicated == 100U);
  BOOST_TEST(counters.reordered == 1U);
  BOOST_TEST((counters.rules == std::vector<link::RuleCounts>{{5, 5}, {1, 1}}));
}

/// Whenever a packet came, its own instant says which settings it met.
void check_reverse(const Carried& carried) {
  std::uint64_t copied = 0;
  for (const link::FateRecord& fate : carried.fates) {
    const bool is_later = fate.arrival - fate.origin >= milliseconds{1};
    BOOST_TEST(fate.copies == (is_later ? 2U : 1U));
    if (fate.copy > 0) ++copied;
  }
  BOOST_TEST(carried.truth.counters.duplicated == copied);
  BOOST_TEST(carried.truth.counters.offered == scripted_packets);
}

/// All that the link delivered arrived, and what follows from the script in its order.
void check_arrivals(const Carried& carried) {
  BOOST_TEST(carried.truth.dropped_by_system == 0U);
  const std::vector<Bytes> expected = test::expected_arrivals(carried.fates);
  BOOST_TEST_REQUIRE(carried.arrived.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    BOOST_TEST_REQUIRE((carried.arrived[i] == expected[i]), "arrival " << i);
  }
}

void check_script(RealPath& path) {
  const Exchange exchange = test::exchange_datagrams(path, scripted_packets, scripted_packets);
  check_forward(exchange.forward);
  check_reverse(exchange.reverse);
  check_arrivals(exchange.forward);
  check_arrivals(exchange.reverse);
  const Bytes thirtieth = test::numbered_datagram(30);
  const auto& arrived = exchange.forward.arrived;
  const auto place = std::find(arrived.begin(), arrived.end(), thirtieth) - arrived.begin();
  BOOST_TEST(place == 32 - 5);  // behind 31 and 32; five are gone before
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scripted_link)

BOOST_AUTO_TEST_CASE(the_relay_obeys_rules_and_schedule) {
  auto path = open_relay(scripted_settings(), 1).value();
  check_script(*path);
}

BOOST_AUTO_TEST_CASE(tun_obeys_rules_and_schedule) {
  const auto path = test::open_tun_or_say_why(scripted_settings(), 1);
  if (path) check_script(*path);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acklab::path
