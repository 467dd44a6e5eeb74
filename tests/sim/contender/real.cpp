#include <atomic>

#include <boost/test/unit_test.hpp>

#include "tests/support/contender_fates.hpp"
#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

/// Before the first thread of this program.
struct Namespaces {
  Namespaces() { path::prepare_namespaces(); }
};

bool has_tun() {
  const auto path = path::open_tun(clean_link(), 1);
  if (!path) BOOST_TEST_MESSAGE("without TUN: " << path.error().reason);
  return path.has_value();
}

RunRequest real_request(Kind kind, path::PathKind path, const link::LinkSettings& link,
                        std::uint64_t bytes, std::uint64_t seed) {
  RunRequest request = request_for(kind, link, bytes, seed);
  request.path = path;
  return request;
}

void check_all_intact(const RunResult& result, std::uint64_t bytes) {
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(result.integrity.intact_bytes == bytes);
  BOOST_TEST(result.timing.connected.has_value());
  BOOST_TEST(result.cost.retransmissions.has_value());
  BOOST_TEST(result.series.size() > 2U);
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(Namespaces);

BOOST_AUTO_TEST_SUITE(real)

BOOST_AUTO_TEST_CASE(on_the_relay_udp_agrees_with_the_links_decisions_to_the_packet) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      const RunRequest request =
          real_request(Kind::udp, path::PathKind::relay, hostile_link(), 600'000, seed);
      std::vector<link::FateRecord> fates;
      RunHooks hooks;
      hooks.fates = [&fates](const link::FateRecord& fate) { fates.push_back(fate); };
      const RunResult result = run(request, hooks);
      BOOST_TEST((result.outcome == Outcome::completed), result.reason);
      BOOST_TEST(result.link.forward.dropped_by_system == 0U);
      check_equal(result.integrity, verdict_by_fates(request, fates, 500));
    }
  }
}

BOOST_AUTO_TEST_CASE(on_the_relay_our_transport_delivers_everything) {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      check_all_intact(run(real_request(Kind::reliable_udp, path::PathKind::relay, hostile_link(),
                                        100'000, seed),
                           {}),
                       100'000);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_relay_carries_no_kernel_tcp_and_says_so) {
  const RunResult result =
      run(real_request(Kind::kernel_tcp, path::PathKind::relay, clean_link(), 1000, 1), {});
  BOOST_TEST((result.outcome == Outcome::not_run));
  BOOST_TEST(!result.reason.empty());
  BOOST_TEST(!result.remedy.empty());
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_in_real_time_ends_with_what_was_delivered) {
  std::atomic<bool> interrupted{false};
  RunHooks hooks;
  hooks.interrupted = &interrupted;
  std::uint64_t total = 0;
  hooks.progress = [&](const RunProgress& progress) {
    total = progress.total_bytes;
    if (progress.delivered_bytes > 0) interrupted = true;
  };
  const RunResult result = run(
      real_request(Kind::reliable_udp, path::PathKind::relay, clean_link(), 100'000'000, 1), hooks);
  BOOST_TEST((result.outcome == Outcome::interrupted));
  BOOST_TEST(total == 100'000'000U);
  BOOST_TEST(result.integrity.intact_bytes > 0U);
  BOOST_TEST(result.integrity.intact_bytes < total);
}

BOOST_AUTO_TEST_CASE(the_time_limit_holds_in_real_time) {
  RunRequest request = real_request(Kind::udp, path::PathKind::relay, clean_link(), 100'000'000, 1);
  request.time_limit = milliseconds{300};
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::time_limit));
  BOOST_TEST(result.integrity.intact > 0U);
  BOOST_TEST(result.integrity.sent > result.integrity.intact);
}

BOOST_AUTO_TEST_CASE(on_tun_our_transport_and_the_kernels_deliver_everything) {
  if (!has_tun()) return;
  for (const Kind kind : {Kind::reliable_udp, Kind::kernel_tcp}) {
    BOOST_TEST_CONTEXT(to_string(kind)) {
      const RunResult result =
          run(real_request(kind, path::PathKind::tun, hostile_link(), 100'000, 1), {});
      check_all_intact(result, 100'000);
      BOOST_TEST(result.congestion == (kind == Kind::kernel_tcp ? "reno" : "newreno"));
      BOOST_TEST(result.kernel_tcp_settings.empty() == (kind != Kind::kernel_tcp));
    }
  }
}

BOOST_AUTO_TEST_CASE(over_ipv6_every_contender_crosses_every_path_it_can) {
  const auto ipv6_run = [](Kind kind, path::PathKind path) {
    auto request = real_request(kind, path, hostile_link(), 60'000, 1);
    request.ip_version = path::IpVersion::v6;
    return run(request, {});
  };
  for (const path::PathKind path : {path::PathKind::relay, path::PathKind::tun}) {
    for (const Kind kind : {Kind::udp, Kind::reliable_udp, Kind::kernel_tcp}) {
      BOOST_TEST_CONTEXT(to_string(kind) << " on " << to_string(path)) {
        const RunResult result = ipv6_run(kind, path);
        if (result.outcome == Outcome::not_run) {  // no kernel TCP on the relay, or no IPv6 here
          BOOST_TEST(!result.remedy.empty());
          continue;
        }
        if (kind == Kind::udp) {
          BOOST_TEST((result.outcome == Outcome::completed), result.reason);
        } else {
          check_all_intact(result, 60'000);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(on_tun_udp_misses_what_the_link_lost_or_damaged) {
  if (!has_tun()) return;
  const RunResult result =
      run(real_request(Kind::udp, path::PathKind::tun, hostile_link(), 600'000, 1), {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  // The kernel checks UDP's checksum: what was damaged never reaches the application.
  BOOST_TEST(result.integrity.corrupted_arrivals == 0U);
  const link::Counters& forward = result.link.forward.counters;
  const std::uint64_t arrivals = result.integrity.intact + result.integrity.duplicated;
  BOOST_TEST(arrivals == forward.delivered - forward.corrupted);
  BOOST_TEST(*result.cost.discarded_corrupted == forward.corrupted);
}

BOOST_AUTO_TEST_CASE(an_unknown_congestion_control_is_named_with_those_there_are) {
  if (!has_tun()) return;
  RunRequest request = real_request(Kind::kernel_tcp, path::PathKind::tun, clean_link(), 1000, 1);
  request.contender.kernel_congestion = "nosuchthing";
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::not_run));
  BOOST_TEST(result.reason.find("nosuchthing") != std::string::npos);
  BOOST_TEST(result.remedy.find("reno") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
