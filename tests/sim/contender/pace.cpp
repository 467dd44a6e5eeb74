#include <cmath>

#include <boost/test/unit_test.hpp>

#include "tests/support/workload_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;
using std::chrono::milliseconds;
using workload::Periodic;

BOOST_AUTO_TEST_SUITE(pace)

BOOST_AUTO_TEST_CASE(on_a_clean_link_every_message_is_as_old_as_the_way_is_long) {
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    const Periodic job{.count = 100, .deadline = milliseconds{41}};
    const RunResult result = run(job_request(kind, waiting_link(milliseconds{80}), job), {});
    BOOST_TEST_CONTEXT(to_string(kind)) {
      BOOST_TEST((result.outcome == Outcome::completed), result.reason);
      BOOST_TEST(result.integrity.is_perfect());
      BOOST_TEST(value_of(result, "workload.periodic.latency_min_ms") == 40);
      BOOST_TEST(value_of(result, "workload.periodic.latency_max_ms") == 40);
      BOOST_TEST(value_of(result, "workload.periodic.late") == 0);
      BOOST_TEST(value_of(result, "workload.periodic.missing") == 0);
      BOOST_TEST(value_of(result, "workload.periodic.jitter_ms") == 0);
      BOOST_TEST(value_of(result, "workload.periodic.longest_gap_ms") == 20);
      BOOST_TEST(value_of(result, "workload.periodic.age_mean_ms") == 50);
      BOOST_TEST(value_of(result, "workload.periodic.age_max_ms") == 60);
      const double handshake = kind == Kind::udp ? 0 : 80;
      BOOST_TEST(value_of(result, "timing.completion_ms") == handshake + 99 * 20 + 40);
    }
  }
}

BOOST_AUTO_TEST_CASE(datagrams_are_missing_where_a_stream_is_late) {
  link::LinkSettings link = waiting_link(milliseconds{80});
  link.forward.loss = link::LostPackets{{{50, 50}}};
  const Periodic job{.count = 100, .deadline = milliseconds{100}};
  const RunResult udp = run(job_request(Kind::udp, link, job), {});
  BOOST_TEST(value_of(udp, "workload.periodic.missing") == 1);
  BOOST_TEST(value_of(udp, "workload.periodic.late") == 0);
  BOOST_TEST(value_of(udp, "workload.periodic.longest_gap_ms") == 40);
  BOOST_TEST(value_of(udp, "workload.burst_loss.bursts") == 1);
  const RunResult stream = run(job_request(Kind::reliable_udp, link, job), {});
  BOOST_TEST(value_of(stream, "workload.periodic.missing") == 0);
  BOOST_TEST(value_of(stream, "workload.periodic.late") >= 1);
  BOOST_TEST(value_of(stream, "workload.periodic.latency_max_ms") >= 120);
  BOOST_TEST(!find_metric("workload.burst_loss.bursts")->of(stream).has_value());
}

BOOST_AUTO_TEST_CASE(of_datagrams_as_many_are_missing_as_the_link_loses) {
  link::LinkSettings link = waiting_link(milliseconds{80});
  link.forward.loss = Probability::from_percent(10);
  const auto missing = [&](std::uint32_t copies) {
    const Periodic job{.count = 10'000, .interval = milliseconds{1}, .copies = copies};
    return value_of(run(job_request(Kind::udp, link, job), {}), "workload.periodic.missing_ratio");
  };
  // Within four standard deviations of p and p².
  BOOST_TEST(std::abs(missing(1) - 0.1) < 0.012);
  BOOST_TEST(std::abs(missing(2) - 0.01) < 0.004);
}

BOOST_AUTO_TEST_CASE(nagle_makes_messages_wait_for_each_other) {
  Periodic job{.count = 100, .no_delay = false};
  const auto latency = [&] {
    return value_of(run(job_request(Kind::reliable_udp, waiting_link(milliseconds{80}), job), {}),
                    "workload.periodic.latency_max_ms");
  };
  BOOST_TEST(latency() > 80);
  job.no_delay = true;
  BOOST_TEST(latency() == 40);
}

BOOST_AUTO_TEST_CASE(bursts_and_order_of_datagrams_are_those_of_the_link) {
  link::LinkSettings link = waiting_link(milliseconds{80});
  // Mean loss p/(p + r), mean burst 1/r.
  link.forward.loss =
      link::GilbertElliott{Probability::from_percent(1), Probability::from_percent(25),
                           Probability::from_percent(100), Probability{}};
  const Periodic job{.count = 100'000, .interval = milliseconds{1}};
  contender::RunRequest request = job_request(Kind::udp, link, job);
  request.time_limit = std::chrono::seconds{1000};
  const RunResult result = run(request, {});
  BOOST_TEST(std::abs(value_of(result, "workload.burst_loss.p_ratio") - 0.01) < 0.0015);
  BOOST_TEST(std::abs(value_of(result, "workload.burst_loss.r_ratio") - 0.25) < 0.03);
  BOOST_TEST(std::abs(value_of(result, "workload.burst_loss.burst_mean_messages") - 4) < 0.5);
  BOOST_TEST(value_of(result, "workload.order.reordered") == 0);
  link.forward.loss = {};
  link.forward.reorder.probability = Probability::from_percent(1);
  link.forward.reorder.by = 3;
  link.forward.reorder.at_most = std::chrono::seconds{1};
  request.link = link;
  const RunResult reordered = run(request, {});
  BOOST_TEST(value_of(reordered, "workload.order.extent_max_messages") >= 3);
  BOOST_TEST(std::abs(value_of(reordered, "workload.order.reordered_ratio") - 0.01) < 0.002);
  BOOST_TEST(value_of(reordered, "workload.order.three_reordered_ratio") > 0.008);
}

BOOST_AUTO_TEST_SUITE_END()
