#include "net/transport/transition_table.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include <boost/test/unit_test.hpp>

using namespace acklab::transport;

BOOST_AUTO_TEST_SUITE(transition_table_rules)

BOOST_AUTO_TEST_CASE(the_drawing_in_the_tree_is_what_the_table_draws) {
  const std::ifstream file{std::string{ACKLAB_SOURCE_DIRECTORY} + "/net/transport/states.dot"};
  BOOST_REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  BOOST_TEST(text.str() == to_graphviz());
}

BOOST_AUTO_TEST_CASE(every_state_can_be_reached_and_left) {
  std::set<State> reached{State::closed};
  std::set<State> left;
  for (const TransitionRow& row : transition_table()) {
    reached.insert(row.to);
    left.insert(row.from);
  }
  BOOST_TEST(reached.size() == 11U);
  BOOST_TEST(left.size() == 11U);
}

BOOST_AUTO_TEST_CASE(a_state_and_a_transition_have_at_most_one_row) {
  std::set<std::pair<State, Transition>> seen;
  for (const TransitionRow& row : transition_table()) {
    BOOST_TEST(seen.emplace(row.from, row.by).second,
               to_string(row.from) << " by " << to_string(row.by) << " twice");
  }
}

BOOST_AUTO_TEST_CASE(the_machine_follows_the_table_and_nothing_else) {
  StateMachine machine;
  BOOST_TEST(!machine.apply(Transition::receive_fin));
  BOOST_TEST((machine.state() == State::closed));
  BOOST_TEST(machine.apply(Transition::active_open));
  BOOST_TEST(machine.apply(Transition::receive_syn_ack));
  BOOST_TEST(machine.apply(Transition::close));
  BOOST_TEST(machine.apply(Transition::receive_fin));
  BOOST_TEST((machine.state() == State::closing));
  BOOST_TEST(machine.synchronized());
  BOOST_TEST(!machine.may_queue_data());
}

BOOST_AUTO_TEST_SUITE_END()
