#include <boost/test/unit_test.hpp>

#include "tests/support/contender_requests.hpp"

// Our transport directly on IP: both hosts ours, or one of them the kernel.

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

RunRequest request_on_ip(path::PathKind path, const path::HostKinds& hosts, std::uint64_t seed,
                         std::uint64_t bytes = 600'000) {
  link::LinkSettings link = hostile_link();
  link.forward.corrupt = link.reverse.corrupt = Probability::from_percent(8);
  RunRequest request = request_for(Kind::reliable_udp, link, bytes, seed);
  request.contender.carriage = CarriageKind::ip;
  request.contender.hosts = hosts;
  request.path = path;
  return request;
}

constexpr path::HostKinds both_ours{};
constexpr path::HostKinds kernel_serves{path::HostKind::user_space, path::HostKind::kernel};
constexpr path::HostKinds kernel_asks{path::HostKind::kernel, path::HostKind::user_space};

bool kernel_can_be_met() {
  const auto path = path::open_ip(clean_link(), 1, kernel_serves);
  if (!path) BOOST_TEST_MESSAGE("not run: without TUN: " << path.error().reason);
  return path.has_value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(meeting)

BOOST_AUTO_TEST_CASE(on_ip_the_job_is_done_on_every_path_and_over_both_versions) {
  for (const auto kind : {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
    for (const auto version : {path::IpVersion::v4, path::IpVersion::v6}) {
      BOOST_TEST_CONTEXT(path::to_string(kind)
                         << ", IPv" << (version == path::IpVersion::v4 ? 4 : 6)) {
        RunRequest request = request_on_ip(kind, both_ours, 3, 60'000);
        request.ip_version = version;
        const RunResult result = run(request, {});
        BOOST_TEST((result.outcome == Outcome::completed), result.reason);
        BOOST_TEST(result.integrity.is_perfect());
        BOOST_TEST(result.link.forward.dropped_by_system == 0U);
        BOOST_TEST(result.cost.discarded_corrupted.value_or(0) > 0U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(on_ip_a_packet_holds_eight_bytes_more_than_in_udp) {
  RunRequest request = request_for(Kind::reliable_udp, clean_link(), 1'000'000, 1);
  std::uint32_t largest = 0;
  std::uint64_t packets_in_udp = 0;
  RunHooks hooks;
  hooks.fates = [&largest](const link::FateRecord& fate) {
    largest = std::max(largest, fate.ip_bytes);
  };
  const RunResult in_udp = run(request, hooks);
  BOOST_TEST(largest == 1500U);
  packets_in_udp = in_udp.cost.forward_packets;
  request.contender.carriage = CarriageKind::ip;
  largest = 0;
  const RunResult on_ip = run(request, hooks);
  BOOST_TEST(largest == 1500U);
  BOOST_TEST(on_ip.cost.forward_packets < packets_in_udp);
  BOOST_TEST(on_ip.cost.ip_bytes < in_udp.cost.ip_bytes);
  BOOST_TEST(*on_ip.limit_bits_per_s > *in_udp.limit_bits_per_s);
}

BOOST_AUTO_TEST_CASE(our_client_meets_the_kernels_server_and_the_other_way_round) {
  if (!kernel_can_be_met()) return;
  for (const auto& hosts : {kernel_serves, kernel_asks}) {
    for (const auto version : {path::IpVersion::v4, path::IpVersion::v6}) {
      const bool own_sends = hosts.client == path::HostKind::user_space;
      BOOST_TEST_CONTEXT((own_sends ? "we send" : "the kernel sends")
                         << ", IPv" << (version == path::IpVersion::v4 ? 4 : 6)) {
        RunRequest request = request_on_ip(path::PathKind::tun, hosts, 4, 60'000);
        request.ip_version = version;
        const RunResult result = run(request, {});
        BOOST_TEST((result.outcome == Outcome::completed), result.reason);
        BOOST_TEST(result.integrity.is_perfect());
        BOOST_TEST(result.timing.connected.has_value());
        BOOST_REQUIRE(result.close_report.has_value());
        BOOST_TEST((result.close_report->reason == transport::CloseReason::finished));
        BOOST_TEST(result.congestion == (own_sends ? "newreno" : "reno"));
        BOOST_TEST(!result.kernel_tcp_settings.empty());
        BOOST_TEST(*result.cost.retransmissions > 0U);
        BOOST_TEST(result.link.forward.counters.dropped_by_loss > 0U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(where_there_is_no_kernel_to_meet_the_run_says_so) {
  for (const auto kind : {path::PathKind::simulated, path::PathKind::relay}) {
    const RunResult result = run(request_on_ip(kind, kernel_serves, 1), {});
    BOOST_TEST((result.outcome == Outcome::not_run));
    BOOST_TEST(!result.reason.empty());
    BOOST_TEST(!result.remedy.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_congestion_control_that_the_kernel_has_not_is_named) {
  if (!kernel_can_be_met()) return;
  for (const auto& hosts : {kernel_serves, kernel_asks}) {
    RunRequest request = request_on_ip(path::PathKind::tun, hosts, 1);
    request.contender.kernel_congestion = "nonesuch";
    const RunResult result = run(request, {});
    BOOST_TEST((result.outcome == Outcome::not_run));
    BOOST_TEST(result.reason.find("nonesuch") != std::string::npos, result.reason);
  }
}

BOOST_AUTO_TEST_SUITE_END()
