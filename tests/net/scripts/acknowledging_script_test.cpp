// When the receiver acknowledges (RFC 9293 §3.8.6.3, RFC 5681 §4.2) and what its SACK blocks and
// timestamps say (RFC 2018, 7323).

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;

BOOST_AUTO_TEST_SUITE(acknowledging_scripts)

BOOST_AUTO_TEST_CASE(a_lone_segment_is_acknowledged_after_the_delay_the_second_at_once) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:1001
    +40ms   > ack 1001
    +0      < data 1001:2001
    +39ms   < data 2001:3001
    +0      > ack 3001
    +0      < data 3001:3002
    +20ms   < data 3002:3003            # small ones do not count as two
    +20ms   > ack 3003                  # and the delay counts from the first
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(without_delay_every_segment_is_acknowledged) {
  auto config = plain_config();
  config.mechanisms.delayed_ack = false;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:11
    +0      > ack 11
    +1ms    < data 11:21
    +0      > ack 21
  )",
            config);
}

BOOST_AUTO_TEST_CASE(own_data_carries_the_acknowledgement_that_was_waiting) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:101
    +10ms   write 50
    +0      > data 1:51 ack 101 push
    +100ms  < ack 51
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc2018_4_the_block_that_changed_last_comes_first) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1001:2001
    +0      > ack 1 sack 1001:2001
    +0      < data 3001:4001
    +0      > ack 1 sack 3001:4001 1001:2001
    +0      < data 5001:6001
    +0      > ack 1 sack 5001:6001 3001:4001 1001:2001
    +0      < data 2001:3001            # joins two
    +0      > ack 1 sack 1001:4001 5001:6001
    +0      < data 1:1001
    +0      > ack 4001 sack 5001:6001
    +0      < data 4001:5001
    +0      > ack 6001
    +0      check readable 6000
    +0      read 6000
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc7323_4_3_the_echo_is_of_the_segment_that_moved_the_window) {
  auto config = plain_config();
  config.mechanisms.timestamps = true;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok ts 0 0
    +100ms  < syn ack 1 mss 1000 sackok ts 5000 0
    +0      > ack 1 ts 100 5000
    +10ms   < data 1:989 ts 5010 100
    +5ms    < data 989:1977 ts 5015 100
    +0      > ack 1977 ts 115 5010      # the first of the two: the delay belongs to the round trip
    +5ms    < data 2965:3953 ts 5020 115
    +0      > ack 1977 ts 120 5010 sack 2965:3953
    +5ms    < data 1977:2965 ts 5025 120
    +0      > ack 3953 ts 125 5025
  )",
            config);
}

BOOST_AUTO_TEST_CASE(an_old_duplicate_is_acknowledged_at_once) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:1001
    +40ms   > ack 1001
    +10ms   < data 1:1001
    +0      > ack 1001 sack 1:1001      # which says what came twice (RFC 2883)
    +0      check duplicates 1
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_SUITE_END()
