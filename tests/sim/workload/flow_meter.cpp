#include "sim/workload/flow_meter.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab;
using namespace acklab::workload;
using std::chrono::seconds;

namespace {

Instant at(int second) {
  return Instant{seconds{second}};
}

struct TwoFlows {
  std::vector<std::uint64_t> delivered{0, 0};
  FlowMeter meter{2, seconds{1}, [this](std::size_t flow) { return delivered[flow]; }};

  TwoFlows() { meter.start(at(0)); }
  /// A second passes, in which so much comes.
  void pass(int until, std::uint64_t first, std::uint64_t second) {
    delivered[0] += first;
    delivered[1] += second;
    meter.look(at(until));
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(flow_meter)

BOOST_AUTO_TEST_CASE(jains_index_is_one_over_n_when_one_has_it_all_and_1_when_all_have_the_same) {
  BOOST_TEST(jain_index({5, 0, 0, 0}).value() == 0.25);
  BOOST_TEST(jain_index({7, 7, 7}).value() == 1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(jain_index({9, 1}).value() == 100.0 / 164, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(!jain_index({0, 0}).has_value());
}

BOOST_FIXTURE_TEST_CASE(only_what_comes_while_all_are_there_is_shared, TwoFlows) {
  meter.begin(0, at(0));
  pass(1, 1000, 0);
  meter.begin(1, at(1));
  pass(2, 900, 100);
  pass(3, 600, 400);
  pass(4, 500, 500);
  pass(5, 500, 500);
  meter.end(1, at(5));
  pass(6, 1000, 50);  // what was still under way of the one that has ended
  meter.finish(at(6));
  const FlowMeasures first = meter.measures(0);
  const FlowMeasures second = meter.measures(1);
  BOOST_TEST((first.together == seconds{4}));
  BOOST_TEST(first.goodput_bits_per_s.value() == 2500 * 8 / 4.0);
  BOOST_TEST(second.share.value() == 1500 / 4000.0);
  BOOST_TEST(first.all_goodput_bits_per_s.value() == 8000);
  BOOST_TEST(first.jain_index.value() == 16.0 / (2 * (6.25 + 2.25)),
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(first.jain_index_later.value() == 1, boost::test_tools::tolerance(1e-12));
  // 600 to 400 is 0.96.
  BOOST_TEST((second.fair_after == seconds{2}));
  BOOST_TEST((second.start == seconds{1}));
  BOOST_TEST(meter.intervals().size() == 6U);
  BOOST_TEST(meter.intervals()[5].delivered_bytes[1] == 50U);
  BOOST_TEST(!meter.intervals()[5].there[1]);
}

BOOST_FIXTURE_TEST_CASE(flows_that_never_meet_share_nothing, TwoFlows) {
  meter.begin(0, at(0));
  pass(1, 1000, 0);
  meter.end(0, at(1));
  meter.begin(1, at(1));
  pass(2, 0, 1000);
  meter.finish(at(2));
  const FlowMeasures measures = meter.measures(1);
  BOOST_TEST(!measures.together.has_value());
  BOOST_TEST(!measures.share.has_value());
  BOOST_TEST(!measures.jain_index.has_value());
  BOOST_TEST(!meter.intervals()[0].jain_index().has_value());
}

BOOST_FIXTURE_TEST_CASE(who_looks_late_sees_one_long_interval, TwoFlows) {
  meter.begin(0, at(0));
  meter.begin(1, at(0));
  pass(3, 300, 300);
  BOOST_TEST_REQUIRE(meter.intervals().size() == 1U);
  BOOST_TEST((meter.intervals()[0].end == seconds{3}));
  BOOST_TEST((meter.next() == at(4)));
}

BOOST_AUTO_TEST_SUITE_END()
