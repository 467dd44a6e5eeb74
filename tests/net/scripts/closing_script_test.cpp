// Every way out, with its instants: FIN from either side or both, TIME-WAIT (RFC 9293 §3.6), RST.

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;

BOOST_AUTO_TEST_SUITE(closing_scripts)

BOOST_AUTO_TEST_CASE(time_wait_lasts_two_segment_lifetimes_and_again_after_a_repeated_fin) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      close
    +0      > fin 1
    +0      check state FIN-WAIT-1
    +100ms  < ack 2
    +0      check state FIN-WAIT-2
    +1s     < fin 1
    +0      > ack 2
    +0      check state TIME-WAIT
    +30s    < fin 1                     # our last ACK was lost
    +0      > ack 2
    +59.999999999s  check state TIME-WAIT
    +0      check closed no
    +1ns    check state CLOSED
    +0      check closed finished
    +1000s  silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(both_close_at_once_and_meet_in_closing) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      close
    +0      > fin 1
    +50ms   < fin 1
    +0      > ack 2
    +0      check state CLOSING
    +50ms   < ack 2
    +0      check state TIME-WAIT
    +60s    check closed finished
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(the_peer_closes_first_and_this_side_goes_on_writing) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:101 fin
    +0      > ack 102
    +0      check state CLOSE-WAIT
    +0      check eof no
    +0      read 100
    +0      check eof yes
    +3600s  silence
    +0      write 1500
    +0      > data 1:1001
    +100ms  < ack 1001
    +0      > data 1001:1501 push
    +100ms  < ack 1501
    +0      close
    +0      > fin 1501
    +0      check state LAST-ACK
    +100ms  < ack 1502
    +0      check closed finished
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(a_lost_fin_is_repeated_until_it_is_acknowledged) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000
    +100ms  < syn ack 1 mss 1000
    +0      > ack 1
    +0      write 10
    +0      > data 1:11 push
    +0      write 90                    # Nagle keeps it; FIN then takes it along
    +0      close
    +0      > data 11:101 fin push
    +300ms  > data 1:11                 # no longer the last byte written: no PSH
    +0      > data 11:101 fin push      # one segment's worth of bytes may go: both fit
    +100ms  < ack 101                   # as if the FIN had been cut off
    +600ms  > fin 101
    +100ms  < ack 102
    +0      check state FIN-WAIT-2
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(a_passive_open_answers_a_repeated_syn_and_ends_with_the_clients_reset) {
  must_play(R"(
    +0      listen
    +0      < syn mss 1000 sackok
    +0      > syn ack 1 mss 1000 sackok
    +0      check state SYN-RECEIVED
    +400ms  < syn mss 1000 sackok       # the answer was lost: it goes again, at once
    +0      > syn ack 1 mss 1000 sackok
    +100ms  < ack 1
    +0      check state ESTABLISHED
    +0      < rst 1
    +0      check closed reset
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(simultaneous_open_meets_in_established) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +50ms   < syn mss 1000 sackok
    +0      > syn ack 1 mss 1000 sackok
    +0      check state SYN-RECEIVED
    +50ms   < syn ack 1 mss 1000 sackok # holds nothing new: only its ACK is answered
    +0      > ack 1
    +0      < ack 1
    +0      check state ESTABLISHED
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(abort_sends_one_reset_and_nothing_after_it) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 500
    +0      > data 1:501 push
    +10ms   abort
    +0      > rst 501
    +0      check closed aborted
    +10ms   < ack 501
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(who_releases_a_connection_and_leaves_data_unread_resets_it) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      < data 1:101
    +10ms   release                     # RFC 9293 SHLD-3
    +0      > rst 1 ack 101
    +0      check closed aborted
  )",
            plain_config());
}

BOOST_AUTO_TEST_SUITE_END()
