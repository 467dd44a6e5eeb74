// Whether what was sent again had to be, by the link's own record, for every TCP alike.

#include <boost/test/unit_test.hpp>

#include "tests/support/contender_requests.hpp"

using namespace acklab;
using namespace acklab::contender;
using namespace acklab::testing;

namespace {

/// Every fortieth packet comes behind so many later ones; nothing is lost.
link::LinkSettings displacing_link() {
  link::LinkSettings link = clean_link();
  link.forward.rate = std::nullopt;
  link.forward.jitter = {milliseconds{3}, link::JitterDistribution::uniform, true};
  return link;
}

RunResult run_over(Kind kind, const link::LinkSettings& link, transport::LossDetection detection,
                   path::PathKind path = path::PathKind::simulated) {
  RunRequest request = request_for(kind, link, 1'000'000, 3);
  request.path = path;
  request.contender.mechanisms.loss_detection = detection;
  return run(request, {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(causes)

BOOST_AUTO_TEST_CASE(verdicts_add_up_to_what_the_transport_counts) {
  link::LinkSettings link = clean_link();
  link.forward.loss = link.reverse.loss = Probability::from_percent(5);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    RunRequest request = request_for(Kind::reliable_udp, link, 600'000, seed);
    std::vector<link::RetransmissionVerdict> verdicts;
    RunHooks hooks;
    hooks.verdicts = [&verdicts](const link::RetransmissionVerdict& verdict) {
      verdicts.push_back(verdict);
    };
    const RunResult result = run(request, hooks);
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(*result.cost.retransmissions_necessary + *result.cost.retransmissions_needless ==
                 *result.cost.retransmissions);
      BOOST_TEST(verdicts.size() == *result.cost.retransmissions);
      BOOST_TEST(*result.cost.retransmissions_necessary > 10U);
      for (const link::RetransmissionVerdict& verdict : verdicts) {
        BOOST_REQUIRE(verdict.earlier.has_value());
        BOOST_TEST(verdict.earlier->index < verdict.index);
        BOOST_TEST(verdict.earlier->dropped.has_value() == !verdict.needless);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(udp_sends_nothing_again_and_has_no_verdicts) {
  const RunResult result = run(request_for(Kind::udp, clean_link(), 100'000, 1), {});
  BOOST_TEST(!result.cost.retransmissions_necessary.has_value());
  BOOST_TEST(!result.cost.retransmissions_needless.has_value());
}

BOOST_AUTO_TEST_CASE(where_nothing_is_lost_every_retransmission_is_needless) {
  const RunResult counted =
      run_over(Kind::reliable_udp, displacing_link(), transport::LossDetection::duplicate_acks);
  BOOST_TEST(*counted.cost.retransmissions_necessary == 0U);
  BOOST_TEST(*counted.cost.retransmissions_needless >= 5U);
  const RunResult timed =
      run_over(Kind::reliable_udp, displacing_link(), transport::LossDetection::rack);
  BOOST_TEST(*timed.cost.retransmissions_necessary == 0U);
  BOOST_TEST(*timed.cost.retransmissions_needless <= 2U);
}

BOOST_AUTO_TEST_CASE(the_kernels_retransmissions_are_judged_too) {
  link::LinkSettings link = clean_link();
  link.forward.loss = Probability::from_percent(2);
  const RunResult result =
      run_over(Kind::kernel_tcp, link, transport::LossDetection::rack, path::PathKind::tun);
  if (result.outcome == Outcome::not_run) {
    BOOST_TEST_MESSAGE("not run: " << result.reason);
    return;
  }
  BOOST_TEST(*result.cost.retransmissions_necessary > 0U);
  BOOST_TEST(*result.cost.retransmissions_necessary + *result.cost.retransmissions_needless >=
             *result.cost.retransmissions);
  BOOST_TEST(*result.cost.retransmissions_necessary <=
             result.link.forward.counters.dropped_by_loss);
}

BOOST_AUTO_TEST_SUITE_END()
