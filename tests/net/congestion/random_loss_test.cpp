#include "net/congestion/random_loss.hpp"

#include <boost/test/unit_test.hpp>

using namespace acklab::congestion;

BOOST_AUTO_TEST_SUITE(random_loss)

BOOST_AUTO_TEST_CASE(the_first_measurement_counts_whole_and_later_ones_a_quarter) {
  RandomLoss loss;
  BOOST_TEST(!loss.measured());
  loss.measure(90, 10);
  BOOST_TEST(loss.parts() == 100'000U);
  loss.measure(50, 50);
  BOOST_TEST(loss.parts() == (3 * 100'000U + 400'000U) / 4);  // 40 % is the most that is believed
}

BOOST_AUTO_TEST_CASE(what_is_lost_while_something_queues_only_disproves) {
  RandomLoss loss;
  loss.measure(90, 10);
  loss.measure_while_queued(50, 50);
  BOOST_TEST(loss.parts() == 100'000U);
  loss.measure_while_queued(99, 1);
  BOOST_TEST(loss.parts() == 10'000U);
}

BOOST_AUTO_TEST_CASE(enough_is_sent_that_what_is_wanted_arrives) {
  RandomLoss loss;
  BOOST_TEST(loss.to_deliver(1000) == 1000U);
  loss.measure(80, 20);
  BOOST_TEST(loss.to_deliver(1000) == 1250U);
}

BOOST_AUTO_TEST_CASE(chance_alone_is_no_excess) {
  RandomLoss loss;
  loss.measure(900'000, 100'000);
  // Of 1000 segments 100 ± 10 are lost; 20 and two deviations more are allowed.
  BOOST_TEST(!loss.exceeded_by(861'000, 139'000, 1000));
  BOOST_TEST(loss.exceeded_by(850'000, 150'000, 1000));
}

BOOST_AUTO_TEST_CASE(three_segments_are_never_an_excess) {
  const RandomLoss loss;
  BOOST_TEST(!loss.exceeded_by(7000, 3000, 1000));
  BOOST_TEST(loss.exceeded_by(6000, 4000, 1000));
}

BOOST_AUTO_TEST_SUITE_END()
