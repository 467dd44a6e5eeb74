#include <chrono>

#include <boost/test/unit_test.hpp>

#include "sim/path/real_path.hpp"
#include "tests/support/path_exchange.hpp"
#include "tests/support/path_real.hpp"
#include "tests/support/path_settings.hpp"

using acklab::Bytes;
using acklab::path::Host;
using acklab::path::open_relay;
using namespace acklab::test;

BOOST_AUTO_TEST_SUITE(relay)

BOOST_AUTO_TEST_CASE(a_clean_link_carries_every_datagram_once_intact_and_in_order) {
  auto path = open_relay(acklab::link::LinkSettings{}, 1).value();
  const Exchange exchange = exchange_datagrams(*path, 4000, 1000);
  check_clean(exchange.forward, 4000);
  check_clean(exchange.reverse, 1000);
}

BOOST_AUTO_TEST_CASE(what_arrives_is_what_the_fate_records_say_and_visible_damage_is_discarded) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      auto path = open_relay(hostile_settings(), seed).value();
      const Exchange exchange = exchange_datagrams(*path, 1500, 500);
      for (const Carried* carried : {&exchange.forward, &exchange.reverse}) {
        check_against_fates(*carried);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(damage_that_udps_checksum_cannot_see_arrives) {
  for (const auto checksum :
       {acklab::link::DamagedChecksum::kept, acklab::link::DamagedChecksum::repaired}) {
    auto path = open_relay(invisible_damage(checksum), 5).value();
    const Exchange exchange = exchange_datagrams(*path, 1000, 500);
    for (const Carried* carried : {&exchange.forward, &exchange.reverse}) {
      check_against_fates(*carried);
    }
  }
}

BOOST_AUTO_TEST_CASE(without_a_checksum_of_udp_every_damage_arrives) {
  for (const auto version : {acklab::path::IpVersion::v4, acklab::path::IpVersion::v6}) {
    auto opened = open_relay(hostile_settings(), 6, version);
    if (!opened) return report_not_run(opened.error());
    const Exchange exchange = exchange_datagrams(**opened, 1000, 500, UdpChecksum::off);
    for (const Carried* carried : {&exchange.forward, &exchange.reverse}) {
      check_against_fates(*carried, UdpChecksum::off);
    }
  }
}

BOOST_AUTO_TEST_CASE(sizes_count_the_ip_and_udp_headers) {
  auto path = open_relay(acklab::link::LinkSettings{}, 1).value();
  const Exchange exchange = exchange_datagrams(*path, 10, 0);
  for (const auto& fate : exchange.forward.fates) {
    BOOST_TEST(fate.ip_bytes == numbered_datagram(fate.index).size() + 28U);
  }
}

BOOST_AUTO_TEST_CASE(over_ipv6_it_carries_the_same_with_larger_headers) {
  auto opened = open_relay(hostile_settings(), 4, acklab::path::IpVersion::v6);
  if (!opened) return report_not_run(opened.error());
  auto path = std::move(*opened);
  BOOST_TEST((path->server_udp_address().ip == acklab::IpAddress::loopback_v6()));
  const Exchange exchange = exchange_datagrams(*path, 1000, 500);
  for (const Carried* carried : {&exchange.forward, &exchange.reverse}) {
    check_against_fates(*carried);
    for (const auto& fate : carried->fates) {
      BOOST_TEST(fate.ip_bytes == numbered_datagram(fate.index).size() + 48U);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_a_stranger_sends_is_ignored_and_counted) {
  auto path = open_relay(acklab::link::LinkSettings{}, 1).value();
  auto server = path->open_udp(Host::server).value();
  auto client = path->open_udp(Host::client).value();
  auto stranger = acklab::socket::UdpSocket::bind({acklab::IpAddress::loopback_v4(), 0}).value();
  BOOST_TEST_REQUIRE(stranger.send_to(path->server_udp_address(), Bytes{6, 6, 6}).value());
  BOOST_TEST_REQUIRE(client.send_to(path->server_udp_address(), Bytes{1, 2, 3}).value());
  std::vector<Bytes> arrived;
  acklab::SocketAddress from;
  BOOST_TEST_REQUIRE(wait_until([&] {
    arrived = drain(server, from);
    return !arrived.empty();
  }));
  const auto truth = path->stop();
  BOOST_TEST(arrived.size() == 1U);
  BOOST_TEST((arrived.front() == Bytes{1, 2, 3}));
  BOOST_TEST(truth.forward.ignored == 1U);
  BOOST_TEST(truth.forward.counters.offered == 1U);
}

BOOST_AUTO_TEST_CASE(what_overflows_a_hosts_socket_is_counted_to_the_packet) {
  auto path = open_relay(acklab::link::LinkSettings{}, 1).value();
  auto server = path->open_udp(Host::server).value();
  auto client = path->open_udp(Host::client).value();
  server.request_buffer_bytes(4096, 4096);
  FateLog log;
  path->record_fates(log.sink());
  constexpr std::uint64_t sent = 400;
  for (std::uint64_t i = 0; i < sent; ++i) {
    BOOST_TEST_REQUIRE(wait_until([&] { return i < log.decided() + 32; }));
    BOOST_TEST_REQUIRE(client.send_to(path->server_udp_address(), Bytes(1000)).value());
  }
  BOOST_TEST_REQUIRE(wait_until([&] { return path->idle(); }));
  const auto truth = path->stop();
  acklab::SocketAddress from;
  const std::size_t arrived = drain(server, from).size();
  BOOST_TEST(arrived < sent);
  BOOST_TEST(truth.forward.counters.delivered == sent);
  BOOST_TEST(truth.forward.dropped_by_system == sent - arrived);
}

BOOST_AUTO_TEST_CASE(kernel_tcp_is_refused_with_reason_and_remedy) {
  auto path = open_relay(acklab::link::LinkSettings{}, 1).value();
  const auto refusal = path->refuses_tcp();
  BOOST_TEST_REQUIRE(refusal.has_value());
  BOOST_TEST(refusal->reason.find("TCP") != std::string::npos);
  BOOST_TEST(refusal->remedy.find("acklab doctor") != std::string::npos);
  BOOST_TEST(path->listen_tcp().error().reason == refusal->reason);
  BOOST_TEST(path->open_tcp_client().error().reason == refusal->reason);
}

BOOST_AUTO_TEST_CASE(a_path_with_packets_under_way_is_not_idle_and_can_be_stopped) {
  acklab::link::LinkSettings settings;
  settings.forward.delay = std::chrono::hours{1};
  auto path = open_relay(settings, 1).value();
  BOOST_TEST(path->idle());
  auto client = path->open_udp(Host::client).value();
  BOOST_TEST_REQUIRE(client.send_to(path->server_udp_address(), Bytes(100)).value());
  // Never idle for a moment: not while it waits to be read, nor once it is on the link.
  BOOST_TEST(!path->idle());
  std::this_thread::sleep_for(std::chrono::milliseconds{20});
  BOOST_TEST(!path->idle());
  const auto truth = path->stop();
  BOOST_TEST(truth.forward.counters.offered == 1U);
  BOOST_TEST(truth.forward.counters.delivered == 0U);
}

BOOST_AUTO_TEST_CASE(no_packet_leaves_before_its_time) {
  acklab::link::LinkSettings settings;
  settings.forward.delay = std::chrono::milliseconds{30};
  auto path = open_relay(settings, 1).value();
  auto server = path->open_udp(Host::server).value();
  auto client = path->open_udp(Host::client).value();
  const acklab::Instant sent = acklab::socket::monotonic_now();
  BOOST_TEST_REQUIRE(client.send_to(path->server_udp_address(), Bytes(100)).value());
  acklab::SocketAddress from;
  BOOST_TEST_REQUIRE(wait_until([&] { return !drain(server, from).empty(); }));
  const acklab::Duration took = acklab::socket::monotonic_now() - sent;
  BOOST_TEST(took.count() >= acklab::Duration{settings.forward.delay}.count());
  const auto truth = path->stop();
  BOOST_TEST(truth.forward.lateness.releases == 1U);
  BOOST_TEST(truth.forward.lateness.max.count() < took.count());
}

BOOST_AUTO_TEST_SUITE_END()
