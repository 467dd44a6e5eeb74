// The retransmission timer (RFC 6298), tail loss probes (RFC 8985 §7) and giving up, to the
// nanosecond.

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(timeout_scripts)

BOOST_AUTO_TEST_CASE(rfc6298_5_5_the_timeout_doubles_and_an_unambiguous_sample_ends_it) {
  must_play(R"(
    +0       connect
    +0       > syn mss 1000
    +100ms   < syn ack 1 mss 1000
    +0       > ack 1
    +0       check rto 300ms            # SRTT 100 ms + 4 × 50 ms
    +0       write 1000
    +0       > data 1:1001 push
    +300ms   > data 1:1001 push
    +600ms   > data 1:1001 push
    +1200ms  > data 1:1001 push
    +2400ms  > data 1:1001 push
    +100ms   < ack 1001                 # Karn: of which of the five?
    +0       check rto 4800ms
    +0       check srtt 100ms
    +0       write 1000
    +0       > data 1001:2001 push
    +100ms   < ack 2001
    +0       check rto 250ms            # the variation has shrunk by a quarter
    +60s     silence
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(rfc6298_5_7_an_unanswered_syn_is_repeated_after_1_2_4_seconds) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +1s     > syn mss 1000 sackok
    +2s     > syn mss 1000 sackok
    +4s     > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      check state ESTABLISHED
    +0      check cwnd 1000             # RFC 5681 §3.1: more than one SYN was lost
    +0      check rto 3s
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc5681_3_1_after_a_timeout_slow_start_repairs_from_one_segment) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000
    +100ms  < syn ack 1 mss 1000
    +0      > ack 1
    +0      write 4000
    +0      > data 1:4001 each 1000 push
    +300ms  > data 1:1001
    +0      check cwnd 1000
    +0      check ssthresh 2000
    +100ms  < ack 1001
    +0      > data 1001:3001 each 1000
    +0      check cwnd 2000
    +0      check in_flight 2000
    +100ms  < ack 3001
    +0      > data 3001:4001 push
    +100ms  < ack 4001
    +0      check timeouts 1
    +60s    silence
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(r2_an_unanswered_segment_ends_the_connection_at_its_hundredth_second) {
  must_play(R"(
    +0        connect
    +0        > syn mss 1000
    +100ms    < syn ack 1 mss 1000
    +0        > ack 1
    +0        write 10
    +0        > data 1:11 push
    +300ms    > data 1:11 push
    +600ms    > data 1:11 push
    +1200ms   > data 1:11 push
    +2400ms   > data 1:11 push
    +4800ms   > data 1:11 push
    +9600ms   > data 1:11 push
    +19200ms  > data 1:11 push
    +38400ms  > data 1:11 push
    +23.499999999s  check closed no
    +1ns      check closed timed_out
    +0        check state CLOSED
    +1000s    silence
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(r2_counts_from_the_last_ack_that_moved_on) {
  auto config = plain_config(false);
  config.give_up_after = 1s;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000
    +100ms  < syn ack 1 mss 1000
    +0      > ack 1
    +0      write 2000
    +0      > data 1:2001 each 1000 push
    +300ms  > data 1:1001
    +500ms  < ack 1001
    +0      > data 1001:2001 push
    +600ms  > data 1001:2001 push       # first sent 1.4 s ago, but the peer was heard 0.6 s ago
    +399ms  check closed no
    +1ms    check closed timed_out
  )",
            config);
}

BOOST_AUTO_TEST_CASE(rfc8985_7_2_a_lone_segment_is_probed_after_two_round_trips_and_an_ack_delay) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 1000
    +0      > data 1:1001 push
    +240ms  > data 1:1001 push          # 2 × SRTT + 40 ms
    +0      check tail_loss_probes 1
    +0      check timeouts 0
    +300ms  > data 1:1001 push          # the timeout counts from the probe
    +0      check timeouts 1
    +100ms  < ack 1001
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc8985_7_3_the_probe_is_the_last_segment_and_its_repair_halves_the_window) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 6000
    +0      > data 1:6001 each 1000 push
    +100ms  < ack 5001
    +0      check cwnd 12000
    +240ms  > data 5001:6001 push
    +100ms  < ack 6001                  # only the probe brought it: RFC 8985 §7.4
    +0      check by_tail_loss_probe 1
    +0      check ssthresh 2000
    +60s    silence
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(rfc8985_7_3_new_data_is_the_better_probe_and_may_exceed_the_window) {
  auto config = plain_config();
  config.initial_window_segments = 2;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 3000
    +0      > data 1:2001 each 1000
    +200ms  > data 2001:3001 push       # two in flight: no allowance for a delayed ACK
    +100ms  < ack 1 sack 2001:3001      # the two before it should have come 200 ms ago
    +0      > data 1:1001
    +0      check by_rack 1
    +0      check tail_loss_probes 1
  )",
            config);
}

BOOST_AUTO_TEST_SUITE_END()
