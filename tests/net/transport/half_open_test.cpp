// The SYN cache (RFC 4987): what a half-open connection costs, and what a flood does.

#include <boost/test/unit_test.hpp>
#include <malloc.h>

#include "net/wire/segment_text.hpp"
#include "tests/support/transport_door.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(half_open)

BOOST_AUTO_TEST_CASE(a_syn_makes_an_entry_and_its_ack_a_connection) {
  Door door{door_with(4)};
  door.give(knocker_at(1), knock());
  const auto answers = door.sent();
  BOOST_REQUIRE(answers.size() == 1U);
  BOOST_TEST(door.endpoint().connection_count() == 0U);
  BOOST_TEST(door.statistics().half_open == 1U);
  BOOST_TEST(!connected(door.endpoint()));

  door.wait(30ms);
  door.give(knocker_at(1), bytes_after(completion(knock(), answers[0]), 100));
  BOOST_TEST(door.statistics().half_open == 0U);
  const auto id = connected(door.endpoint());
  BOOST_REQUIRE(id.has_value());
  const Connection& connection = *door.endpoint().find(*id);
  BOOST_TEST((connection.state() == State::established));
  BOOST_TEST(connection.readable_bytes() == 100U);
  // The round trip of the SYN,ACK counts as if the connection had sent it.
  BOOST_TEST((connection.snapshot().smoothed_rtt == Duration{30ms}));
  BOOST_TEST(connection.snapshot().send_window_bytes == 60'000U << 5U);
  BOOST_TEST(connection.statistics().segments_received == 2U);
  BOOST_TEST(connection.statistics().segments_sent == 1U);
}

BOOST_AUTO_TEST_CASE(the_cache_answers_word_for_word_as_a_connection_would) {
  for (const bool timestamps : {true, false}) {
    for (const bool sack : {true, false}) {
      EndpointConfig config = door_with(4);
      config.accepted.mechanisms.sack = sack;
      config.accepted.receive_buffer_bytes = sack ? 40'000 : 1U << 20U;
      Door door{config};
      const wire::Segment syn = knock(5000, timestamps);
      door.give(knocker_at(1), syn);
      const auto answers = door.sent();
      BOOST_REQUIRE(answers.size() == 1U);
      Connection connection =
          Connection::accept(door.now(), syn, config.accepted, answers[0].sender.sequence);
      const auto expected = connection.poll_transmit(door.now());
      BOOST_REQUIRE(expected.has_value());
      BOOST_TEST(wire::to_text(answers[0]) == wire::to_text(*expected));
      BOOST_TEST((answers[0] == *expected));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_answer_to_a_repeated_syn_echoes_the_latest_of_them) {
  Door door{door_with(4)};
  wire::Segment syn = knock(5000, true);
  door.give(knocker_at(1), syn);
  BOOST_TEST(door.sent().size() == 1U);
  syn.timestamps->value += 700;
  door.wait(700ms);
  door.give(knocker_at(1), syn);
  const auto answers = door.sent();
  BOOST_REQUIRE(answers.size() == 1U);
  BOOST_TEST(answers[0].timestamps->echo_reply == syn.timestamps->value);
}

BOOST_AUTO_TEST_CASE(an_unacknowledged_syn_ack_goes_again_at_doubling_intervals_until_it_expires) {
  Door door{door_with(4)};
  door.give(knocker_at(1), knock());
  BOOST_TEST(door.sent().size() == 1U);
  const auto seen = door.watch(179s);
  const std::vector<Duration> expected{1s, 3s, 7s, 15s, 31s, 63s, 123s};
  BOOST_REQUIRE(seen.size() == expected.size());
  for (std::size_t index = 0; index < expected.size(); ++index) {
    BOOST_TEST((seen[index].first == expected[index]));
    BOOST_TEST(seen[index].second.sender.syn);
  }
  BOOST_TEST(door.statistics().half_open == 1U);
  door.wait(2s);  // RFC 9293 MUST-23: three minutes
  BOOST_TEST(door.statistics().half_open == 0U);
  BOOST_TEST(door.statistics().half_open_expired == 1U);
  BOOST_TEST(!door.endpoint().next_timeout());
}

BOOST_AUTO_TEST_CASE(a_repeated_syn_is_answered_again_with_the_same_number) {
  Door door{door_with(4)};
  door.give(knocker_at(1), knock());
  const auto first = door.sent();
  door.wait(100ms);
  door.give(knocker_at(1), knock());
  const auto second = door.sent();
  BOOST_REQUIRE(second.size() == 1U);
  BOOST_TEST((second[0].sender.sequence == first[0].sender.sequence));
  door.give(knocker_at(1), completion(knock(), second[0]));
  const auto id = connected(door.endpoint());
  BOOST_REQUIRE(id.has_value());
  BOOST_TEST(door.endpoint().find(*id)->statistics().retransmitted_syns == 1U);
}

BOOST_AUTO_TEST_CASE(only_a_reset_at_exactly_the_next_number_ends_a_half_open_connection) {
  Door door{door_with(4)};
  door.give(knocker_at(1), knock());
  static_cast<void>(door.sent());
  wire::Segment reset = knock();
  reset.sender.syn = false;
  reset.rst = true;
  reset.sender.sequence = Seq32{5002};
  door.give(knocker_at(1), reset);
  BOOST_TEST(door.statistics().half_open == 1U);
  const auto challenge = door.sent();  // RFC 5961 §3
  BOOST_REQUIRE(challenge.size() == 1U);
  BOOST_TEST(!challenge[0].sender.syn);
  BOOST_TEST((challenge[0].receiver.acknowledgment == Seq32{5001}));
  reset.sender.sequence = Seq32{5001};
  door.give(knocker_at(1), reset);
  BOOST_TEST(door.statistics().half_open == 0U);
  BOOST_TEST(door.statistics().half_open_reset == 1U);
  BOOST_TEST(door.sent().empty());
}

BOOST_AUTO_TEST_CASE(a_wrong_ack_is_reset_and_the_entry_stays) {
  Door door{door_with(4)};
  door.give(knocker_at(1), knock());
  wire::Segment wrong = completion(knock(), door.sent().at(0));
  wrong.receiver.acknowledgment = *wrong.receiver.acknowledgment + 1;
  door.give(knocker_at(1), wrong);
  const auto answers = door.sent();
  BOOST_REQUIRE(answers.size() == 1U);
  BOOST_TEST(answers[0].rst);
  BOOST_TEST((answers[0].sender.sequence == *wrong.receiver.acknowledgment));
  BOOST_TEST(door.statistics().half_open == 1U);
}

BOOST_AUTO_TEST_CASE(a_client_that_begins_anew_is_challenged_and_gets_through) {
  Door door{door_with(4)};
  door.give(knocker_at(1), knock(5000));
  static_cast<void>(door.sent());
  door.give(knocker_at(1), knock(900'000));
  const auto challenge = door.sent();
  BOOST_REQUIRE(challenge.size() == 1U);
  wire::Segment reset = knock();
  reset.sender.syn = false;
  reset.rst = true;
  reset.sender.sequence = *challenge[0].receiver.acknowledgment;
  door.give(knocker_at(1), reset);
  door.give(knocker_at(1), knock(900'000));
  door.give(knocker_at(1), completion(knock(900'000), door.sent().at(0)));
  BOOST_TEST(connected(door.endpoint()).has_value());
}

BOOST_AUTO_TEST_CASE(damage_during_the_handshake_is_charged_to_the_connection) {
  Door door{door_with(4)};
  door.give(knocker_at(1), knock());
  const wire::Segment ack = completion(knock(), door.sent().at(0));
  Bytes damaged = wire::encode(ack, wire::PseudoHeader{});
  damaged.back() ^= 1U;
  door.endpoint().handle_datagram(door.now(), knocker_at(1), damaged);
  BOOST_TEST(door.endpoint().stray_datagrams() == 0U);
  door.give(knocker_at(1), ack);
  const auto id = connected(door.endpoint());
  BOOST_REQUIRE(id.has_value());
  BOOST_TEST(door.endpoint().find(*id)->statistics().discarded_corrupted == 1U);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_completes_without_room_is_reset) {
  EndpointConfig config = door_with(4);
  config.max_connections = 1;
  Door door{config};
  door.give(knocker_at(1), knock());
  door.give(knocker_at(2), knock());
  const auto answers = door.sent();
  BOOST_REQUIRE(answers.size() == 2U);
  door.give(knocker_at(1), completion(knock(), answers[0]));
  door.give(knocker_at(2), completion(knock(), answers[1]));
  BOOST_TEST(door.endpoint().connection_count() == 1U);
  const auto resets = door.sent();
  BOOST_REQUIRE(resets.size() == 1U);
  BOOST_TEST(resets[0].rst);
  door.give(knocker_at(3), knock());
  BOOST_TEST(door.sent().empty());
  BOOST_TEST(door.statistics().syns_ignored == 1U);
}

BOOST_AUTO_TEST_CASE(a_flood_of_syns_costs_bounded_memory_and_an_honest_client_connects) {
  Door door{door_with(256)};
  const std::size_t heap_before = mallinfo2().uordblks;
  constexpr std::uint32_t flood = 100'000;
  std::uint64_t answers = 0;
  for (std::uint32_t index = 0; index < flood; ++index) {
    door.give(knocker_at(index), knock(index));
    // A driver reads a batch before it sends.
    if (index % 100 != 99) continue;
    answers += door.sent().size();
  }
  const std::size_t heap_after = mallinfo2().uordblks;
  BOOST_TEST(heap_after < heap_before + 1'000'000U);
  BOOST_TEST(answers == flood);
  BOOST_TEST(door.endpoint().connection_count() == 0U);
  BOOST_TEST(door.statistics().half_open == 256U);
  BOOST_TEST(door.statistics().most_half_open == 256U);
  BOOST_TEST(door.statistics().cookies_sent == flood - 256U);

  const SocketAddress honest{IpAddress::v4(192, 0, 2, 1), 5000};
  door.give(honest, knock(31));
  const auto answer = door.sent();
  BOOST_REQUIRE(answer.size() == 1U);
  door.wait(20ms);
  door.give(honest, completion(knock(31), answer[0]));
  BOOST_TEST(connected(door.endpoint()).has_value());
  BOOST_TEST(door.endpoint().connection_count() == 1U);
}

BOOST_AUTO_TEST_CASE(syns_that_nobody_reads_the_answers_of_pile_up_nowhere) {
  for (const bool with_cookies : {true, false}) {
    Door door{door_with(16, with_cookies)};
    const std::size_t heap_before = mallinfo2().uordblks;
    for (std::uint32_t index = 0; index < 100'000; ++index) door.give(knocker_at(index), knock());
    BOOST_TEST(mallinfo2().uordblks < heap_before + 1'000'000U);
    BOOST_TEST(door.statistics().syns_ignored == (with_cookies ? 0U : 99'984U));
    BOOST_TEST(door.sent().size() <= 16U + 256U);
  }
}

BOOST_AUTO_TEST_SUITE_END()
