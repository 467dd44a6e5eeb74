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

BOOST_AUTO_TEST_CASE(datagrams_that_say_so_are_marked_on_every_path) {
  link::LinkSettings link = clean_link();
  link.forward.rate = BitRate::from_bits_per_s(20'000'000);
  link.forward.queue = {link::QueueLimit::bytes(5'000'000), link::CoDelSettings{}, true};
  for (const auto path : {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
    if (path == path::PathKind::tun && !has_tun()) continue;
    for (const bool ecn : {true, false}) {
      RunRequest request = real_request(Kind::udp, path, link, 1'500'000, 1);
      request.contender.udp_rate = BitRate::from_bits_per_s(30'000'000);
      request.contender.ecn = ecn;
      const RunResult result = run(request, {});
      const link::Counters& counters = result.link.forward.counters;
      BOOST_TEST_CONTEXT(to_string(path) << (ecn ? " with ECT" : " without ECT")) {
        BOOST_TEST((result.outcome == Outcome::completed), result.reason);
        BOOST_TEST((counters.marked_ce > 0U) == ecn);
        BOOST_TEST((counters.dropped_by_aqm > 0U) == !ecn);
      }
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

BOOST_AUTO_TEST_CASE(on_tun_a_queue_marks_the_packets_of_a_kernel_that_asks_for_ecn) {
  if (!has_tun()) return;
  // Twenty times the bandwidth-delay product may wait, so that nothing but CoDel takes anything.
  link::LinkSettings link;
  link.forward.rate = BitRate::from_bits_per_s(20'000'000);
  link.forward.delay = link.reverse.delay = milliseconds{5};
  link.forward.queue = {link::QueueLimit::bytes(500'000), link::CoDelSettings{}, true};
  for (const auto version : {path::IpVersion::v4, path::IpVersion::v6}) {
    for (const bool ecn : {true, false}) {
      RunRequest request = real_request(Kind::kernel_tcp, path::PathKind::tun, link, 2'000'000, 1);
      request.contender.ecn = ecn;
      request.ip_version = version;
      const RunResult result = run(request, {});
      if (result.outcome == Outcome::not_run) continue;  // no IPv6 here
      check_all_intact(result, 2'000'000);
      const link::Counters& counters = result.link.forward.counters;
      BOOST_TEST_CONTEXT((ecn ? "with ECN" : "without ECN")) {
        BOOST_TEST((counters.marked_ce > 0U) == ecn);
        BOOST_TEST((counters.dropped_by_aqm > 0U) == !ecn);
        BOOST_TEST(counters.dropped_by_queue == 0U);
        const auto setting =
            std::find_if(result.kernel_tcp_settings.begin(), result.kernel_tcp_settings.end(),
                         [](const auto& named) { return named.first == "tcp_ecn"; });
        BOOST_REQUIRE((setting != result.kernel_tcp_settings.end()));
        BOOST_TEST((setting->second == "1") == ecn);
      }
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

BOOST_AUTO_TEST_CASE(udp_misses_what_the_link_lost_or_damaged_on_every_path) {
  for (const auto path : {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
    if (path == path::PathKind::tun && !has_tun()) continue;
    BOOST_TEST_CONTEXT(to_string(path)) {
      const RunResult result = run(real_request(Kind::udp, path, hostile_link(), 600'000, 1), {});
      BOOST_TEST((result.outcome == Outcome::completed), result.reason);
      // UDP's checksum is looked at: what was damaged never reaches the application.
      BOOST_TEST(result.integrity.corrupted_arrivals == 0U);
      const link::Counters& forward = result.link.forward.counters;
      const std::uint64_t arrivals = result.integrity.intact + result.integrity.duplicated;
      BOOST_TEST(arrivals == forward.delivered - forward.corrupted);
      BOOST_TEST(result.link.forward.discarded_bad_checksum == forward.corrupted);
      BOOST_TEST(*result.cost.discarded_corrupted == forward.corrupted);
    }
  }
}

/// Damage to payloads that nothing on the way can see.
link::LinkSettings blind_link(link::DamageKind kind, link::DamagedChecksum checksum) {
  link::LinkSettings link = clean_link();
  link.forward.corrupt = Probability::from_percent(10);
  link.forward.corrupt.kind = kind;
  link.forward.corrupt.region = link::DamageRegion::payload;
  link.forward.corrupt.checksum = checksum;
  return link;
}

BOOST_AUTO_TEST_CASE(what_no_internet_checksum_sees_reaches_udps_application_on_every_path) {
  for (const auto& link :
       {blind_link(link::DamageKind::swapped_words, link::DamagedChecksum::kept),
        blind_link(link::DamageKind::compensating_pair, link::DamagedChecksum::kept),
        blind_link(link::DamageKind::byte, link::DamagedChecksum::repaired)}) {
    std::optional<std::uint64_t> of_the_first;
    for (const auto path :
         {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
      if (path == path::PathKind::tun && !has_tun()) continue;
      BOOST_TEST_CONTEXT(to_string(link.forward.corrupt.kind) << " on " << to_string(path)) {
        const RunResult result = run(real_request(Kind::udp, path, link, 300'000, 2), {});
        BOOST_TEST(result.link.forward.discarded_bad_checksum == 0U);
        BOOST_TEST(result.integrity.corrupted == result.link.forward.counters.corrupted);
        BOOST_TEST(result.integrity.corrupted > 10U);
        if (!of_the_first) of_the_first = result.integrity.corrupted;
        BOOST_TEST(result.integrity.corrupted == *of_the_first);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_damaged_udp_header_delivers_nothing_on_any_path) {
  link::LinkSettings link = clean_link();
  link.forward.corrupt = Probability::from_percent(20);
  link.forward.corrupt.region = link::DamageRegion::header;
  for (const auto path : {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
    if (path == path::PathKind::tun && !has_tun()) continue;
    BOOST_TEST_CONTEXT(to_string(path)) {
      const RunResult result = run(real_request(Kind::udp, path, link, 300'000, 3), {});
      const auto& forward = result.link.forward;
      BOOST_TEST(forward.counters.corrupted > 20U);
      BOOST_TEST(forward.discarded_bad_checksum == forward.counters.corrupted);
      BOOST_TEST(result.integrity.missing == forward.counters.corrupted);
    }
  }
}

BOOST_AUTO_TEST_CASE(damage_meets_our_own_checksum_on_every_path_and_nothing_when_it_is_off) {
  link::LinkSettings link = clean_link();
  link.forward.corrupt = Probability::from_percent(10);
  for (const auto path : {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
    if (path == path::PathKind::tun && !has_tun()) continue;
    for (const auto version : {path::IpVersion::v4, path::IpVersion::v6}) {
      BOOST_TEST_CONTEXT(to_string(path) << ", IPv" << (version == path::IpVersion::v4 ? 4 : 6)) {
        RunRequest request = real_request(Kind::reliable_udp, path, link, 200'000, 4);
        request.ip_version = version;
        const RunResult checked = run(request, {});
        if (checked.outcome == Outcome::not_run) continue;  // no IPv6 here
        BOOST_TEST(checked.integrity.is_perfect());
        BOOST_TEST(checked.link.forward.discarded_bad_checksum == 0U);
        BOOST_TEST(*checked.cost.discarded_corrupted > 5U);
        request.contender.mechanisms.checksum = transport::Checksum::off;
        const RunResult unchecked = run(request, {});
        BOOST_TEST(unchecked.integrity.corrupted_arrivals > 5U);
      }
    }
  }
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
