// Marks in place of losses (RFC 3168): on every path, in every carriage, and with the kernel on the
// other side.

#include <variant>

#include <boost/test/unit_test.hpp>

#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

/// Twenty times the bandwidth-delay product may wait both ways, so that nothing but the discipline
/// takes anything.
RunRequest request_with_queue(path::PathKind path, const link::DisciplineSettings& discipline,
                              bool ecn, std::uint64_t bytes = 4'000'000) {
  link::LinkSettings link;
  link.forward.rate = BitRate::from_bits_per_s(20'000'000);
  link.forward.delay = link.reverse.delay = milliseconds{10};
  link.forward.queue = {link::QueueLimit::bytes(1'000'000), discipline, true};
  RunRequest request = request_for(Kind::reliable_udp, link, bytes, 1);
  request.path = path;
  request.contender.ecn = ecn;
  return request;
}

/// Marked, slowed down, and nothing of it lost or sent again.
void check_marked_and_whole(const RunResult& result, std::uint64_t bytes = 4'000'000) {
  const link::Counters& counters = result.link.forward.counters;
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(result.integrity.intact_bytes == bytes);
  BOOST_TEST(counters.marked_ce > 0U);
  BOOST_TEST(counters.dropped_by_aqm == 0U);
  BOOST_TEST(counters.dropped_by_queue == 0U);
}

/// Without ECN the same queue drops.
void check_dropped(const RunResult& result) {
  const link::Counters& counters = result.link.forward.counters;
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(counters.marked_ce == 0U);
  BOOST_TEST(counters.dropped_by_aqm > 0U);
  BOOST_TEST(*result.cost.ecn_reductions == 0U);
}

link::RedSettings gentle_red() {
  link::RedSettings red;
  red.min_bytes = 20'000;
  red.max_bytes = 200'000;  // above, it would drop
  red.probability = Probability::from_percent(10);
  return red;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(marks)

BOOST_AUTO_TEST_CASE(in_virtual_time_marks_slow_every_controller_down_and_nothing_is_lost) {
  const link::DisciplineSettings disciplines[] = {link::CoDelSettings{}, gentle_red()};
  for (const auto& discipline : disciplines) {
    const bool by_sojourn = std::holds_alternative<link::CoDelSettings>(discipline);
    for (const auto control :
         {transport::CongestionControl::newreno, transport::CongestionControl::cubic,
          transport::CongestionControl::bbr}) {
      // bbr leaves so little in the queue that RED's average never comes to its minimum.
      if (control == transport::CongestionControl::bbr && !by_sojourn) continue;
      for (const auto carriage : {CarriageKind::udp, CarriageKind::ip}) {
        BOOST_TEST_CONTEXT((by_sojourn ? "CoDel" : "RED")
                           << ", control " << static_cast<int>(control) << ", carriage "
                           << static_cast<int>(carriage)) {
          RunRequest request = request_with_queue(path::PathKind::simulated, discipline, true);
          request.contender.congestion = control;
          request.contender.carriage = carriage;
          const RunResult result = run(request, {});
          check_marked_and_whole(result);
          BOOST_TEST(*result.cost.ecn_reductions > 0U);
          BOOST_TEST(*result.cost.ecn_reductions <= result.link.forward.counters.marked_ce);
          BOOST_TEST(*result.cost.retransmissions == 0U);
        }
      }
    }
    check_dropped(run(request_with_queue(path::PathKind::simulated, discipline, false), {}));
  }
}

BOOST_AUTO_TEST_CASE(pie_marks_until_it_is_in_earnest_and_drops_then) {
  // RFC 8033 §5.1: above a chance of 10 % it drops what it could mark.
  for (const auto control :
       {transport::CongestionControl::newreno, transport::CongestionControl::cubic}) {
    RunRequest request = request_with_queue(path::PathKind::simulated, link::PieSettings{}, true);
    request.contender.congestion = control;
    const RunResult marked = run(request, {});
    request.contender.ecn = false;
    const RunResult dropped = run(request, {});
    check_dropped(dropped);
    BOOST_TEST(marked.integrity.is_perfect());
    BOOST_TEST(marked.link.forward.counters.marked_ce > 0U);
    BOOST_TEST(*marked.cost.ecn_reductions > 0U);
  }
}

BOOST_AUTO_TEST_CASE(on_real_paths_marks_cross_in_both_carriages_and_over_both_versions) {
  for (const auto path : {path::PathKind::relay, path::PathKind::tun}) {
    for (const auto carriage : {CarriageKind::udp, CarriageKind::ip}) {
      for (const auto version : {path::IpVersion::v4, path::IpVersion::v6}) {
        RunRequest request = request_with_queue(path, link::CoDelSettings{}, true, 1'500'000);
        request.contender.carriage = carriage;
        request.ip_version = version;
        const RunResult result = run(request, {});
        if (result.outcome == Outcome::not_run) continue;  // this machine lacks TUN or IPv6
        BOOST_TEST_CONTEXT(path::to_string(path) << ", carriage " << static_cast<int>(carriage)
                                                 << ", " << result.reason) {
          check_marked_and_whole(result, 1'500'000);
          BOOST_TEST(*result.cost.ecn_reductions > 0U);
        }
      }
    }
  }
  check_dropped(
      run(request_with_queue(path::PathKind::relay, link::CoDelSettings{}, false, 1'500'000), {}));
}

BOOST_AUTO_TEST_CASE(the_kernel_heeds_the_marks_we_echo_and_we_heed_those_it_echoes) {
  for (const bool own_sends : {true, false}) {
    for (const bool ecn : {true, false}) {
      RunRequest request =
          request_with_queue(path::PathKind::tun, link::CoDelSettings{}, ecn, 1'500'000);
      request.contender.carriage = CarriageKind::ip;
      request.contender.hosts = {own_sends ? path::HostKind::user_space : path::HostKind::kernel,
                                 own_sends ? path::HostKind::kernel : path::HostKind::user_space};
      const RunResult result = run(request, {});
      if (result.outcome == Outcome::not_run) {
        BOOST_TEST_MESSAGE("not run: " << result.reason);
        return;
      }
      BOOST_TEST_CONTEXT((own_sends ? "we send" : "the kernel sends")
                         << (ecn ? " with ECN" : " without ECN")) {
        if (ecn) {
          check_marked_and_whole(result, 1'500'000);
          BOOST_TEST((*result.cost.ecn_reductions > 0U) == own_sends);
        } else {
          check_dropped(result);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
