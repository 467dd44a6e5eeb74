// What a lost ACK costs on each rung. Lesson 7.

#include <boost/test/unit_test.hpp>

#include "tests/support/ladder_transfer.hpp"

using namespace acklab;
using namespace acklab::testing;
using std::chrono::milliseconds;
using transport::Arq;

namespace {

constexpr std::uint64_t transferred = 20'000;

/// How often each segment was sent again when only ACKs are lost, one in five.
double sent_again(const transport::ArqConfig& arq) {
  const LadderResult result =
      ladder_transfer(ladder_config(arq), ladder_link(milliseconds{50}, 0, 20), transferred, 6);
  BOOST_TEST(result.intact);
  return static_cast<double>(result.client.retransmissions()) / transferred;
}

/// The ACK of a repetition may be lost too: q + q² + q³ …
constexpr double each_lost_ack = 0.2 / (1 - 0.2);

}  // namespace

BOOST_AUTO_TEST_SUITE(acknowledgements)

BOOST_AUTO_TEST_CASE(each_lost_ack_of_stop_and_wait_costs_a_repetition) {
  BOOST_TEST(sent_again({Arq::stop_and_wait, std::nullopt, milliseconds{200}}) == each_lost_ack,
             boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(each_lost_ack_of_selective_repeat_costs_a_repetition) {
  BOOST_TEST(sent_again({Arq::selective_repeat, 64, milliseconds{200}}) == each_lost_ack,
             boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(the_next_ack_of_go_back_n_makes_up_for_a_lost_one) {
  BOOST_TEST(sent_again({Arq::go_back_n, 14, milliseconds{200}}) < 0.001);
}

BOOST_AUTO_TEST_CASE(the_next_ack_of_tcp_makes_up_for_a_lost_one) {
  BOOST_TEST(sent_again({}) < 0.001);
}

BOOST_AUTO_TEST_SUITE_END()
