#include <boost/test/unit_test.hpp>

#include "sim/contender/metrics.hpp"
#include "sim/contender/user_space_way.hpp"
#include "sim/path/simulated_path.hpp"
#include "sim/workload/applications.hpp"
#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

/// A host that loses its power at an instant: from then on it hears and says nothing.
class VanishingActor final : public DatagramActor {
 public:
  VanishingActor(DatagramActor& actor, Instant vanishes) : actor_(actor), vanishes_(vanishes) {}

  void handle_datagram(Instant now, const SocketAddress& from, ByteView payload) override {
    if (now < vanishes_) actor_.handle_datagram(now, from, payload);
  }
  [[nodiscard]] std::optional<Instant> next_timeout() const override {
    const auto wanted = actor_.next_timeout();
    return wanted && *wanted < vanishes_ ? wanted : std::nullopt;
  }
  void handle_timeout(Instant now) override {
    if (now < vanishes_) actor_.handle_timeout(now);
  }
  std::optional<OutgoingDatagram> poll_transmit(Instant now) override {
    return now < vanishes_ ? actor_.poll_transmit(now) : std::nullopt;
  }

 private:
  DatagramActor& actor_;
  Instant vanishes_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(reliable)

BOOST_AUTO_TEST_CASE(without_a_rate_segments_are_acknowledged_two_by_two_and_slow_start_doubles) {
  link::LinkSettings link;
  link.forward.delay = link.reverse.delay = milliseconds{25};
  const RunResult result = run(request_for(Kind::reliable_udp, link, 4'000'000, 1), {});
  BOOST_TEST(result.integrity.is_perfect());
  const std::uint64_t segments = result.link.forward.counters.offered;
  BOOST_TEST(2 * result.link.reverse.counters.offered >= segments);
  // 2800 segments from ten at once: nine round trips if each doubles them, the handshake, the end.
  BOOST_TEST((result.timing.duration <= 12 * milliseconds{50}));
}

BOOST_AUTO_TEST_CASE(a_hostile_link_delivers_every_octet_once_and_in_order) {
  std::uint64_t retransmissions = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      const RunResult result =
          run(request_for(Kind::reliable_udp, hostile_link(), 200'000, seed), {});
      BOOST_TEST((result.outcome == Outcome::completed), result.reason);
      BOOST_TEST(result.reason == "");
      BOOST_TEST(result.integrity.is_perfect());
      BOOST_TEST(result.integrity.sent == 167U);
      BOOST_TEST(result.integrity.intact_bytes == 200'000U);
      BOOST_REQUIRE(result.close_report.has_value());
      BOOST_TEST((result.close_report->reason == transport::CloseReason::finished));
      BOOST_TEST(result.close_report->bytes_acknowledged == 200'000U);
      // Every damaged packet that the link delivered was noticed, and nothing else was discarded.
      BOOST_TEST(*result.cost.discarded_corrupted ==
                 result.link.forward.counters.corrupted + result.link.reverse.counters.corrupted);
      retransmissions += *result.cost.retransmissions;
    }
  }
  BOOST_TEST(retransmissions > 60U * 3);
}

BOOST_AUTO_TEST_CASE(causes_of_retransmissions_add_up) {
  const RunResult result = run(request_for(Kind::reliable_udp, hostile_link(), 1'000'000, 3), {});
  const Cost& cost = result.cost;
  BOOST_TEST(*cost.retransmissions > 0U);
  BOOST_TEST(*cost.retransmissions ==
             *cost.retransmissions_by_timeout + *cost.retransmissions_by_fast_retransmit +
                 *cost.retransmissions_in_sack_recovery + *cost.retransmissions_by_rack +
                 *cost.retransmissions_by_tail_loss_probe + *cost.retransmissions_of_syn_or_fin +
                 *cost.retransmissions_of_zero_window_probes);
}

BOOST_AUTO_TEST_CASE(a_clean_link_is_filled_and_costs_no_retransmission) {
  const RunResult result = run(request_for(Kind::reliable_udp, clean_link(), 20'000'000, 1), {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(*result.share_of_limit > 0.9);
  BOOST_TEST(*result.share_of_limit <= 1.0);
  BOOST_TEST((*result.timing.connected >= milliseconds{50}));
  BOOST_TEST((*result.timing.connected <= milliseconds{51}));
  BOOST_TEST((*result.timing.first_byte > *result.timing.connected));
  BOOST_TEST((*result.timing.completion < result.timing.duration));
  BOOST_TEST(result.congestion == "newreno");
}

/// Nobody tells the writer of room but the sending itself.
BOOST_AUTO_TEST_CASE(without_acks_a_job_larger_than_the_send_buffer_comes_to_its_end) {
  RunRequest request = request_for(Kind::reliable_udp, clean_link(), 3'000'000, 1);
  request.link.forward.queue = {};
  request.contender.mechanisms.acks = false;
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::completed), result.reason);
  BOOST_TEST(result.integrity.is_perfect());
  BOOST_TEST(result.integrity.sent == 2500U);
}

BOOST_AUTO_TEST_CASE(each_congestion_control_delivers_all_and_bbr_fills_a_lossy_link) {
  using transport::CongestionControl;
  for (const auto& [control, name] :
       {std::pair{CongestionControl::cubic, "cubic"}, {CongestionControl::bbr, "bbr"}}) {
    RunRequest request = request_for(Kind::reliable_udp, clean_link(), 10'000'000, 1);
    request.contender.congestion = control;
    request.link.forward.loss = request.link.reverse.loss = Probability::from_percent(2);
    const RunResult result = run(request, {});
    BOOST_TEST((result.outcome == Outcome::completed), result.reason);
    BOOST_TEST(result.integrity.is_perfect());
    BOOST_TEST(result.congestion == name);
    BOOST_TEST((control == CongestionControl::bbr) == (*result.share_of_limit > 0.7));
  }
}

BOOST_AUTO_TEST_CASE(the_time_limit_ends_it_with_what_was_delivered) {
  RunRequest request = request_for(Kind::reliable_udp, clean_link(), 20'000'000, 1);
  request.time_limit = seconds{2};
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::time_limit), result.reason);
  BOOST_TEST((result.timing.duration == seconds{2}));
  BOOST_TEST(result.integrity.intact_bytes > 1'000'000U);
  BOOST_TEST(result.integrity.intact_bytes < 5'000'000U);
  BOOST_TEST(result.integrity.corrupted == 0U);
  BOOST_TEST(result.integrity.missing > 0U);
  BOOST_TEST(!result.timing.completion.has_value());
  BOOST_TEST(!result.close_report.has_value());
  BOOST_TEST(result.goodput_bits_per_s.has_value());
}

BOOST_AUTO_TEST_CASE(nobody_there_ends_with_a_reason_and_its_evidence) {
  link::LinkSettings link = clean_link();
  link.forward.loss = Probability::from_percent(100);
  RunRequest request = request_for(Kind::reliable_udp, link, 100'000, 1);
  request.time_limit = seconds{1000};
  const RunResult result = run(request, {});
  BOOST_TEST((result.outcome == Outcome::gave_up), result.reason);
  BOOST_REQUIRE(result.close_report.has_value());
  BOOST_TEST((result.close_report->reason == transport::CloseReason::timed_out));
  const Duration configured = transport::ConnectionConfig{}.give_up_connecting_after;
  BOOST_TEST((result.timing.duration >= configured * 9 / 10));
  BOOST_TEST((result.timing.duration <= configured * 11 / 10));
  BOOST_TEST(result.reason.starts_with("The server never answered: "));
  BOOST_TEST(result.integrity.sent == 0U);
  BOOST_TEST(*find_metric("integrity.intact")->of(result) == 0);
}

BOOST_AUTO_TEST_CASE(a_server_that_vanishes_ends_with_what_was_acknowledged) {
  const RunRequest request = request_for(Kind::reliable_udp, clean_link(), 4'000'000, 1);
  workload::Books books{request.workload, 1};
  const auto way = make_user_space_way(request, books);
  link::Link link{request.link, 1};
  const Instant vanishes{milliseconds{600}};
  VanishingActor server{way->server(), vanishes};
  path::SimulatedPath path{link, way->client(), server};
  way->start(path.now(), path::server_address);
  const Instant ended = path.run(Instant{seconds{1000}}, [&](Instant) { return way->at_rest(); });
  BOOST_REQUIRE(way->at_rest());
  const Duration configured = transport::ConnectionConfig{}.give_up_after;
  BOOST_TEST((ended - vanishes >= configured * 9 / 10));
  BOOST_TEST((ended - vanishes <= configured * 11 / 10));
  RunResult result;
  way->report(result, Instant{});
  BOOST_REQUIRE(result.close_report.has_value());
  BOOST_TEST((result.close_report->reason == transport::CloseReason::timed_out));
  BOOST_TEST(result.close_report->bytes_acknowledged > 100'000U);
  BOOST_TEST(result.close_report->bytes_acknowledged < 4'000'000U);
  BOOST_REQUIRE(way->failure().has_value());
  BOOST_TEST_MESSAGE(*way->failure());
  BOOST_TEST(way->failure()->starts_with("The connection timed out: "));
  BOOST_TEST(way->failure()->ends_with(" of 4 MB were acknowledged."));
}

BOOST_AUTO_TEST_SUITE_END()
