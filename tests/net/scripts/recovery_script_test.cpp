// Fast retransmit and fast recovery: RFC 5681 and 6582 without SACK, RFC 6675, 8985 and 9937 with
// it.

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;

BOOST_AUTO_TEST_SUITE(recovery_scripts)

BOOST_AUTO_TEST_CASE(rfc5681_3_2_the_third_duplicate_resends_and_further_ones_inflate) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000
    +100ms  < syn ack 1 mss 1000
    +0      > ack 1
    +0      write 20000
    +0      > data 1:10001 each 1000
    +100ms  < ack 1                     # limited transmit, RFC 3042
    +0      > data 10001:11001
    +1ms    < ack 1
    +0      > data 11001:12001
    +1ms    < ack 1
    +0      > data 1:1001
    +0      check ssthresh 5000
    +0      check by_fast_retransmit 1
    +97ms   < ack 12001                 # the hole was all that was missing
    +0      > data 12001:17001 each 1000
    +0      check cwnd 5000
    +0      check fast_recoveries 1
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(rfc6582_3_2_each_partial_ack_resends_the_next_hole_at_once) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000
    +100ms  < syn ack 1 mss 1000
    +0      > ack 1
    +0      write 10000
    +0      > data 1:10001 each 1000 push
    +100ms  < ack 1                     # 1, 3001 and 6001 are missing
    +0      < ack 1
    +0      < ack 1
    +0      > data 1:1001
    +0      < ack 1
    +0      < ack 1
    +0      < ack 1
    +0      < ack 1
    +100ms  < ack 3001
    +0      > data 3001:4001
    +100ms  < ack 6001
    +0      > data 6001:7001
    +100ms  < ack 10001
    +0      check fast_recoveries 1
    +0      check timeouts 0
    +60s    silence
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(rfc6675_the_holes_and_only_the_holes_are_resent) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 10000
    +0      > data 1:10001 each 1000 push
    +100ms  < ack 1 sack 1001:2001
    +0      < ack 1 sack 1001:3001
    +0      < ack 1 sack 4001:5001 1001:3001
    +0      > data 1:1001
    +0      < ack 1 sack 4001:10001 1001:3001
    +0      > data 3001:4001
    +100ms  < ack 3001 sack 4001:10001
    +1ms    < ack 10001
    +0      check by_fast_retransmit 1
    +0      check in_sack_recovery 1
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc8985_6_2_a_single_hole_is_lost_after_a_quarter_of_the_round_trip) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 2000
    +0      > data 1:2001 each 1000 push
    +100ms  < ack 1 sack 1001:2001
    +25ms   > data 1:1001
    +0      check by_rack 1
    +100ms  < ack 2001
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc8985_6_2_what_arrives_within_the_reordering_window_is_not_resent) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 2000
    +0      > data 1:2001 each 1000 push
    +100ms  < ack 1 sack 1001:2001
    +24ms   < ack 2001
    +60s    silence
    +0      check fast_recoveries 0
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc8985_6_2_a_lost_retransmission_is_found_by_what_was_sent_after_it) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 12000
    +0      > data 1:10001 each 1000
    +100ms  < ack 1 sack 1001:10001
    +0      > data 1:1001
    +0      > data 10001:12001 each 1000 push
    +100ms  < ack 1 sack 1001:12001     # the retransmission was sent first, but did not arrive
    +0      > data 1:1001               # in recovery, and no reordering seen: nothing to wait for
    +0      check by_rack 1
    +0      check timeouts 0
    +100ms  < ack 12001
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc9937_the_window_comes_down_in_proportion_to_what_is_delivered) {
  // Twelve are outstanding, two of them known to have arrived before: RecoverFS 10, ssthresh 5. A
  // segment goes for every two delivered, until the pipe is down to five; from then on one for one.
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 40000
    +0      > data 1:10001 each 1000
    +100ms  < ack 1 sack 1001:2001
    +0      > data 10001:11001          # limited transmit
    +1ms    < ack 1 sack 1001:3001
    +0      > data 11001:12001
    +1ms    < ack 1 sack 1001:4001      # the third: recovery begins, and its segment never waits
    +0      > data 1:1001
    +0      check ssthresh 5000
    +0      check in_flight 9000
    +1ms    < ack 1 sack 1001:5001      # delivered 2, sent 1: 2 × 5/10 = 1
    +1ms    < ack 1 sack 1001:6001
    +1ms    < ack 1 sack 1001:7001      # delivered 4: 4 × 5/10 = 2
    +0      > data 12001:13001
    +0      check in_flight 7000
    +1ms    < ack 1 sack 1001:8001
    +0      check in_flight 6000
    +1ms    < ack 1 sack 1001:9001      # 6 × 5/10 = 3, but the pipe has come down to ssthresh
    +0      check in_flight 5000
    +1ms    < ack 1 sack 1001:10001
    +0      > data 13001:14001
    +90ms   < ack 1 sack 1001:11001
    +0      > data 14001:15001
    +0      check in_flight 5000
    +1ms    < ack 12001
    +0      > data 15001:17001 each 1000
    +0      check cwnd 5000
    +0      check fast_recoveries 1
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(
    rfc2018_8_a_timeout_does_not_trust_the_receiver_to_have_kept_what_it_reported) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 3000
    +0      > data 1:3001 each 1000 push
    +100ms  < ack 1 sack 1001:3001
    +25ms   > data 1:1001
    +100ms  < ack 1001                  # and drops the other two again
    +0      check in_flight 0
    +275ms  > data 1001:2001
  )",
            plain_config());
}

BOOST_AUTO_TEST_SUITE_END()
