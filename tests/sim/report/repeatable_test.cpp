#include <string>

#include <boost/test/unit_test.hpp>

#include "sim/report/report.hpp"
#include "sim/run/batch.hpp"
#include "tests/support/contender_requests.hpp"

using namespace acklab;

namespace {

/// Small, and with every impairment that does not come from a file.
scenario::Scenario repeated_scenario() {
  scenario::Scenario scenario;
  scenario.name = "repeated";
  scenario.question = "Does every run write the same octets?";
  scenario.link = testing::hostile_link();
  scenario.link.reverse.jitter.distribution = link::JitterDistribution::uniform;
  scenario.workload = workload::Bulk{.bytes = 60'000, .message_bytes = 1200};
  for (const auto kind :
       {contender::Kind::udp, contender::Kind::reliable_udp, contender::Kind::kernel_tcp}) {
    contender::Spec spec;
    spec.kind = kind;
    spec.name = contender::to_string(kind);
    scenario.contenders.push_back(spec);
  }
  scenario.seed = 2026;
  scenario.path = path::PathChoice::simulated;
  return scenario;
}

std::string repeated_report() {
  return report::to_json(run::run_batch(repeated_scenario(), {}), false);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(repeatable)

BOOST_AUTO_TEST_CASE(a_hundred_runs_in_virtual_time_write_the_same_octets) {
  const std::string first = repeated_report();
  for (int run = 1; run < 100; ++run)
    BOOST_TEST_REQUIRE((repeated_report() == first), "run " << run);
}

BOOST_AUTO_TEST_SUITE_END()
