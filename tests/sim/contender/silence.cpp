#include <cmath>

#include <boost/test/unit_test.hpp>

#include "tests/support/workload_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;
using workload::Idle;
using workload::ServerFate;

namespace {

Idle quiet_for(Duration quiet, ServerFate server = ServerFate::stays) {
  Idle idle;
  idle.quiet = quiet;
  idle.server = server;
  return idle;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(silence)

BOOST_AUTO_TEST_CASE(two_lines_are_answered_with_silence_between_them) {
  for (const Kind kind : {Kind::udp, Kind::reliable_udp}) {
    const auto request = job_request(kind, waiting_link(milliseconds{20}), quiet_for(seconds{5}));
    const RunResult result = run(request, {});
    BOOST_TEST_CONTEXT(to_string(kind)) {
      BOOST_TEST((result.outcome == Outcome::completed), result.reason);
      BOOST_TEST(result.integrity.is_perfect());
      BOOST_TEST(value_of(result, "workload.idle.answers") == 2);
      BOOST_TEST(!find_metric("workload.idle.noticed_ms")->of(result).has_value());
      const double handshake = kind == Kind::udp ? 0 : 20;
      BOOST_TEST(value_of(result, "timing.completion_ms") == handshake + 20 + 5000 + 20);
    }
  }
}

BOOST_AUTO_TEST_CASE(who_says_nothing_never_learns_that_the_server_forgot) {
  // It dies 2.5 s into the silence of 5 s; the second line is answered by RST, a round trip later.
  const auto request = job_request(Kind::reliable_udp, waiting_link(milliseconds{20}),
                                   quiet_for(seconds{5}, ServerFate::killed));
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::gave_up));
  BOOST_TEST(result.reason.starts_with("The server reset the connection"), result.reason);
  BOOST_TEST(value_of(result, "workload.idle.answers") == 1);
  BOOST_TEST(value_of(result, "workload.idle.noticed_ms") == 20 + 20 + 5000 + 20);
  // The server had answered half a round trip before the client heard it.
  BOOST_TEST(value_of(result, "workload.idle.noticed_after_ms") == 2500 + 10 + 20);
}

BOOST_AUTO_TEST_CASE(keep_alive_learns_it_in_the_silence) {
  RunRequest request = job_request(Kind::reliable_udp, waiting_link(milliseconds{20}),
                                   quiet_for(seconds{50}, ServerFate::killed));
  request.contender.tuning.keep_alive = transport::KeepAliveConfig{seconds{30}, seconds{5}, 3};
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::gave_up));
  BOOST_TEST(value_of(result, "workload.idle.noticed_ms") < 40'000);
  BOOST_TEST(value_of(result, "workload.idle.noticed_ms") >= 30'000);
}

BOOST_AUTO_TEST_CASE(where_nobody_listens_tcp_hears_it_at_once_and_udp_does_not) {
  const Idle nobody = quiet_for(seconds{1}, ServerFate::absent);
  const RunResult tcp =
      run(job_request(Kind::reliable_udp, waiting_link(milliseconds{20}), nobody), {});
  BOOST_TEST((tcp.outcome == Outcome::gave_up));
  BOOST_TEST(tcp.reason == "The server refused the connection.");
  BOOST_TEST(value_of(tcp, "workload.idle.noticed_ms") == 20);
  const RunResult udp = run(job_request(Kind::udp, waiting_link(milliseconds{20}), nobody), {});
  BOOST_TEST(value_of(udp, "workload.idle.answers") == 0);
  BOOST_TEST(value_of(udp, "workload.idle.read_timeouts") == 2);
  BOOST_TEST(udp.integrity.missing == 2U);
}

BOOST_AUTO_TEST_CASE(half_a_line_is_kept_until_the_rest_has_come) {
  Idle idle = quiet_for(seconds{1});
  idle.stop_in_answer = milliseconds{3500};
  const RunResult result =
      run(job_request(Kind::reliable_udp, waiting_link(milliseconds{20}), idle), {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(value_of(result, "workload.idle.answers") == 2);
  BOOST_TEST(value_of(result, "workload.idle.read_timeouts") == 3);
  BOOST_TEST(value_of(result, "workload.idle.partial_bytes") == 40);
}

BOOST_AUTO_TEST_CASE(the_kernels_tcp_is_refused_and_reset_as_ours_is) {
  const auto on_tun = [](ServerFate fate) {
    RunRequest request = job_request(Kind::kernel_tcp, waiting_link(milliseconds{10}),
                                     quiet_for(milliseconds{200}, fate));
    request.path = path::PathKind::tun;
    return run(request, {});
  };
  const RunResult kept = on_tun(ServerFate::stays);
  if (kept.outcome == Outcome::not_run) return;
  BOOST_TEST((kept.outcome == Outcome::completed), kept.reason);
  BOOST_TEST(value_of(kept, "workload.idle.answers") == 2);
  const RunResult refused = on_tun(ServerFate::absent);
  BOOST_TEST((refused.outcome == Outcome::gave_up), refused.reason);
  BOOST_TEST(refused.reason.find("refused") != std::string::npos, refused.reason);
  const RunResult reset = on_tun(ServerFate::killed);
  BOOST_TEST((reset.outcome == Outcome::gave_up), reset.reason);
  BOOST_TEST(value_of(reset, "workload.idle.answers") == 1);
  BOOST_TEST(reset.reason.find("reset") != std::string::npos, reset.reason);
  // The first line, and not the SYN, which the kernel counts as a byte.
  BOOST_TEST(reset.reason.find("; 80 B of ") != std::string::npos, reset.reason);
}

BOOST_AUTO_TEST_SUITE_END()
