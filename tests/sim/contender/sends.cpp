#include <boost/test/unit_test.hpp>

#include "tests/support/workload_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;
using std::chrono::milliseconds;
using workload::PatternStep;
using workload::ServerFate;

// What the system says to a client that sends datagrams.

namespace {

/// Writes of these sizes, 10 ms apart.
workload::WritePattern writes_of(std::initializer_list<std::uint32_t> sizes) {
  workload::WritePattern job;
  for (const std::uint32_t bytes : sizes) {
    job.steps.push_back({PatternStep::Kind::write, bytes, {}});
    job.steps.push_back({PatternStep::Kind::pause, 0, milliseconds{10}});
  }
  return job;
}

link::LinkSettings fragmenting_link() {
  link::LinkSettings link = waiting_link(milliseconds{10});
  link.forward.mtu = link.reverse.mtu = link::MtuSettings{1'500, link::Oversize::fragment};
  return link;
}

workload::Periodic to_nobody() {
  workload::Periodic job;
  job.count = 4;
  job.interval = milliseconds{200};
  job.server = ServerFate::absent;
  return job;
}

bool has(const RunResult& result, std::string_view metric) {
  return find_metric(metric)->of(result).has_value();
}

/// The same on every carrier: 65507 bytes go, 65508 are refused, and what follows goes again.
void check_sizes(path::PathKind carrier) {
  RunRequest request = job_request(Kind::udp, fragmenting_link(),
                                   writes_of({1'472, 1'473, 65'507, 65'508, 70'000, 100}));
  request.path = carrier;
  const RunResult result = run(request, {});
  if (result.outcome == Outcome::not_run) return;
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(value_of(result, "workload.sends.calls") == 6);
  BOOST_TEST(value_of(result, "workload.sends.refused") == 2);
  BOOST_TEST(value_of(result, "workload.sends.refused_for_size") == 2);
  BOOST_TEST(value_of(result, "workload.sends.refused_by_peer") == 0);
  BOOST_TEST(value_of(result, "workload.sends.first_refused_call") == 4);
  BOOST_TEST(value_of(result, "workload.sends.largest_taken_bytes") == 65'507);
  BOOST_TEST(value_of(result, "workload.sends.smallest_refused_bytes") == 65'508);
  // What was refused was not sent, so nothing of what was sent is missing.
  BOOST_TEST(result.integrity.sent == 4U);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(value_of(result, "link.forward.fragments") == 2 + 45);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sends)

BOOST_AUTO_TEST_CASE(what_is_larger_than_any_datagram_is_refused_on_every_carrier) {
  for (const path::PathKind carrier :
       {path::PathKind::simulated, path::PathKind::relay, path::PathKind::tun}) {
    BOOST_TEST_CONTEXT(path::to_string(carrier)) {
      check_sizes(carrier);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_stream_takes_any_size_and_counts_no_such_calls) {
  const RunResult result =
      run(job_request(Kind::reliable_udp, fragmenting_link(), writes_of({65'508, 70'000})), {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(result.integrity.sent == 2U);
  BOOST_TEST(!has(result, "workload.sends.calls"));
}

BOOST_AUTO_TEST_CASE(in_virtual_time_nobody_says_that_nobody_listens) {
  RunRequest request = job_request(Kind::udp, waiting_link(milliseconds{20}), to_nobody());
  const RunResult unheard = run(request, {});
  BOOST_TEST((unheard.outcome == Outcome::completed), unheard.reason);
  BOOST_TEST(value_of(unheard, "workload.sends.calls") == 4);
  BOOST_TEST(value_of(unheard, "workload.sends.refused") == 0);
  BOOST_TEST(!has(unheard, "workload.sends.first_refused_call"));
  BOOST_TEST(unheard.integrity.missing == 4U);
  request.contender.connected = true;
  for (const path::PathKind carrier : {path::PathKind::simulated, path::PathKind::relay}) {
    request.path = carrier;
    const RunResult connected = run(request, {});
    BOOST_TEST((connected.outcome == Outcome::not_run));
    BOOST_TEST(connected.reason.find("ICMP") != std::string::npos, connected.reason);
  }
}

BOOST_AUTO_TEST_CASE(a_connected_socket_hears_it_with_every_second_call_and_another_never) {
  RunRequest request = job_request(Kind::udp, waiting_link(milliseconds{10}), to_nobody());
  request.path = path::PathKind::tun;
  const RunResult unheard = run(request, {});
  if (unheard.outcome == Outcome::not_run) return;
  BOOST_TEST(value_of(unheard, "workload.sends.refused") == 0);
  BOOST_TEST(unheard.integrity.missing == 4U);
  BOOST_TEST(unheard.link.forward.discarded_no_port == 4U);
  request.contender.connected = true;
  const RunResult heard = run(request, {});
  BOOST_TEST((heard.outcome == Outcome::completed), heard.reason);
  BOOST_TEST(value_of(heard, "workload.sends.calls") == 4);
  BOOST_TEST(value_of(heard, "workload.sends.refused_by_peer") == 2);
  BOOST_TEST(value_of(heard, "workload.sends.first_refused_call") == 2);
  BOOST_TEST(heard.integrity.sent == 2U);
  BOOST_TEST(heard.integrity.missing == 2U);
  BOOST_TEST(heard.link.forward.discarded_no_port == 2U);
}

BOOST_AUTO_TEST_CASE(tcp_is_refused_before_it_was_given_anything) {
  const RunResult refused =
      run(job_request(Kind::reliable_udp, waiting_link(milliseconds{20}), to_nobody()), {});
  BOOST_TEST((refused.outcome == Outcome::gave_up));
  BOOST_TEST(refused.reason == "The server refused the connection.");
  BOOST_TEST(refused.integrity.sent == 0U);
  BOOST_TEST(value_of(refused, "timing.duration_ms") == 20);
}

BOOST_AUTO_TEST_CASE(what_the_receiver_has_no_room_for_is_its_own_loss) {
  const workload::SlowReader job{.bytes = 200'000,
                                 .message_bytes = 100,
                                 .wait = milliseconds{300},
                                 .receive_buffer_bytes = 212'992};
  for (const path::PathKind carrier : {path::PathKind::relay, path::PathKind::tun}) {
    RunRequest request = job_request(Kind::udp, waiting_link(milliseconds{10}), job);
    request.path = carrier;
    const RunResult result = run(request, {});
    if (result.outcome == Outcome::not_run) continue;
    BOOST_TEST_CONTEXT(path::to_string(carrier)) {
      BOOST_TEST(result.link.forward.counters.delivered == 2'000U);
      // What it occupies counts, which is several times what it carries.
      BOOST_TEST(result.integrity.intact < 1'000U);
      BOOST_TEST(result.integrity.intact > 50U);
      BOOST_TEST(result.integrity.intact + result.link.forward.dropped_by_receiver == 2'000U);
      BOOST_TEST(result.link.forward.dropped_by_system == result.link.forward.dropped_by_receiver);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
