// Several flows on one link in real time: whose is what, by books that must agree. Never a
// stopwatch: a busy machine makes all of it slower.

#include <array>
#include <atomic>
#include <map>
#include <numeric>
#include <tuple>

#include <boost/test/unit_test.hpp>

#include "sim/contender/flow_ordinals.hpp"
#include "sim/contender/flows.hpp"
#include "tests/support/workload_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

bool tun_is_there() {
  const auto path = path::open_tun(waiting_link(milliseconds{1}), 1);
  if (!path) BOOST_TEST_MESSAGE("without TUN: " << path.error().reason);
  return path.has_value();
}

Spec real_blast(const char* name, std::int64_t bits_per_s) {
  Spec spec;
  spec.kind = Kind::udp;
  spec.name = name;
  spec.udp_rate = BitRate::from_bits_per_s(bits_per_s);
  return spec;
}

Spec real_flow_of(Kind kind, const char* name, const char* kernel_congestion = "reno") {
  Spec spec;
  spec.kind = kind;
  spec.name = name;
  spec.kernel_congestion = kernel_congestion;
  return spec;
}

/// 10 Mbit/s, 20 ms, and a queue of 50 kB.
FlowsRequest real_sharing_of(std::vector<Spec> contenders, path::PathKind path) {
  FlowsRequest request;
  request.contenders = std::move(contenders);
  request.link = waiting_link(milliseconds{20});
  request.link.forward.rate = BitRate::from_bits_per_s(10'000'000);
  request.link.forward.queue = link::QueueLimit::bytes(50'000);
  request.job.duration = milliseconds{1500};
  request.job.interval = milliseconds{250};
  request.seed = 1;
  request.path = path;
  request.time_limit = seconds{60};
  return request;
}

/// What the link decided, counted by flow.
struct FatesOfFlows {
  explicit FatesOfFlows(std::size_t flows) : forward(flows), reverse(flows), dropped(flows) {}

  [[nodiscard]] RunHooks hooks() {
    RunHooks hooks;
    hooks.fates = [this](const link::FateRecord& fate) {
      if (fate.flow >= forward.size()) ++strangers;
      if (fate.copy != 0 || fate.flow >= forward.size()) return;
      const bool is_forward = fate.direction == link::Direction::forward;
      ++(is_forward ? forward : reverse)[fate.flow];
      if (is_forward && fate.dropped) ++dropped[fate.flow];
    };
    return hooks;
  }

  std::vector<std::uint64_t> forward;
  std::vector<std::uint64_t> reverse;
  std::vector<std::uint64_t> dropped;
  std::uint64_t strangers = 0;
};

std::uint64_t sum_of(const std::vector<std::uint64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// The books of the flows, of the link and of its record say the same.
void check_books(const FlowsResult& result, const FatesOfFlows& fates) {
  const path::PathTruth& link = result.flows.front().link;
  BOOST_TEST(fates.strangers == 0U);
  BOOST_TEST(sum_of(fates.forward) == link.forward.counters.offered);
  BOOST_TEST(sum_of(fates.reverse) == link.reverse.counters.offered);
  BOOST_TEST(sum_of(fates.dropped) == link.forward.counters.dropped_by_queue);
  for (std::size_t flow = 0; flow < result.flows.size(); ++flow) {
    const RunResult& one = result.flows[flow];
    BOOST_TEST_CONTEXT("flow " << flow) {
      BOOST_TEST((one.outcome == Outcome::completed), one.reason);
      BOOST_TEST(one.cost.forward_packets == fates.forward[flow]);
      BOOST_TEST(one.cost.reverse_packets == fates.reverse[flow]);
      BOOST_TEST(
          one.workload.flows->dropped_ratio.value() ==
              static_cast<double>(fates.dropped[flow]) / static_cast<double>(fates.forward[flow]),
          boost::test_tools::tolerance(1e-9));
      BOOST_TEST(one.workload.flows->share.value() > 0);
      BOOST_TEST(one.link.forward.dropped_by_system == 0U);
      BOOST_TEST(one.series.size() > 2U);
    }
  }
}

/// What the link dropped of plain UDP, and nothing else, is missing.
void check_udp(const RunResult& udp, std::uint64_t dropped) {
  BOOST_TEST(udp.integrity.sent == udp.cost.forward_packets);
  BOOST_TEST(udp.integrity.missing == dropped);
  BOOST_TEST(udp.cost.reverse_packets == 0U);
  BOOST_TEST(udp.cost.discarded_corrupted.value() == 0U);
}

void check_stream(const RunResult& stream) {
  BOOST_TEST(value_of(stream, "integrity.intact") == 1);
  BOOST_TEST(stream.integrity.intact_bytes > 0U);
  BOOST_TEST(stream.cost.reverse_packets > 0U);
  BOOST_TEST(stream.timing.connected.has_value());
  BOOST_TEST(stream.cost.retransmissions_necessary.has_value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(real_sharing)

BOOST_AUTO_TEST_CASE(on_tun_flows_of_every_kind_share_a_link_with_a_book_each) {
  if (!tun_is_there()) return;
  const FlowsRequest request =
      real_sharing_of({real_blast("blast", 4'000'000), real_flow_of(Kind::reliable_udp, "ours"),
                       real_flow_of(Kind::kernel_tcp, "kernel")},
                      path::PathKind::tun);
  FatesOfFlows fates{3};
  const FlowsResult result = run_flows(request, fates.hooks());
  check_books(result, fates);
  check_udp(result.flows[0], fates.dropped[0]);
  check_stream(result.flows[1]);
  check_stream(result.flows[2]);
  BOOST_TEST(result.flows[1].congestion == "newreno");
  BOOST_TEST(result.flows[2].congestion == "reno");
  for (std::size_t flow = 0; flow < 3; ++flow) {
    BOOST_TEST(result.flows[flow].kernel_tcp_settings.empty() == (flow != 2));
  }
  const workload::FlowMeasures& all = *result.flows[0].workload.flows;
  BOOST_TEST(all.flows == 3U);
  BOOST_TEST((*all.together >= request.job.duration - milliseconds{1}));
  BOOST_TEST(all.jain_index.value() > 1.0 / 3);
  BOOST_TEST(all.jain_index.value() <= 1);
  BOOST_TEST(all.all_share_of_limit.value() <= 1.1);
  BOOST_TEST(result.course.size() >= 3U);
}

BOOST_AUTO_TEST_CASE(on_tun_each_flow_of_the_kernel_has_a_congestion_control_of_its_own) {
  if (!tun_is_there()) return;
  const FlowsResult result =
      run_flows(real_sharing_of({real_flow_of(Kind::kernel_tcp, "reno", "reno"),
                                 real_flow_of(Kind::kernel_tcp, "cubic", "cubic")},
                                path::PathKind::tun),
                {});
  if (result.flows[0].outcome == Outcome::not_run) return;  // a kernel without cubic
  BOOST_TEST(result.flows[0].congestion == "reno");
  BOOST_TEST(result.flows[1].congestion == "cubic");
  for (const RunResult& flow : result.flows) check_stream(flow);
}

BOOST_AUTO_TEST_CASE(where_the_link_cuts_datagrams_the_kernels_segments_stay_ordinary) {
  if (!tun_is_there()) return;
  FlowsRequest request =
      real_sharing_of({real_blast("large", 3'000'000), real_flow_of(Kind::kernel_tcp, "kernel")},
                      path::PathKind::tun);
  request.link.forward.mtu = link::MtuSettings{.bytes = 1500, .oversize = link::Oversize::fragment};
  request.job.message_bytes = 4000;
  std::array<std::uint32_t, 2> largest{};
  RunHooks hooks;
  hooks.fates = [&largest](const link::FateRecord& fate) {
    largest[fate.flow] = std::max(largest[fate.flow], fate.ip_bytes);
  };
  const FlowsResult result = run_flows(request, hooks);
  for (const RunResult& flow : result.flows) {
    BOOST_TEST((flow.outcome == Outcome::completed), flow.reason);
  }
  BOOST_TEST(result.flows[0].integrity.sent == result.flows[0].cost.forward_packets);
  BOOST_TEST(largest[0] > 4000U);
  BOOST_TEST(largest[1] <= 1500U);
}

BOOST_AUTO_TEST_CASE(what_a_transport_tells_in_real_time_names_its_packet_on_the_link) {
  if (!tun_is_there()) return;
  const FlowsRequest request = real_sharing_of(
      {real_flow_of(Kind::reliable_udp, "one"), real_flow_of(Kind::kernel_tcp, "kernel"),
       real_flow_of(Kind::reliable_udp, "two")},
      path::PathKind::tun);
  using Packet = std::tuple<std::uint32_t, link::Direction, std::uint64_t>;
  std::map<Packet, std::uint64_t> told;      // how much it carries, by flow and number
  std::map<Packet, std::uint64_t> index_of;  // on the link, by the same
  std::map<std::pair<link::Direction, std::uint64_t>, std::uint64_t> decided;
  FlowOrdinals ordinals;
  RunHooks hooks;
  hooks.transport = [&told](const HostEvent& event) {
    const auto* sent = std::get_if<transport::SegmentSent>(&event.what);
    if (sent == nullptr) return;
    const Packet packet{event.flow, direction_from(event.host), event.packets_sent};
    BOOST_REQUIRE(told.insert({packet, sent->segment.sender.payload.size()}).second);
  };
  hooks.crossings = [&](const link::Crossing& crossing) {
    if (crossing.where != link::Crossing::Where::entering) return;
    const std::uint64_t ordinal = ordinals.take(crossing);
    index_of[{crossing.packet.flow, crossing.direction, ordinal}] = crossing.index;
  };
  hooks.fates = [&decided](const link::FateRecord& fate) {
    if (fate.reading) decided[{fate.direction, fate.index}] = fate.reading->payload_bytes;
  };
  for (const RunResult& flow : run_flows(request, hooks).flows) {
    BOOST_TEST((flow.outcome == Outcome::completed), flow.reason);
    BOOST_TEST(flow.link.forward.dropped_by_system == 0U);
  }
  std::uint64_t compared = 0;
  for (const auto& [packet, index] : index_of) {
    if (std::get<0>(packet) == 1) continue;  // the kernel tells nothing
    const std::uint64_t payload_bytes = decided[{std::get<1>(packet), index}];
    if (!told.contains(packet)) {  // an answer of an endpoint without a connection: a reset
      BOOST_REQUIRE(payload_bytes == 0U);
      continue;
    }
    ++compared;
    BOOST_REQUIRE(told[packet] == payload_bytes);
  }
  BOOST_TEST(compared > 200U);
}

BOOST_AUTO_TEST_CASE(where_one_flow_cannot_be_had_none_runs_and_each_says_why) {
  if (!tun_is_there()) return;
  const auto check_none = [](const FlowsResult& result, const char* word) {
    for (const RunResult& flow : result.flows) {
      BOOST_TEST((flow.outcome == Outcome::not_run));
      BOOST_TEST(flow.reason.find(word) != std::string::npos, flow.reason);
      BOOST_TEST(!flow.remedy.empty());
    }
  };
  const std::vector<Spec> with_kernel{real_flow_of(Kind::reliable_udp, "ours"),
                                      real_flow_of(Kind::kernel_tcp, "kernel")};
  check_none(run_flows(real_sharing_of(with_kernel, path::PathKind::relay), {}), "relay");
  check_none(run_flows(real_sharing_of(with_kernel, path::PathKind::simulated), {}),
             "Virtual time");
  check_none(run_flows(real_sharing_of(
                           {with_kernel[0], real_flow_of(Kind::kernel_tcp, "odd", "no-such-thing")},
                           path::PathKind::tun),
                       {}),
             "no-such-thing");
  std::vector<Spec> on_ip = with_kernel;
  on_ip[0].carriage = CarriageKind::ip;
  check_none(run_flows(real_sharing_of(on_ip, path::PathKind::tun), {}), "on IP");
}

BOOST_AUTO_TEST_CASE(the_relay_tells_flows_apart_by_their_senders) {
  for (const auto version : {path::IpVersion::v4, path::IpVersion::v6}) {
    FlowsRequest request =
        real_sharing_of({real_blast("blast", 5'000'000), real_flow_of(Kind::reliable_udp, "one"),
                         real_flow_of(Kind::reliable_udp, "two")},
                        path::PathKind::relay);
    request.ip_version = version;
    FatesOfFlows fates{3};
    const FlowsResult result = run_flows(request, fates.hooks());
    if (result.flows[0].outcome == Outcome::not_run) continue;  // no IPv6 here
    BOOST_TEST_CONTEXT("IPv" << (version == path::IpVersion::v4 ? 4 : 6)) {
      check_books(result, fates);
      check_udp(result.flows[0], fates.dropped[0]);
      check_stream(result.flows[1]);
      check_stream(result.flows[2]);
    }
  }
}

BOOST_AUTO_TEST_CASE(in_real_time_a_flow_comes_when_its_time_has_come_and_leaves_when_it_is_done) {
  FlowsRequest request = real_sharing_of(
      {real_flow_of(Kind::reliable_udp, "long"), real_flow_of(Kind::reliable_udp, "short")},
      path::PathKind::relay);
  request.job.plans = {
      {.contender = "short", .start = milliseconds{500}, .bytes = std::uint64_t{50'000}}};
  const FlowsResult result = run_flows(request, {});
  const RunResult& brief = result.flows[1];
  BOOST_TEST((brief.outcome == Outcome::completed), brief.reason);
  BOOST_TEST(brief.integrity.intact_bytes == 50'000U);
  BOOST_TEST(value_of(brief, "workload.flows.start_ms") >= 500);
  BOOST_TEST(value_of(brief, "workload.flows.together_ms") <=
             to_milliseconds(brief.timing.duration) + 1);
  // Alone at first: then nobody shares anything.
  BOOST_TEST_REQUIRE(!result.course.empty());
  BOOST_TEST(result.course.front().there[0]);
  BOOST_TEST(!result.course.front().there[1]);
  BOOST_TEST(!result.course.front().jain_index().has_value());
}

BOOST_AUTO_TEST_CASE(in_real_time_all_flows_end_with_the_time_limit_or_when_interrupted) {
  FlowsRequest request =
      real_sharing_of({real_flow_of(Kind::reliable_udp, "one"), real_blast("two", 2'000'000)},
                      path::PathKind::relay);
  request.time_limit = milliseconds{400};
  for (const RunResult& flow : run_flows(request, {}).flows) {
    BOOST_TEST((flow.outcome == Outcome::time_limit), flow.reason);
  }
  request.time_limit = seconds{60};
  std::atomic<bool> interrupted{false};
  std::uint64_t delivered = 0;
  RunHooks hooks;
  hooks.interrupted = &interrupted;
  hooks.progress = [&](const RunProgress& progress) {
    delivered = progress.delivered_bytes;
    if (delivered > 0) interrupted = true;
  };
  std::uint64_t intact = 0;
  for (const RunResult& flow : run_flows(request, hooks).flows) {
    BOOST_TEST((flow.outcome == Outcome::interrupted), flow.reason);
    intact += flow.integrity.intact_bytes;
  }
  BOOST_TEST(delivered > 0U);
  BOOST_TEST(intact >= delivered);
}

BOOST_AUTO_TEST_SUITE_END()
