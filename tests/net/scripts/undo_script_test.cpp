// What was sent again for nothing: reported by the receiver (RFC 2883), taken back by the sender
// (RFC 3522 and 4015 with timestamps, RFC 5682 without).

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;

BOOST_AUTO_TEST_SUITE(undo_scripts)

BOOST_AUTO_TEST_CASE(rfc2883_4_a_duplicate_is_the_first_block_reported) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:1001
    +40ms   > ack 1001
    +0      < data 1:1001
    +0      > ack 1001 sack 1:1001
    +0      < data 2001:3001
    +0      > ack 1001 sack 2001:3001
    +0      < data 2001:3001            # above the ACK: its whole block follows
    +0      > ack 1001 sack 2001:3001 2001:3001
    +0      < data 1001:2001
    +0      > ack 3001
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc3522_an_echo_from_before_the_timeout_takes_the_reduction_back) {
  auto config = plain_config(false);
  config.mechanisms.timestamps = true;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 ts 0 0
    +100ms  < syn ack 1 mss 1000 ts 5000 0
    +0      > ack 1 ts 100 5000
    +0      write 1976
    +0      > data 1:1977 each 988 push
    +300ms  > data 1:989 ts 400 5000
    +0      check cwnd 988
    +50ms   < ack 1977 ts 5350 100      # the originals, late: nothing had been lost
    +0      check cwnd 11856            # as before the timeout, and slow start goes on
    +0      check ssthresh none
    +60s    silence
  )",
            config);
}

BOOST_AUTO_TEST_CASE(rfc5682_2_1_new_data_tells_whether_the_timeout_was_needed) {
  auto config = plain_config(false);
  config.initial_window_segments = 4;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000
    +100ms  < syn ack 1 mss 1000
    +0      > ack 1
    +0      write 6000
    +0      > data 1:4001 each 1000
    +300ms  > data 1:1001
    +50ms   < ack 1001                  # of the original or of the copy?
    +0      > data 4001:6001 each 1000 push
    +10ms   < ack 2001                  # nobody has sent that again: the originals are arriving
    +0      check cwnd 5000             # as before the timeout, and slow start goes on
    +0      check ssthresh none
    +10ms   < ack 6001
    +0      check timeouts 1
    +60s    silence
  )",
            config);
}

BOOST_AUTO_TEST_SUITE_END()
