#include <algorithm>
#include <chrono>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <poll.h>

#include "net/base/random.hpp"
#include "net/socket/event_loop.hpp"
#include "sim/path/real_path.hpp"
#include "tests/support/path_exchange.hpp"
#include "tests/support/path_real.hpp"
#include "tests/support/path_settings.hpp"
#include "tests/support/path_tcp_transfer.hpp"

using acklab::Bytes;
using acklab::path::Host;
using namespace acklab::test;

BOOST_AUTO_TEST_SUITE(tun)

BOOST_AUTO_TEST_CASE(a_clean_link_carries_every_datagram_once_intact_and_in_order) {
  auto path = open_tun_or_say_why(acklab::link::LinkSettings{}, 1);
  if (!path) return;
  const Exchange exchange = exchange_datagrams(*path, 4000, 1000);
  check_clean(exchange.forward, 4000);
  check_clean(exchange.reverse, 1000);
  BOOST_TEST(exchange.forward.truth.ignored == 0U);
  BOOST_TEST(exchange.reverse.truth.ignored == 0U);
}

BOOST_AUTO_TEST_CASE(what_arrives_is_what_the_fate_records_say_and_the_kernel_discards_damage) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      auto path = open_tun_or_say_why(hostile_settings(), seed);
      if (!path) return;
      const Exchange exchange = exchange_datagrams(*path, 1500, 500);
      for (const Carried* carried : {&exchange.forward, &exchange.reverse}) {
        check_against_fates(*carried);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(damage_that_udps_checksum_cannot_see_arrives) {
  for (const auto version : {acklab::path::IpVersion::v4, acklab::path::IpVersion::v6}) {
    for (const auto checksum :
         {acklab::link::DamagedChecksum::kept, acklab::link::DamagedChecksum::repaired}) {
      auto path = open_tun_or_say_why(invisible_damage(checksum), 5, version);
      if (!path) return;
      const Exchange exchange = exchange_datagrams(*path, 1000, 500);
      for (const Carried* carried : {&exchange.forward, &exchange.reverse}) {
        check_against_fates(*carried);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_arrives_in_datagrams_without_a_checksum) {
  for (const auto version : {acklab::path::IpVersion::v4, acklab::path::IpVersion::v6}) {
    auto path = open_tun_or_say_why(hostile_settings(), 6, version);
    if (!path) return;
    const Exchange exchange = exchange_datagrams(*path, 1000, 500, UdpChecksum::off);
    for (const Carried* carried : {&exchange.forward, &exchange.reverse}) {
      check_against_fates(*carried, UdpChecksum::off);
    }
  }
}

BOOST_AUTO_TEST_CASE(relay_and_tun_meet_the_same_fate_from_the_same_seed) {
  auto tun_path = open_tun_or_say_why(hostile_settings(), 9);
  if (!tun_path) return;
  auto relay_path = acklab::path::open_relay(hostile_settings(), 9).value();
  const Exchange on_tun = exchange_datagrams(*tun_path, 500, 0);
  const Exchange on_relay = exchange_datagrams(*relay_path, 500, 0);
  BOOST_TEST_REQUIRE(on_tun.forward.fates.size() == on_relay.forward.fates.size());
  for (std::size_t i = 0; i < on_tun.forward.fates.size(); ++i) {
    const auto& a = on_tun.forward.fates[i];
    const auto& b = on_relay.forward.fates[i];
    BOOST_TEST_INFO("fate " << i);
    BOOST_TEST((a.index == b.index && a.copy == b.copy && a.ip_bytes == b.ip_bytes &&
                a.dropped == b.dropped && a.corrupted == b.corrupted && a.damage == b.damage &&
                a.skipped_delay == b.skipped_delay));
  }
}

BOOST_AUTO_TEST_CASE(kernel_tcp_moves_two_megabytes_intact_through_loss_and_corruption) {
  auto settings = acklab::link::LinkSettings{};
  settings.forward.loss = acklab::Probability::from_percent(2);
  settings.forward.corrupt = acklab::Probability::from_percent(1);
  settings.forward.delay = std::chrono::milliseconds{2};
  settings.reverse = settings.forward;
  auto path = open_tun_or_say_why(settings, 5);
  if (!path) return;
  BOOST_TEST(!path->refuses_tcp().has_value());
  const Bytes sent = stream_content(2'000'000);
  const Bytes arrived = transfer_over_tcp(*path, sent);
  BOOST_TEST_REQUIRE(arrived.size() == sent.size());
  BOOST_TEST((arrived == sent));
  const auto truth = path->stop();
  // Its very packets were lost and damaged, none larger than the device's MTU.
  BOOST_TEST(truth.forward.counters.dropped_by_loss > 0U);
  BOOST_TEST(truth.forward.counters.corrupted > 0U);
  BOOST_TEST(truth.forward.discarded_bad_checksum > 0U);
  BOOST_TEST(truth.forward.discarded_bad_checksum <= truth.forward.counters.corrupted);
  BOOST_TEST(truth.forward.counters.offered_ip_bytes <= truth.forward.counters.offered * 1500);
  BOOST_TEST(truth.forward.dropped_by_system == 0U);
}

BOOST_AUTO_TEST_CASE(over_ipv6_datagrams_cross_and_nothing_else_does) {
  auto path = open_tun_or_say_why(acklab::link::LinkSettings{}, 1, acklab::path::IpVersion::v6);
  if (!path) return;
  const Exchange exchange = exchange_datagrams(*path, 2000, 500);
  check_clean(exchange.forward, 2000);
  check_clean(exchange.reverse, 500);
  BOOST_TEST(exchange.forward.truth.ignored == 0U);
  BOOST_TEST(exchange.reverse.truth.ignored == 0U);
  for (const auto& fate : exchange.forward.fates) {
    BOOST_TEST(fate.ip_bytes == numbered_datagram(fate.index).size() + 48U);
  }
}

BOOST_AUTO_TEST_CASE(over_ipv6_the_kernel_discards_what_was_damaged) {
  auto path = open_tun_or_say_why(hostile_settings(), 6, acklab::path::IpVersion::v6);
  if (!path) return;
  const Exchange exchange = exchange_datagrams(*path, 1500, 500);
  for (const Carried* carried : {&exchange.forward, &exchange.reverse}) {
    check_against_fates(*carried);
  }
}

BOOST_AUTO_TEST_CASE(over_ipv6_kernel_tcp_moves_a_megabyte_intact_through_loss_and_corruption) {
  auto settings = acklab::link::LinkSettings{};
  settings.forward.loss = acklab::Probability::from_percent(2);
  settings.forward.corrupt = acklab::Probability::from_percent(1);
  settings.forward.delay = std::chrono::milliseconds{2};
  settings.reverse = settings.forward;
  auto path = open_tun_or_say_why(settings, 7, acklab::path::IpVersion::v6);
  if (!path) return;
  const Bytes sent = stream_content(1'000'000);
  BOOST_TEST((transfer_over_tcp(*path, sent) == sent));
  const auto truth = path->stop();
  BOOST_TEST(truth.forward.counters.dropped_by_loss > 0U);
  BOOST_TEST(truth.forward.discarded_bad_checksum > 0U);
  BOOST_TEST(truth.forward.counters.offered_ip_bytes <= truth.forward.counters.offered * 1500);
}

BOOST_AUTO_TEST_CASE(an_echo_takes_both_delays_and_its_median_is_told) {
  acklab::link::LinkSettings settings;
  settings.forward.delay = settings.reverse.delay = std::chrono::milliseconds{5};
  auto path = open_tun_or_say_why(settings, 1);
  if (!path) return;
  auto server = path->open_udp(Host::server).value();
  auto client = path->open_udp(Host::client).value();
  std::vector<acklab::Duration> round_trips;
  const auto arrives = [](acklab::socket::UdpSocket& at) {
    pollfd input{at.fd(), POLLIN, 0};
    acklab::SocketAddress from;
    BOOST_TEST_REQUIRE(::poll(&input, 1, 20'000) == 1);
    BOOST_TEST_REQUIRE(drain(at, from).size() == 1U);
    return from;
  };
  for (int i = 0; i < 21; ++i) {
    const acklab::Instant start = acklab::socket::monotonic_now();
    BOOST_TEST_REQUIRE(client.send_to(path->server_udp_address(), Bytes(56)).value());
    const auto client_as_seen = arrives(server);
    BOOST_TEST_REQUIRE(server.send_to(client_as_seen, Bytes(56)).value());
    arrives(client);
    round_trips.push_back(acklab::socket::monotonic_now() - start);
  }
  std::sort(round_trips.begin(), round_trips.end());
  BOOST_TEST(round_trips.front().count() >= 10'000'000);
  BOOST_TEST_MESSAGE("round trip over 5 ms each way: median "
                     << acklab::to_milliseconds(round_trips[10]) << " ms");
}

BOOST_AUTO_TEST_SUITE_END()
