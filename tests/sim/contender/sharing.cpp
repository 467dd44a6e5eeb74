// Several flows on one link: who gets what, by a truth that can be told beforehand.

#include <atomic>
#include <map>

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

Spec blast_at(const char* name, std::int64_t bits_per_s) {
  Spec spec;
  spec.kind = Kind::udp;
  spec.name = name;
  spec.udp_rate = BitRate::from_bits_per_s(bits_per_s);
  return spec;
}

Spec polite_flow(const char* name) {
  Spec spec;
  spec.kind = Kind::reliable_udp;
  spec.name = name;
  return spec;
}

/// 10 Mbit/s, 40 ms, and a queue of 50 kB.
FlowsRequest sharing_of(std::vector<Spec> contenders, Duration duration) {
  FlowsRequest request;
  request.contenders = std::move(contenders);
  request.link = waiting_link(milliseconds{40});
  request.link.forward.rate = BitRate::from_bits_per_s(10'000'000);
  request.link.forward.queue = link::QueueLimit::bytes(50'000);
  request.job.duration = duration;
  request.seed = 1;
  request.time_limit = seconds{60};
  return request;
}

double flow_value(const FlowsResult& result, std::size_t flow, std::string_view metric) {
  return value_of(result.flows[flow], std::string{"workload.flows."} + std::string{metric});
}

FlowsResult completed_flows(const FlowsRequest& request, const RunHooks& hooks = {}) {
  FlowsResult result = run_flows(request, hooks);
  for (const RunResult& flow : result.flows) {
    BOOST_TEST((flow.outcome == Outcome::completed), flow.reason);
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sharing)

BOOST_AUTO_TEST_CASE(jains_index_of_nine_to_one_is_0_61) {
  FlowsRequest request =
      sharing_of({blast_at("nine", 9'000'000), blast_at("one", 1'000'000)}, seconds{9});
  request.link.forward.rate = BitRate::from_bits_per_s(20'000'000);
  const FlowsResult result = completed_flows(request);
  BOOST_TEST(flow_value(result, 0, "share_ratio") == 0.9, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(flow_value(result, 1, "share_ratio") == 0.1, boost::test_tools::tolerance(5e-3));
  BOOST_TEST(flow_value(result, 0, "jain_index") == 1 / (2 * 0.82),
             boost::test_tools::tolerance(2e-3));
  BOOST_TEST(flow_value(result, 0, "jain_index") == flow_value(result, 1, "jain_index"));
  BOOST_TEST(flow_value(result, 1, "together_ms") == 9000);
  BOOST_TEST(flow_value(result, 1, "dropped_ratio") == 0);
  // Half of the line is used: 10 of 20 Mbit/s.
  BOOST_TEST(flow_value(result, 0, "all_share_of_limit") == 0.5,
             boost::test_tools::tolerance(1e-2));
  BOOST_TEST_REQUIRE(result.course.size() == 9U);
  for (const workload::FlowInterval& interval : result.course) {
    BOOST_TEST(interval.jain_index().value() == 1 / (2 * 0.82), boost::test_tools::tolerance(0.02));
  }
}

BOOST_AUTO_TEST_CASE(two_of_a_kind_share_the_line_fairly_and_fill_it) {
  FlowsRequest request = sharing_of({polite_flow("one"), polite_flow("other")}, seconds{30});
  request.job.plans = {{.contender = "other", .start = seconds{5}}};
  const FlowsResult result = completed_flows(request);
  BOOST_TEST(flow_value(result, 0, "jain_index") > 0.95);
  BOOST_TEST(flow_value(result, 0, "share_ratio") + flow_value(result, 1, "share_ratio") == 1,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(flow_value(result, 0, "all_share_of_limit") > 0.98);
  BOOST_TEST(flow_value(result, 0, "all_share_of_limit") <= 1.001);
  BOOST_TEST(flow_value(result, 1, "start_ms") == 5000);
  BOOST_TEST(flow_value(result, 0, "together_ms") == 25'000);
  for (const RunResult& flow : result.flows) {
    BOOST_TEST(value_of(flow, "integrity.intact") == 1);
    BOOST_TEST(value_of(flow, "cost.retransmissions_necessary") ==
               value_of(flow, "cost.retransmissions"));
    // The link is one: what it counts is of both.
    BOOST_TEST(flow.link.forward.counters.offered ==
               result.flows[0].cost.forward_packets + result.flows[1].cost.forward_packets);
  }
  BOOST_TEST((result.flows[1].timing.duration < seconds{26}));
  // While one is alone nobody shares anything.
  BOOST_TEST(!result.course[2].jain_index().has_value());
  BOOST_TEST(result.course[2].there[0]);
  BOOST_TEST(!result.course[2].there[1]);
}

BOOST_AUTO_TEST_CASE(a_blast_starves_who_backs_off_for_as_long_as_it_lasts) {
  FlowsRequest request =
      sharing_of({polite_flow("polite"), blast_at("blast", 12'000'000)}, seconds{30});
  request.job.plans = {{.contender = "blast", .start = seconds{10}, .stop = seconds{20}}};
  const FlowsResult result = completed_flows(request);
  BOOST_TEST(flow_value(result, 0, "together_ms") == 10'000);
  BOOST_TEST(flow_value(result, 0, "share_ratio") < 0.1);
  BOOST_TEST(flow_value(result, 0, "jain_index") < 0.6);
  BOOST_TEST(flow_value(result, 1, "dropped_ratio") == 1 - 10.0 / 12,
             boost::test_tools::tolerance(0.1));
  const auto polite = [&result](std::size_t interval) {
    return static_cast<double>(result.course[interval].delivered_bytes[0]) * 8;
  };
  BOOST_TEST(polite(8) > 9e6);
  BOOST_TEST(polite(18) < 1e6);
  BOOST_TEST(polite(28) > 9e6);
}

BOOST_AUTO_TEST_CASE(a_flow_with_an_end_leaves_when_it_has_reached_it) {
  FlowsRequest request = sharing_of({polite_flow("long"), polite_flow("short")}, seconds{20});
  request.job.plans = {{.contender = "short", .start = seconds{2}, .bytes = 1'000'000}};
  const FlowsResult result = completed_flows(request);
  const RunResult& brief = result.flows[1];
  BOOST_TEST(brief.integrity.intact_bytes == 1'000'000U);
  BOOST_TEST((brief.timing.completion < seconds{6}));
  // Together until its connection is closed; from then on the line is the other's.
  BOOST_TEST(flow_value(result, 0, "together_ms") >= to_milliseconds(*brief.timing.completion));
  BOOST_TEST(flow_value(result, 0, "together_ms") <= to_milliseconds(brief.timing.duration));
  BOOST_TEST(static_cast<double>(result.course[15].delivered_bytes[0]) * 8 > 9e6);
  BOOST_TEST(result.course[15].delivered_bytes[1] == 0U);
}

BOOST_AUTO_TEST_CASE(flows_repeat_with_their_seed_and_differ_from_each_other) {
  FlowsRequest request = sharing_of(
      {polite_flow("one"), polite_flow("two"), blast_at("three", 4'000'000)}, seconds{4});
  request.link.forward.loss = Probability::from_percent(1);
  const FlowsResult once = completed_flows(request);
  const FlowsResult again = completed_flows(request);
  for (std::size_t flow = 0; flow < 3; ++flow) {
    for (const Metric& metric : metrics()) {
      BOOST_TEST((metric.of(once.flows[flow]) == metric.of(again.flows[flow])), metric.name);
    }
  }
  BOOST_TEST(once.flows[0].integrity.intact_bytes != once.flows[1].integrity.intact_bytes);
  request.seed = 2;
  const FlowsResult other = completed_flows(request);
  BOOST_TEST(once.flows[0].cost.packets != other.flows[0].cost.packets);
}

BOOST_AUTO_TEST_CASE(what_is_told_of_a_packet_finds_it_on_the_link_by_flow_and_number) {
  FlowsRequest request = sharing_of({polite_flow("one"), polite_flow("two")}, seconds{3});
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint64_t> payload_of_sent;
  std::map<std::uint64_t, std::uint64_t> payload_of_packet;
  FlowOrdinals ordinals;
  std::uint64_t compared = 0;
  RunHooks hooks;
  hooks.transport = [&](const HostEvent& event) {
    const auto* sent = std::get_if<transport::SegmentSent>(&event.what);
    if (sent == nullptr || event.host != path::Host::client) return;
    payload_of_sent[{event.flow, event.packets_sent}] = sent->segment.sender.payload.size();
  };
  hooks.crossings = [&](const link::Crossing& crossing) {
    if (crossing.where != link::Crossing::Where::entering) return;
    const std::pair name{crossing.packet.flow, ordinals.take(crossing)};
    if (crossing.direction != link::Direction::forward) return;
    BOOST_REQUIRE(payload_of_sent.contains(name));
    payload_of_packet[crossing.index] = payload_of_sent[name];
  };
  hooks.fates = [&](const link::FateRecord& fate) {
    if (fate.direction != link::Direction::forward) return;
    ++compared;
    BOOST_REQUIRE(payload_of_packet.contains(fate.index));
    BOOST_REQUIRE(payload_of_packet[fate.index] == fate.reading.value().payload_bytes);
  };
  completed_flows(request, hooks);
  BOOST_TEST(compared > 2000U);
  BOOST_TEST(compared == payload_of_sent.size());
}

BOOST_AUTO_TEST_CASE(records_and_samples_say_whose_they_are) {
  const FlowsRequest request =
      sharing_of({polite_flow("one"), blast_at("two", 1'000'000)}, seconds{2});
  std::map<std::uint32_t, std::uint64_t> records;
  std::map<std::uint32_t, std::uint64_t> samples;
  RunHooks hooks;
  hooks.records = [&](const contender::RecordArrival& arrival) { ++records[arrival.flow]; };
  hooks.samples = [&](const Sample& sample) { ++samples[sample.flow]; };
  const FlowsResult result = completed_flows(request, hooks);
  BOOST_TEST(records.size() == 2U);
  for (const std::uint32_t flow : {0U, 1U}) {
    BOOST_TEST(records[flow] == result.flows[flow].integrity.intact);
    BOOST_TEST(samples[flow] > 2U);
  }
}

BOOST_AUTO_TEST_CASE(all_flows_end_with_the_time_limit_or_when_interrupted) {
  FlowsRequest request = sharing_of({polite_flow("one"), blast_at("two", 20'000'000)}, seconds{10});
  request.time_limit = seconds{5};
  for (const RunResult& flow : run_flows(request, {}).flows) {
    BOOST_TEST((flow.outcome == Outcome::time_limit), flow.reason);
    BOOST_TEST((flow.timing.duration == seconds{5}));
    BOOST_TEST(flow.integrity.intact_bytes > 0U);
  }
  std::atomic<bool> interrupted{true};
  RunHooks hooks;
  hooks.interrupted = &interrupted;
  for (const RunResult& flow : run_flows(request, hooks).flows) {
    BOOST_TEST((flow.outcome == Outcome::interrupted));
  }
}

BOOST_AUTO_TEST_SUITE_END()
