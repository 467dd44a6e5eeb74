#include <cmath>

#include <boost/test/unit_test.hpp>

#include "tests/support/workload_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;
using std::chrono::milliseconds;
using workload::ConnectionUse;
using workload::Exchange;

BOOST_AUTO_TEST_SUITE(exchanges)

BOOST_AUTO_TEST_CASE(a_question_takes_udp_one_round_trip_and_a_new_connection_two) {
  const auto latency = [](Kind kind, ConnectionUse use) {
    const Exchange job{.count = 5, .connection = use};
    const RunResult result = run(job_request(kind, waiting_link(milliseconds{20}), job), {});
    BOOST_TEST((result.outcome == Outcome::completed), result.reason);
    BOOST_TEST(result.integrity.is_perfect());
    BOOST_TEST(result.integrity.sent == 10U);
    BOOST_TEST(value_of(result, "workload.exchange.done") == 5);
    return value_of(result, "workload.exchange.latency_median_ms");
  };
  BOOST_TEST(latency(Kind::udp, ConnectionUse::kept) == 20);
  BOOST_TEST(latency(Kind::udp, ConnectionUse::per_request) == 20);
  BOOST_TEST(latency(Kind::reliable_udp, ConnectionUse::kept) == 20);
  BOOST_TEST(latency(Kind::reliable_udp, ConnectionUse::per_request) == 40);
}

BOOST_AUTO_TEST_CASE(only_the_first_exchange_on_a_kept_connection_pays_for_the_handshake) {
  const Exchange job{.count = 5};
  const auto request = job_request(Kind::reliable_udp, waiting_link(milliseconds{20}), job);
  const RunResult result = run(request, {});
  BOOST_TEST(value_of(result, "workload.exchange.connections") == 1);
  BOOST_TEST(value_of(result, "workload.exchange.connect_ms") == 20);
  BOOST_TEST(value_of(result, "workload.exchange.latency_max_ms") == 40);
  BOOST_TEST(value_of(result, "workload.exchange.latency_min_ms") == 20);
  BOOST_TEST(value_of(result, "timing.completion_ms") == 120);
}

BOOST_AUTO_TEST_CASE(thinking_counts_and_the_gap_does_not) {
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    const Exchange job{.count = 3, .think = milliseconds{7}, .gap = milliseconds{100}};
    const RunResult result = run(job_request(kind, waiting_link(milliseconds{20}), job), {});
    BOOST_TEST(value_of(result, "workload.exchange.latency_median_ms") == 27);
    const double handshake = kind == Kind::udp ? 0 : 20;
    BOOST_TEST(value_of(result, "timing.completion_ms") == handshake + 3 * 27 + 2 * 100);
  }
}

BOOST_AUTO_TEST_CASE(hundreds_of_connections_one_after_the_other_leave_nothing_open) {
  const Exchange job{.count = 700, .connection = ConnectionUse::per_request};
  const auto request = job_request(Kind::reliable_udp, waiting_link(milliseconds{4}), job);
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(value_of(result, "workload.exchange.connections") == 700);
  BOOST_TEST(value_of(result, "workload.exchange.latency_max_ms") == 8);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST((result.timing.duration < std::chrono::seconds{7}));
}

BOOST_AUTO_TEST_CASE(a_lost_datagram_is_a_lost_exchange_and_costs_the_timeout) {
  link::LinkSettings link = waiting_link(milliseconds{20});
  link.forward.loss = link::LostPackets{{{1, 1}}};
  link.reverse.loss = link::LostPackets{{{2, 2}}};
  const Exchange job{.count = 5, .timeout = milliseconds{300}};
  const RunResult result = run(job_request(Kind::udp, link, job), {});
  // The second request, and the answer to the fourth (the third answer: the second got none).
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(value_of(result, "workload.exchange.done") == 3);
  BOOST_TEST(value_of(result, "workload.exchange.given_up") == 2);
  BOOST_TEST(result.integrity.sent == 9U);
  BOOST_TEST(result.integrity.missing == 2U);
  BOOST_TEST(value_of(result, "timing.completion_ms") == 3 * 20 + 2 * 300);
}

BOOST_AUTO_TEST_CASE(asking_again_after_the_timeout_gets_the_answer) {
  link::LinkSettings link = waiting_link(milliseconds{20});
  link.forward.loss = link::LostPackets{{{1, 2}}};
  const Exchange job{.count = 3, .timeout = milliseconds{300}, .retries = 2};
  const RunResult result = run(job_request(Kind::udp, link, job), {});
  BOOST_TEST(value_of(result, "workload.exchange.done") == 3);
  BOOST_TEST(value_of(result, "workload.exchange.retries") == 2);
  BOOST_TEST(value_of(result, "workload.exchange.latency_max_ms") == 620);
  BOOST_TEST(result.integrity.is_perfect());
}

BOOST_AUTO_TEST_CASE(copies_fail_together_only) {
  link::LinkSettings link = waiting_link(milliseconds{20});
  link.forward.loss = link.reverse.loss = Probability::from_percent(10);
  const auto given_up = [&](std::uint32_t copies) {
    const Exchange job{.count = 10'000, .timeout = milliseconds{40}, .copies = copies};
    contender::RunRequest request = job_request(Kind::udp, link, job);
    request.time_limit = std::chrono::seconds{1000};
    return value_of(run(request, {}), "workload.exchange.given_up_ratio");
  };
  // 1 − (1 − p)² and 1 − (1 − p²)², within four standard deviations of 10 000 exchanges.
  BOOST_TEST(std::abs(given_up(1) - 0.19) < 0.0157);
  BOOST_TEST(std::abs(given_up(2) - 0.0199) < 0.0056);
}

BOOST_AUTO_TEST_CASE(every_answer_arrives_over_a_hostile_link) {
  link::LinkSettings link = waiting_link(milliseconds{20});
  for (link::DirectionSettings* direction : {&link.forward, &link.reverse}) {
    direction->loss = Probability::from_percent(5);
    direction->duplicate = Probability::from_percent(5);
    direction->corrupt = Probability::from_percent(5);
    direction->reorder = Probability::from_percent(5);
  }
  for (const ConnectionUse use : {ConnectionUse::kept, ConnectionUse::per_request}) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const Exchange job{.count = 40, .answer_bytes = 20'000, .connection = use};
      const RunResult result = run(job_request(Kind::reliable_udp, link, job, seed), {});
      BOOST_TEST_CONTEXT("seed " << seed) {
        BOOST_TEST((result.outcome == Outcome::completed), result.reason);
        BOOST_TEST(result.integrity.is_perfect());
        BOOST_TEST(value_of(result, "workload.exchange.done") == 40);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
