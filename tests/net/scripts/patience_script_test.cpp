// How long a connection waits for a peer that says nothing: keep-alive (RFC 9293 §3.8.4).

#include "tests/net/scripts/script_case.hpp"

using namespace acklab;
using namespace std::chrono_literals;

namespace {

transport::ConnectionConfig kept_alive() {
  auto config = plain_config();
  config.keep_alive = transport::KeepAliveConfig{10s, 1s, 3};
  return config;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(patience_scripts)

BOOST_AUTO_TEST_CASE(a_silent_peer_is_asked_three_times_and_given_up) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +10s    > seq 0 ack 1               # below the window, so that it has to be answered
    +1s     > seq 0 ack 1
    +1s     > seq 0 ack 1
    +999ms  check closed no
    +1ms    > rst 1
    +0      check closed timed_out
  )",
            kept_alive());
}

BOOST_AUTO_TEST_CASE(an_answer_begins_the_silence_anew) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000 sackok
    +100ms  < syn ack 1 mss 1000 sackok
    +0      > ack 1
    +10s    > seq 0 ack 1
    +50ms   < ack 1
    +10s    > seq 0 ack 1
    +1s     > seq 0 ack 1
    +50ms   < data 1:11                 # data is an answer, too
    +40ms   > ack 11
    +9960ms > seq 0 ack 11
  )",
            kept_alive());
}

BOOST_AUTO_TEST_CASE(while_data_is_out_nothing_else_asks) {
  must_play(R"(
    +0      connect
    +0      > syn mss 1000
    +100ms  < syn ack 1 mss 1000
    +0      > ack 1
    +9900ms write 10
    +0      > data 1:11 push
    +300ms  > data 1:11 push
    +600ms  > data 1:11 push
    +100ms  < ack 11
    +10s    > seq 10 ack 1
  )",
            [] {
              auto config = kept_alive();
              config.mechanisms.sack = false;
              return config;
            }());
}

BOOST_AUTO_TEST_SUITE_END()
