// What the peer's window does to the sender: probes of a closed one (RFC 9293 §3.8.6.1), silly
// windows (§3.8.6.2), Nagle (§3.7.4).

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;

BOOST_AUTO_TEST_SUITE(window_scripts)

BOOST_AUTO_TEST_CASE(a_closed_window_is_probed_ever_more_rarely_and_used_as_soon_as_it_opens) {
  must_play(R"(
    +0       connect
    +0       > syn mss 1000
    +100ms   < syn ack 1 mss 1000 win 0
    +0       > ack 1
    +0       write 3000
    +300ms   > data 1:2                 # the first after one timeout, MUST-36, SHLD-29
    +50ms    < ack 1                    # still closed
    +550ms   > data 1:2
    +50ms    < ack 1
    +1150ms  > data 1:2
    +50ms    < ack 1
    +2350ms  > data 1:2
    +0       check zero_window_probes 4
    +0       check timeouts 0
    +50ms    < ack 1 win 2000
    +0       > data 1:2
    +0       > data 2:1002
    +0       check closed no
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(a_window_may_stay_closed_for_hours_as_long_as_probes_are_answered) {
  must_play(R"(
    +0       connect
    +0       > syn mss 1000
    +100ms   < syn ack 1 mss 1000 win 0
    +0       > ack 1
    +0       write 1
    +300ms   > data 1:2 push
    +10ms    < ack 1
    +590ms   > data 1:2 push
    +10ms    < ack 1
    +1190ms  > data 1:2 push
    +10ms    < ack 1
    +2390ms  > data 1:2 push
    +10ms    < ack 1
    +4790ms  > data 1:2 push
    +10ms    < ack 1
    +9590ms  > data 1:2 push
    +10ms    < ack 1
    +19190ms > data 1:2 push
    +10ms    < ack 1
    +38390ms > data 1:2 push
    +10ms    < ack 1
    +59990ms > data 1:2 push            # never rarer than a minute
    +10ms    < ack 1
    +59990ms > data 1:2 push
    +10ms    < ack 1
    +0       check closed no            # 196 s since the byte was written
    +1s      < ack 2 win 1000
    +0       check in_flight 0
    +60s     silence
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(unanswered_probes_end_the_connection_like_any_data) {
  auto config = plain_config(false);
  config.give_up_after = std::chrono::seconds{2};
  must_play(R"(
    +0       connect
    +0       > syn mss 1000
    +100ms   < syn ack 1 mss 1000 win 0
    +0       > ack 1
    +0       write 1
    +300ms   > data 1:2 push
    +600ms   > data 1:2 push
    +1200ms  > data 1:2 push
    +199ms   check closed no
    +1ms     check closed timed_out     # two seconds after the first probe
  )",
            config);
}

BOOST_AUTO_TEST_CASE(an_ack_behind_a_probe_keeps_inside_the_closed_window) {
  // Beyond it the peer would not look at the ACK, and its own data would never be acknowledged.
  must_play(R"(
    +0       connect
    +0       > syn mss 1000
    +100ms   < syn ack 1 mss 1000 win 0
    +0       > ack 1
    +0       write 3000
    +300ms   > data 1:2
    +50ms    < data 1:1001 ack 1
    +0       < data 1001:2001 ack 1
    +0       > seq 1 ack 2001
    +50ms    < ack 1 win 2000           # what the probe held was not taken
    +0       > data 1:2
    +0       > data 2:1002
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(nagle_holds_a_small_segment_until_what_is_out_is_acknowledged) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 100
    +0      > data 1:101 push
    +1ms    write 200
    +1ms    write 300                   # joins the one that waits
    +98ms   < ack 101
    +0      > data 101:601 push
    +1ms    write 2500                  # full segments do not wait
    +0      > data 601:2601 each 1000
    +99ms   < ack 601
    +1ms    < ack 2601
    +0      > data 2601:3101 push
  )",
            plain_config());
}

BOOST_AUTO_TEST_CASE(without_nagle_every_write_goes_at_once) {
  auto config = plain_config();
  config.mechanisms.nagle = false;
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +0      write 1
    +0      > data 1:2 push
    +1ms    write 1
    +0      > data 2:3 push
    +1ms    write 1200
    +0      > data 3:1003
    +0      > data 1003:1203 push
  )",
            config);
}

BOOST_AUTO_TEST_CASE(a_sender_does_not_fill_a_silly_window) {
  // RFC 9293 §3.8.6.2.1: less than a segment waits for half the largest window seen, or a timeout.
  must_play(R"(
    +0      connect
    +0      > syn mss 1000
    +100ms  < syn ack 1 mss 1000 win 2000
    +0      > ack 1
    +0      write 10000
    +0      > data 1:2001 each 1000
    +100ms  < ack 2001 win 100
    +99ms   < ack 2001 win 999
    +0      check in_flight 0
    +1ms    < ack 2001 win 1000
    +0      > data 2001:3001
  )",
            plain_config(false));
}

BOOST_AUTO_TEST_CASE(a_receiver_opens_its_window_in_steps_worth_a_segment) {
  auto config = plain_config();
  config.receive_buffer_bytes = 4000;
  must_play(R"(
    +0      listen
    +0      < syn mss 1000 sackok
    +0      > syn ack 1 mss 1000 sackok win 4000
    +50ms   < ack 1
    +0      < data 1:2001
    +0      > ack 2001 win 2000
    +0      < data 2001:4001
    +0      > ack 4001 win 0
    +0      read 999                    # less than a segment: not worth telling
    +0      read 1
    +0      > ack 4001 win 1000
    +0      read 999
    +0      read 2001
    +0      > ack 4001 win 4000
  )",
            config);
}

BOOST_AUTO_TEST_SUITE_END()
