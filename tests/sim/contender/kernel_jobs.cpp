#include <boost/test/unit_test.hpp>

#include "sim/path/real_path.hpp"
#include "tests/support/workload_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;
using std::chrono::milliseconds;

// Jobs on the kernel's TCP and on real sockets: order, integrity and causes; never a stopwatch.

namespace {

std::optional<RunResult> kernel_run(const workload::Workload& job, Kind kind = Kind::kernel_tcp,
                                    std::optional<std::uint32_t> receive_buffer_bytes = {}) {
  RunRequest request = job_request(kind, waiting_link(milliseconds{10}), job);
  request.path = path::PathKind::tun;
  request.contender.tuning.receive_buffer_bytes = receive_buffer_bytes;
  const RunResult result = run(request, {});
  if (result.outcome == Outcome::not_run) {
    BOOST_TEST_MESSAGE("did not run: " << result.reason);
    return std::nullopt;
  }
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_jobs)

BOOST_AUTO_TEST_CASE(questions_are_answered_on_one_connection_and_on_many) {
  for (const Kind kind : {Kind::kernel_tcp, Kind::reliable_udp, Kind::udp}) {
    for (const auto use : {workload::ConnectionUse::kept, workload::ConnectionUse::per_request}) {
      const workload::Exchange job{.count = 90, .answer_bytes = 1'400, .connection = use};
      const auto result = kernel_run(job, kind);
      if (!result) return;
      BOOST_TEST_CONTEXT(to_string(kind)) {
        BOOST_TEST(result->integrity.is_perfect());
        BOOST_TEST(value_of(*result, "workload.exchange.done") == 90);
        const double connections = kind == Kind::udp                      ? 0
                                   : use == workload::ConnectionUse::kept ? 1
                                                                          : 90;
        BOOST_TEST(value_of(*result, "workload.exchange.connections") == connections);
        // The way there and back takes 10 ms, and that often.
        const bool asks_anew = use == workload::ConnectionUse::per_request && kind != Kind::udp;
        const double least = asks_anew ? 20 : 10;
        BOOST_TEST(value_of(*result, "workload.exchange.latency_min_ms") >= least);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_voice_is_never_younger_than_the_way_is_long) {
  for (const Kind kind : {Kind::kernel_tcp, Kind::reliable_udp, Kind::udp}) {
    workload::Periodic job;
    job.count = 50;
    job.interval = milliseconds{5};
    const auto result = kernel_run(job, kind);
    if (!result) return;
    BOOST_TEST_CONTEXT(to_string(kind)) {
      BOOST_TEST(result->integrity.is_perfect());
      BOOST_TEST(value_of(*result, "workload.periodic.arrived") == 50);
      BOOST_TEST(value_of(*result, "workload.periodic.latency_min_ms") >= 5);
    }
  }
}

BOOST_AUTO_TEST_CASE(steps_are_taken_in_turn) {
  workload::WritePattern job;
  job.steps = {{workload::PatternStep::Kind::write, 100, {}},
               {workload::PatternStep::Kind::write, 100, {}},
               {workload::PatternStep::Kind::read, 100, {}},
               {workload::PatternStep::Kind::pause, 0, milliseconds{2}}};
  job.repeat = 5;
  for (const Kind kind : {Kind::kernel_tcp, Kind::reliable_udp, Kind::udp}) {
    const auto result = kernel_run(job, kind);
    if (!result) return;
    BOOST_TEST(result->integrity.is_perfect());
    BOOST_TEST(value_of(*result, "workload.write_pattern.rounds") == 5);
  }
}

BOOST_AUTO_TEST_CASE(a_reader_that_sleeps_stops_the_kernels_sender) {
  workload::SlowReader job;
  job.bytes = 400'000;
  job.wait = milliseconds{700};
  const auto result = kernel_run(job, Kind::kernel_tcp, 20'000);
  if (!result) return;
  BOOST_TEST(result->integrity.is_perfect());
  // Nothing was read before, and what could wait is far less than the whole.
  BOOST_TEST(value_of(*result, "timing.first_byte_ms") >= 700);
  job.wait = {};
  job.read_bytes = 20'000;
  job.every = milliseconds{10};
  const auto slow = kernel_run(job, Kind::kernel_tcp, 20'000);
  BOOST_REQUIRE(slow.has_value());
  BOOST_TEST(slow->integrity.is_perfect());
  BOOST_TEST(value_of(*slow, "workload.slow_reader.reads") >= 20);
}

BOOST_AUTO_TEST_CASE(our_transport_and_the_kernel_answer_each_other) {
  for (const bool ours_asks : {true, false}) {
    for (const auto use : {workload::ConnectionUse::kept, workload::ConnectionUse::per_request}) {
      const workload::Exchange job{.count = 10, .connection = use};
      RunRequest request = job_request(Kind::reliable_udp, waiting_link(milliseconds{4}), job);
      request.path = path::PathKind::tun;
      request.contender.carriage = CarriageKind::ip;
      (ours_asks ? request.contender.hosts.server : request.contender.hosts.client) =
          path::HostKind::kernel;
      const RunResult result = run(request, {});
      if (result.outcome == Outcome::not_run) return;
      BOOST_TEST((result.outcome == Outcome::completed), result.reason);
      BOOST_TEST(result.integrity.is_perfect());
      BOOST_TEST(value_of(result, "workload.exchange.done") == 10);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_contender_of_the_kernel_does_without_nagles_algorithm_where_told) {
  using Step = workload::PatternStep;
  workload::WritePattern job;
  job.steps = {{Step::Kind::write, 100}, {Step::Kind::write, 100}, {Step::Kind::read, 100}};
  job.repeat = 10;
  constexpr double round_trip_ms = 60;
  for (const bool nagle : {true, false}) {
    RunRequest request = job_request(Kind::kernel_tcp, waiting_link(milliseconds{60}), job);
    request.path = path::PathKind::tun;
    request.contender.mechanisms.nagle = nagle;
    const RunResult result = run(request, {});
    if (result.outcome == Outcome::not_run) return;
    BOOST_TEST(result.integrity.is_perfect());
    const double shortest = value_of(result, "workload.write_pattern.round_min_ms");
    // The second write waits for the ACK of the first, so the answer takes two round trips.
    BOOST_TEST((shortest >= 2 * round_trip_ms) == nagle, "nagle " << nagle << ": " << shortest);
  }
}

BOOST_AUTO_TEST_SUITE_END()
