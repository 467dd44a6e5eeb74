#include <cmath>

#include <boost/test/unit_test.hpp>

#include "sim/path/real_path.hpp"
#include "tests/support/workload_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;
using std::chrono::milliseconds;
using workload::PatternStep;
using workload::SlowReader;
using workload::WritePattern;

namespace {

constexpr auto a_write = PatternStep::Kind::write;
constexpr auto a_read = PatternStep::Kind::read;
constexpr auto a_pause = PatternStep::Kind::pause;

WritePattern write_write_read(std::uint64_t repeat, bool no_delay) {
  WritePattern pattern;
  pattern.steps = {{a_write, 100, {}}, {a_write, 100, {}}, {a_read, 50, {}}};
  pattern.repeat = repeat;
  pattern.no_delay = no_delay;
  return pattern;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(steps)

BOOST_AUTO_TEST_CASE(a_delayed_ack_meets_nagle_at_the_second_write) {
  const auto round = [](bool no_delay) {
    RunRequest request = job_request(Kind::reliable_udp, waiting_link(milliseconds{20}),
                                     write_write_read(5, no_delay));
    request.contender.max_ack_delay = milliseconds{40};
    const RunResult result = run(request, {});
    BOOST_TEST((result.outcome == Outcome::completed), result.reason);
    BOOST_TEST(result.integrity.is_perfect());
    BOOST_TEST(result.integrity.sent == 15U);
    return value_of(result, "workload.write_pattern.round_max_ms");
  };
  // Without Nagle a round trip. With it the second write waits for the ACK of the first, which
  // waits for 40 ms: two round trips and the wait.
  // From one call to the next it takes a nanosecond.
  BOOST_TEST(std::abs(round(true) - 20) < 0.001);
  BOOST_TEST(std::abs(round(false) - 80) < 0.001);
}

BOOST_AUTO_TEST_CASE(over_datagrams_each_write_arrives_by_itself) {
  const auto request =
      job_request(Kind::udp, waiting_link(milliseconds{20}), write_write_read(5, false));
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(value_of(result, "workload.write_pattern.rounds") == 5);
  BOOST_TEST(value_of(result, "workload.write_pattern.round_max_ms") == 20);
  BOOST_TEST(value_of(result, "workload.write_pattern.writes") == 15);
  BOOST_TEST(value_of(result, "workload.write_pattern.reads") == 15);
}

BOOST_AUTO_TEST_CASE(an_answer_that_does_not_come_is_given_up) {
  link::LinkSettings link = waiting_link(milliseconds{20});
  link.reverse.loss = link::LostPackets{{{1, 1}}};
  WritePattern pattern = write_write_read(3, false);
  pattern.timeout = milliseconds{100};
  const RunResult result = run(job_request(Kind::udp, link, pattern), {});
  BOOST_TEST(value_of(result, "workload.write_pattern.rounds") == 3);
  BOOST_TEST(value_of(result, "workload.write_pattern.given_up") == 1);
  BOOST_TEST(value_of(result, "workload.write_pattern.round_max_ms") == 100);
  BOOST_TEST(result.integrity.missing == 1U);
}

BOOST_AUTO_TEST_CASE(pauses_take_their_time_and_count) {
  WritePattern pattern;
  pattern.steps = {{a_write, 20, {}}, {a_pause, 0, milliseconds{30}}, {a_read, 20, {}}};
  pattern.repeat = 4;
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    const RunResult result = run(job_request(kind, waiting_link(milliseconds{20}), pattern), {});
    BOOST_TEST((result.outcome == Outcome::completed), result.reason);
    // The answer has come meanwhile.
    BOOST_TEST(std::abs(value_of(result, "workload.write_pattern.round_min_ms") - 30) < 0.001);
    BOOST_TEST(std::abs(value_of(result, "workload.write_pattern.round_max_ms") - 30) < 0.001);
  }
}

BOOST_AUTO_TEST_CASE(a_stream_gives_a_late_reader_everything_at_once) {
  SlowReader job;
  job.bytes = 500;
  job.message_bytes = 100;
  job.wait = milliseconds{500};
  const auto request = job_request(Kind::reliable_udp, waiting_link(milliseconds{20}), job);
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(value_of(result, "workload.slow_reader.reads") == 1);
  BOOST_TEST(value_of(result, "workload.slow_reader.read_mean_bytes") == 500);
}

BOOST_AUTO_TEST_CASE(a_reader_that_sleeps_closes_the_window_and_is_probed) {
  SlowReader job;
  job.bytes = 200'000;
  job.wait = std::chrono::seconds{3};
  RunRequest request = job_request(Kind::reliable_udp, waiting_link(milliseconds{20}), job);
  request.contender.tuning.receive_buffer_bytes = 20'000;
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(value_of(result, "cost.zero_window_probes") > 0);
  // The handshake is complete at the server half a round trip after the client.
  BOOST_TEST(value_of(result, "timing.first_byte_ms") == 3030);
}

BOOST_AUTO_TEST_CASE(a_reader_of_little_at_a_time_takes_its_time) {
  SlowReader job;
  job.bytes = 10'000;
  job.read_bytes = 1'000;
  job.every = milliseconds{100};
  const auto request = job_request(Kind::reliable_udp, waiting_link(milliseconds{20}), job);
  const RunResult result = run(request, {});
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(value_of(result, "workload.slow_reader.reads") == 10);
  BOOST_TEST(value_of(result, "workload.stalls.longest_ms") >= 100);
}

BOOST_AUTO_TEST_CASE(a_slow_reader_of_udp_needs_a_real_socket) {
  SlowReader job;
  job.bytes = 10'000;
  const RunResult result = run(job_request(Kind::udp, waiting_link(milliseconds{2}), job), {});
  BOOST_TEST((result.outcome == Outcome::not_run));
  BOOST_TEST(result.reason.find("virtual time has none") != std::string::npos);
  BOOST_TEST(!result.remedy.empty());
}

BOOST_AUTO_TEST_CASE(what_a_full_socket_buffer_refuses_never_reaches_a_slow_reader_of_udp) {
  SlowReader job;
  job.bytes = 2'000'000;
  job.message_bytes = 1'000;
  job.wait = milliseconds{1500};
  job.receive_buffer_bytes = 100'000;
  RunRequest request = job_request(Kind::udp, waiting_link(milliseconds{2}), job);
  request.path = path::PathKind::relay;
  request.contender.udp_rate = BitRate::from_bits_per_s(50'000'000);
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.sent == 2'000U);
  // The kernel counts more than twice as much as the payload for each of these.
  BOOST_TEST(result.integrity.intact > 10U);
  BOOST_TEST(result.integrity.intact < 100U);
  BOOST_TEST(value_of(result, "workload.slow_reader.reads") ==
             static_cast<double>(result.integrity.intact));
  BOOST_TEST(value_of(result, "link.forward.delivered") == 2'000);
}

BOOST_AUTO_TEST_CASE(a_read_shorter_than_a_datagram_loses_its_rest) {
  SlowReader job;
  job.bytes = 500;
  job.message_bytes = 100;
  job.read_bytes = 50;
  RunRequest request = job_request(Kind::udp, waiting_link(milliseconds{2}), job);
  request.path = path::PathKind::relay;
  const RunResult result = run(request, {});
  BOOST_TEST(value_of(result, "workload.slow_reader.reads") == 5);
  BOOST_TEST(value_of(result, "workload.slow_reader.truncated") == 5);
  BOOST_TEST(result.integrity.intact == 0U);
  request.contender.kind = Kind::reliable_udp;
  const RunResult stream = run(request, {});
  BOOST_TEST(stream.integrity.is_perfect());
  BOOST_TEST(value_of(stream, "workload.slow_reader.truncated") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
