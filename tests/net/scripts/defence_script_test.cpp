// Segments that nobody honest sends, or the network delayed too long: RFC 5961, PAWS (RFC 7323 §5).

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;

BOOST_AUTO_TEST_SUITE(defence_scripts)

BOOST_AUTO_TEST_CASE(rfc5961_3_2_a_reset_is_believed_only_at_the_exact_number) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < rst 2                     # inside the window: asked back
    +0      > ack 1
    +0      check challenge_acks 1
    +0      < rst 100000000             # outside: ignored
    +0      check state ESTABLISHED
    +100ms  < rst 1
    +0      check closed reset
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc5961_4_2_a_syn_never_ends_a_connection) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:101
    +40ms   > ack 101
    +0      < syn seq 150 mss 1000
    +0      > ack 101
    +0      check challenge_acks 1
    +0      check state ESTABLISHED
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc5961_5_2_an_ack_of_what_was_not_sent_is_asked_back) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:101 ack 5000       # and its data is not taken either
    +0      > ack 1
    +0      check readable 0
    +0      check challenge_acks 1
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc5961_7_no_more_than_ten_challenges_a_second) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2
    +0      > ack 1
    +0      < rst 2                     # the eleventh
    +0      check challenge_acks 10
    +999.999999ms  < rst 2
    +0      check challenge_acks 10
    +1ns    < rst 2                     # a new second
    +0      > ack 1
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc7323_5_3_a_segment_from_before_is_acknowledged_and_dropped) {
  auto config = plain_config();
  config.mechanisms.timestamps = true;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok ts 0 0
    +100ms  < syn ack 1 mss 1000 sackok ts 5000 0
    +0      > ack 1 ts 100 5000
    +0      < data 1:101 ts 5100 100
    +40ms   > ack 101 ts 140 5100
    +0      < data 101:201 ts 5099 140  # older than what was taken last
    +0      > ack 101 ts 140 5100
    +0      check readable 100
    +0      check old_timestamps 1
    +0      < data 101:201 ts 5100 140
    +40ms   > ack 201 ts 180 5100
    +0      < rst 201 ts 1 1            # a reset is never too old
    +0      check closed reset
  )",
            config);
}

BOOST_AUTO_TEST_CASE(an_ack_at_the_edge_of_the_window_is_heard) {
  // What filled the window was lost: its sender's ACKs stand behind it.
  auto config = plain_config();
  config.receive_buffer_bytes = 1000;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok win 1000
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1 win 1000
    +0      write 500
    +0      > data 1:501 push
    +100ms  < seq 1001 ack 501
    +0      check in_flight 0
    +10ms   < seq 1002 ack 501          # one further is outside
    +0      > ack 1 win 1000
  )",
            config);
}

BOOST_AUTO_TEST_CASE(what_lies_outside_the_window_is_answered_with_where_the_window_is) {
  auto config = plain_config();
  config.receive_buffer_bytes = 2000;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok win 2000
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1 win 2000
    +0      < data 2001:3001
    +0      > ack 1 win 2000
    +0      check out_of_window 1
    +0      < data 1001:3001            # what stands inside is kept
    +0      > ack 1 win 2000 sack 1001:2001
    +0      check readable 0
  )",
            config);
}

BOOST_AUTO_TEST_SUITE_END()
