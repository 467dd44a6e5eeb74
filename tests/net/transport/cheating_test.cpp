// Receivers that lie to be sent to faster, and what defends the sender.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

struct CheatedTransfer {
  std::uint64_t window_bytes = 0;  // the sender's, after four round trips
  std::uint64_t received_bytes = 0;
  bool intact = false;
  bool ended = false;
};

/// Two megabytes over a path of 100 ms, with little to start with.
CheatedTransfer transfer_to(Cheat cheat, bool byte_counting, bool loses = false) {
  ConnectionConfig sender;
  sender.initial_window_segments = 2;
  sender.mechanisms.byte_counting = byte_counting;
  sender.give_up_after = 5s;
  ConnectionConfig receiver;
  receiver.cheat = cheat;
  Pair pair{{.client = sender,
             .server = receiver,
             .one_way_delay = 50ms,
             .rate = BitRate::from_bits_per_s(100'000'000),
             .queue_bytes = 100'000'000}};
  pair.keep_segments(false);
  std::uint64_t data = 0;
  pair.set_rule([&](const Travelling& segment) {
    if (segment.from == Side::client && segment.has_data()) ++data;
    const bool lost = loses && segment.from == Side::client && segment.has_data() && data == 60;
    return lost ? Verdict::drop() : Verdict{};
  });
  StreamWriter writer{5, 2'000'000};
  StreamReader reader{5};
  pair.set_application([&](Pair& both) {
    writer.run(both.client(), both.now());
    if (both.server_exists()) reader.run(both.server(), both.now());
  });
  BOOST_REQUIRE(pair.connect());
  pair.run_for(420ms);
  CheatedTransfer outcome;
  outcome.window_bytes = pair.client().snapshot().congestion_window_bytes;
  static_cast<void>(pair.run_until([&] { return reader.ended(); }, 60s));
  outcome.received_bytes = reader.received();
  outcome.intact = reader.intact();
  outcome.ended = reader.ended();
  return outcome;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cheating)

BOOST_AUTO_TEST_CASE(divided_acks_open_the_window_of_a_sender_that_counts_acks) {
  const auto honest = transfer_to(Cheat::none, false);
  const auto divided = transfer_to(Cheat::ack_division, false);
  BOOST_TEST(divided.window_bytes > 8 * honest.window_bytes);
  BOOST_TEST(divided.received_bytes == 2'000'000U);
  BOOST_TEST((divided.intact && divided.ended));
}

BOOST_AUTO_TEST_CASE(divided_acks_gain_nothing_from_a_sender_that_counts_bytes) {
  const auto honest = transfer_to(Cheat::none, true);
  const auto divided = transfer_to(Cheat::ack_division, true);
  BOOST_TEST(divided.window_bytes <= honest.window_bytes * 11 / 10);
  BOOST_TEST(divided.window_bytes >= honest.window_bytes * 9 / 10);
  BOOST_TEST(divided.received_bytes == 2'000'000U);
  BOOST_TEST((divided.intact && divided.ended));
}

BOOST_AUTO_TEST_CASE(optimistic_acks_open_the_window_whatever_the_sender_counts) {
  for (const bool byte_counting : {true, false}) {
    const auto honest = transfer_to(Cheat::none, byte_counting);
    const auto optimistic = transfer_to(Cheat::optimistic_acks, byte_counting);
    BOOST_TEST(optimistic.window_bytes * 2 > honest.window_bytes * 3);
    BOOST_TEST(optimistic.received_bytes == 2'000'000U);
    BOOST_TEST((optimistic.intact && optimistic.ended));
  }
}

BOOST_AUTO_TEST_CASE(what_an_optimistic_receiver_has_lost_never_comes_again) {
  BOOST_TEST(transfer_to(Cheat::none, true, true).received_bytes == 2'000'000U);
  const auto optimistic = transfer_to(Cheat::optimistic_acks, true, true);
  BOOST_TEST(optimistic.received_bytes < 2'000'000U);
  BOOST_TEST(optimistic.intact);
  BOOST_TEST(!optimistic.ended);
}

BOOST_AUTO_TEST_SUITE_END()
