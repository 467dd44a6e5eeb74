#include <atomic>

#include <boost/test/unit_test.hpp>

#include "sim/contender/metrics.hpp"
#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

bool same(const SeriesPoint& left, const SeriesPoint& right) {
  return left.at == right.at && left.delivered_bytes == right.delivered_bytes &&
         left.congestion_window_bytes == right.congestion_window_bytes &&
         left.slow_start_threshold_bytes == right.slow_start_threshold_bytes &&
         left.in_flight_bytes == right.in_flight_bytes && left.smoothed_rtt == right.smoothed_rtt &&
         left.retransmission_timeout == right.retransmission_timeout;
}

void check_same(const RunResult& left, const RunResult& right) {
  for (const Metric& metric : metrics()) {
    BOOST_TEST((metric.of(left) == metric.of(right)), metric.name);
  }
  BOOST_TEST((left.outcome == right.outcome));
  BOOST_TEST(left.reason == right.reason);
  BOOST_TEST(left.congestion == right.congestion);
  BOOST_TEST((left.timing.duration == right.timing.duration));
  BOOST_TEST(left.close_report.has_value() == right.close_report.has_value());
  BOOST_REQUIRE(left.series.size() == right.series.size());
  for (std::size_t i = 0; i < left.series.size(); ++i) {
    BOOST_TEST_REQUIRE(same(left.series[i], right.series[i]), "point " << i);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(any_contender)

BOOST_AUTO_TEST_CASE(one_seed_repeats_a_run_exactly_and_another_does_not) {
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    const RunRequest request = request_for(kind, hostile_link(), 500'000, 11);
    const RunResult once = run(request, {});
    check_same(once, run(request, {}));
    const RunResult other = run(request_for(kind, hostile_link(), 500'000, 12), {});
    BOOST_TEST((once.timing.completion != other.timing.completion));
  }
}

BOOST_AUTO_TEST_CASE(the_series_is_bounded_and_ends_with_the_run) {
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    link::LinkSettings link = clean_link();
    link.forward.rate = BitRate::from_bits_per_s(1'000'000);
    const RunResult result = run(request_for(kind, link, 3'000'000, 1), {});
    BOOST_TEST((result.timing.duration > seconds{20}));
    BOOST_TEST(result.series.size() <= 500U);
    BOOST_TEST(result.series.size() >= 200U);
    BOOST_TEST((result.series.front().at == Duration{}));
    BOOST_TEST((result.series.back().at == result.timing.duration));
    BOOST_TEST(result.series.back().delivered_bytes == 3'000'000U);
    for (std::size_t i = 1; i < result.series.size(); ++i) {
      BOOST_TEST_REQUIRE((result.series[i].at > result.series[i - 1].at));
      BOOST_TEST_REQUIRE(
          (result.series[i].delivered_bytes >= result.series[i - 1].delivered_bytes));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_ends_with_what_was_delivered) {
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    std::atomic<bool> interrupted{false};
    std::uint64_t decisions = 0;
    RunHooks hooks;
    hooks.interrupted = &interrupted;
    hooks.fates = [&](const link::FateRecord&) {
      if (++decisions == 500) interrupted = true;
    };
    const RunResult result = run(request_for(kind, clean_link(), 4'000'000, 1), hooks);
    BOOST_TEST((result.outcome == Outcome::interrupted));
    BOOST_TEST(result.integrity.intact > 0U);
    BOOST_TEST(result.integrity.intact_bytes < 1'000'000U);
    BOOST_TEST(result.reason.starts_with("The run was interrupted: "));
  }
}

BOOST_AUTO_TEST_CASE(virtual_time_has_no_kernel) {
  const RunResult result = run(request_for(Kind::kernel_tcp, clean_link(), 100'000, 1), {});
  BOOST_TEST((result.outcome == Outcome::not_run));
  BOOST_TEST(result.reason.starts_with("Virtual time has no kernel"));
  BOOST_TEST(!result.remedy.empty());
  for (const Metric& metric : metrics()) BOOST_TEST(!metric.of(result).has_value(), metric.name);
}

BOOST_AUTO_TEST_CASE(the_limit_counts_headers_damage_and_copies_and_not_loss) {
  const auto tolerance = boost::test_tools::tolerance(1e-12);
  link::LinkSettings link = clean_link();
  const auto limit = [&](Kind kind) { return *goodput_limit(request_for(kind, link, 1, 1)); };
  BOOST_TEST(limit(Kind::udp) == 20e6 * 1200 / 1228, tolerance);
  BOOST_TEST(limit(Kind::reliable_udp) == 20e6 * 1440 / 1500, tolerance);
  BOOST_TEST(limit(Kind::kernel_tcp) == 20e6 * 1448 / 1500, tolerance);
  link.forward.loss = Probability::from_percent(30);
  BOOST_TEST(limit(Kind::udp) == 20e6 * 1200 / 1228, tolerance);
  link.forward.corrupt = Probability::from_percent(10);
  BOOST_TEST(limit(Kind::udp) == 20e6 * 1200 / 1228 * 0.9, tolerance);
  link.forward.duplicate = Probability::from_percent(20);
  // Damaged and of no use: 10 % × (not copied 80 % + copied and the copy damaged as well 2 %).
  BOOST_TEST(limit(Kind::udp) == 20e6 * 1200 / 1228 * (1 - 0.1 * 0.82) / 1.2, tolerance);
  link.forward.rate.reset();
  BOOST_TEST(!goodput_limit(request_for(Kind::udp, link, 1, 1)).has_value());
}

BOOST_AUTO_TEST_CASE(the_limit_counts_what_the_line_adds_and_what_may_come_at_once) {
  const auto tolerance = boost::test_tools::tolerance(1e-12);
  link::LinkSettings link = clean_link();
  const auto limit = [&](std::uint64_t messages) {
    return *goodput_limit(request_for(Kind::udp, link, 1200 * messages, 1));
  };
  const BitRate rate = BitRate::from_bits_per_s(20'000'000);
  link.forward.rate = link::FixedRate{rate, 10, 48, 5};  // 1238 bytes: 26 cells of 53
  BOOST_TEST(limit(1000) == 20e6 * 1200 / (26 * 53), tolerance);
  link.forward.rate = link::TokenBucketRate{rate, 12'280};
  BOOST_TEST(limit(1000) == 20e6 * 1200 / 1228 * 1000 / 990, tolerance);
  BOOST_TEST(!goodput_limit(request_for(Kind::udp, link, 12'000, 1)).has_value());
  link.forward.rate =
      link::TokenBucketRate{rate, 122'800'000, BitRate::from_bits_per_s(40'000'000)};
  BOOST_TEST(limit(1000) == 1'200'000 * 8 / ((1'228'000.0 - 1500) * 8 / 40e6), tolerance);
  // Two opportunities of 1504 bytes each 3 ms; 1000 datagrams of 1232 need 820 of them.
  const auto trace = std::make_shared<const link::Trace>(std::vector<std::uint32_t>{1, 3});
  link.forward.rate = link::TraceRate{trace, "test.trace", true};
  BOOST_TEST(limit(1000) == 1'200'000 * 8 / 1.230, tolerance);
  link.forward.policer = link::PolicerSettings{BitRate::from_bits_per_s(1'000'000), 12'280};
  BOOST_TEST(limit(1000) == 1e6 * 1200 / 1228 * 1000 / 990, tolerance);
}

BOOST_AUTO_TEST_CASE(udp_paces_itself_by_what_the_line_lets_through) {
  link::LinkSettings link = clean_link();
  link.forward.queue = link::QueueLimit::bytes(4000);
  link.forward.delay = {};
  const BitRate rate = BitRate::from_bits_per_s(20'000'000);
  const auto trace = std::make_shared<const link::Trace>(std::vector<std::uint32_t>{1, 2, 3});
  for (const link::RateModel& model :
       {link::RateModel{link::FixedRate{rate, 10, 48, 5}},
        link::RateModel{link::TokenBucketRate{rate, 3000}},
        link::RateModel{link::TraceRate{trace, "test.trace", true}}}) {
    link.forward.rate = model;
    const RunResult result = run(request_for(Kind::udp, link, 1'200'000, 1), {});
    BOOST_TEST(result.integrity.intact == 1000U);
    BOOST_TEST(*result.share_of_limit > 0.95);
    BOOST_TEST(*result.share_of_limit <= 1.0);
  }
}

BOOST_AUTO_TEST_CASE(large_datagrams_pay_for_their_fragments_on_tun_only) {
  const auto tolerance = boost::test_tools::tolerance(1e-12);
  RunRequest request = request_for(Kind::udp, clean_link(), 40'000, 1);
  request.workload = workload::Bulk{.bytes = 40'000, .message_bytes = 4000};
  BOOST_TEST(*goodput_limit(request) == 20e6 * 4000 / 4028, tolerance);
  request.path = path::PathKind::tun;
  BOOST_TEST(*goodput_limit(request) == 20e6 * 4000 / 4068, tolerance);
}

BOOST_AUTO_TEST_CASE(over_ipv6_each_packet_holds_twenty_octets_less) {
  const auto tolerance = boost::test_tools::tolerance(1e-12);
  const auto limit = [&](Kind kind, std::uint32_t message_bytes) {
    RunRequest request = request_for(kind, clean_link(), 1, 1);
    request.ip_version = path::IpVersion::v6;
    request.path = path::PathKind::tun;
    request.workload = workload::Bulk{.bytes = 1, .message_bytes = message_bytes};
    return *goodput_limit(request);
  };
  BOOST_TEST(limit(Kind::udp, 1200) == 20e6 * 1200 / 1248, tolerance);
  BOOST_TEST(limit(Kind::reliable_udp, 1200) == 20e6 * 1420 / 1500, tolerance);
  BOOST_TEST(limit(Kind::kernel_tcp, 1200) == 20e6 * 1428 / 1500, tolerance);
  // 3000 octets and 8 of UDP: three fragments, each behind a fragment header too.
  BOOST_TEST(limit(Kind::udp, 3000) == 20e6 * 3000 / (3008 + 3 * 48), tolerance);
}

BOOST_AUTO_TEST_CASE(over_ipv6_a_run_fills_packets_of_the_same_size) {
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    RunRequest request = request_for(kind, clean_link(), 300'000, 3);
    request.ip_version = path::IpVersion::v6;
    std::uint32_t largest = 0;
    RunHooks hooks;
    hooks.fates = [&](const link::FateRecord& fate) { largest = std::max(largest, fate.ip_bytes); };
    const RunResult result = run(request, hooks);
    BOOST_TEST((result.outcome == Outcome::completed), result.reason);
    BOOST_TEST(largest == (kind == Kind::udp ? 1248U : 1500U));
  }
}

BOOST_AUTO_TEST_CASE(contenders_of_one_seed_meet_the_same_fates) {
  std::vector<link::FateRecord> of_udp;
  std::vector<link::FateRecord> of_reliable;
  const auto collect = [](Kind kind, std::vector<link::FateRecord>& fates) {
    RunHooks hooks;
    hooks.fates = [&fates](const link::FateRecord& fate) {
      if (fate.direction == link::Direction::forward && fate.copy == 0) fates.push_back(fate);
    };
    (void)run(request_for(kind, hostile_link(), 300'000, 5), hooks);
  };
  collect(Kind::udp, of_udp);
  collect(Kind::reliable_udp, of_reliable);
  const std::size_t common = std::min(of_udp.size(), of_reliable.size());
  BOOST_TEST(common > 200U);
  for (std::size_t i = 0; i < common; ++i) {
    const bool lost_there = of_udp[i].dropped == link::DropCause::loss;
    const bool lost_here = of_reliable[i].dropped == link::DropCause::loss;
    BOOST_TEST_REQUIRE(lost_there == lost_here, "packet " << i);
    if (of_udp[i].dropped || of_reliable[i].dropped) continue;
    BOOST_TEST_REQUIRE(of_udp[i].skipped_delay == of_reliable[i].skipped_delay, "packet " << i);
    BOOST_TEST_REQUIRE(of_udp[i].corrupted == of_reliable[i].corrupted, "packet " << i);
  }
}

BOOST_AUTO_TEST_SUITE_END()
