// Urgent data: RFC 9293 §3.8.5, RFC 6093.

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

HandPeer established_for_urgent(ConnectionConfig config = {}) {
  config.mechanisms.timestamps = false;
  HandPeer peer{config};
  peer.establish();
  while (peer.event()) {
  }
  return peer;
}

/// Data of `bytes` from `offset` whose urgent pointer is `pointer`.
wire::Segment urgent_segment(const HandPeer& peer, std::uint64_t offset, std::size_t bytes,
                             std::uint16_t pointer) {
  wire::Segment segment = peer.segment(offset);
  for (std::size_t index = 0; index < bytes; ++index) {
    segment.sender.payload.push_back(stream_byte(0, offset - 1 + index));
  }
  segment.sender.urgent_pointer = pointer;
  return segment;
}

int urgent_events(HandPeer& peer) {
  int count = 0;
  while (const auto event = peer.event()) count += std::holds_alternative<UrgentData>(*event);
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(urgent)

BOOST_AUTO_TEST_CASE(the_pointer_names_the_first_octet_behind_urgent_data) {
  HandPeer peer = established_for_urgent();
  peer.give(urgent_segment(peer, 1, 100, 10));
  BOOST_TEST(urgent_events(peer) == 1);
  BOOST_TEST(peer.connection().urgent_bytes_ahead() == 10U);
  BOOST_TEST(peer.read(9) == 9U);
  BOOST_TEST(peer.connection().urgent_bytes_ahead() == 1U);
  BOOST_TEST(peer.read(1) == 1U);
  BOOST_TEST(peer.connection().urgent_bytes_ahead() == 0U);
  BOOST_TEST(peer.connection().readable_bytes() == 90U);
}

BOOST_AUTO_TEST_CASE(urgent_bytes_stay_in_the_stream_and_in_order) {
  HandPeer peer = established_for_urgent();
  peer.data(1, 50);
  peer.give(urgent_segment(peer, 51, 1, 1));
  peer.data(52, 49);
  Bytes read(200);
  read.resize(peer.connection().read(peer.now(), read));
  BOOST_REQUIRE(read.size() == 100U);
  for (std::size_t index = 0; index < read.size(); ++index) {
    BOOST_REQUIRE(read[index] == stream_byte(0, index));
  }
}

BOOST_AUTO_TEST_CASE(each_advance_of_the_pointer_is_told_and_no_repetition) {
  HandPeer peer = established_for_urgent();
  peer.give(urgent_segment(peer, 1, 100, 200));
  BOOST_TEST(urgent_events(peer) == 1);
  peer.give(urgent_segment(peer, 101, 100, 100));  // the same octet
  BOOST_TEST(urgent_events(peer) == 0);
  peer.give(urgent_segment(peer, 201, 100, 100));
  BOOST_TEST(urgent_events(peer) == 1);
  peer.give(urgent_segment(peer, 301, 10, 0));  // the end was told before
  BOOST_TEST(urgent_events(peer) == 0);
  BOOST_TEST(peer.connection().statistics().urgent_pointers_received == 2U);
}

BOOST_AUTO_TEST_CASE(urgent_data_may_lie_ahead_of_what_has_arrived) {
  HandPeer peer = established_for_urgent();
  peer.give(urgent_segment(peer, 1, 10, 60'000));
  BOOST_TEST(urgent_events(peer) == 1);
  BOOST_TEST(peer.connection().urgent_bytes_ahead() == 60'000U);
  BOOST_TEST(peer.connection().readable_bytes() == 10U);
}

BOOST_AUTO_TEST_CASE(a_pointer_without_data_counts) {
  HandPeer peer = established_for_urgent();
  peer.give(urgent_segment(peer, 1, 0, 500));
  BOOST_TEST(urgent_events(peer) == 1);
  BOOST_TEST(peer.connection().urgent_bytes_ahead() == 500U);
}

BOOST_AUTO_TEST_CASE(urgent_data_of_any_length_crosses_the_16_bits_of_the_pointer) {
  Pair pair{{}};
  BOOST_REQUIRE(pair.connect());
  constexpr std::size_t total = 300'000;
  const Bytes all(total, 'u');
  BOOST_REQUIRE(pair.client().write_urgent(pair.now(), all) == total);
  std::uint64_t read = 0;
  std::uint64_t furthest = 0;
  pair.set_application([&](Pair& ends) {
    furthest = std::max(furthest, read + ends.server().urgent_bytes_ahead());
    Bytes into(5000);
    while (const std::size_t taken = ends.server().read(ends.now(), into)) read += taken;
  });
  BOOST_REQUIRE(pair.run_until([&] { return read == total; }, 60s));
  BOOST_TEST(furthest == total);
  BOOST_TEST(pair.server().urgent_bytes_ahead() == 0U);
  std::size_t told = 0;
  for (const auto& event : pair.events(Side::server)) {
    told += std::holds_alternative<UrgentData>(event) ? 1U : 0U;
  }
  BOOST_TEST(told >= 4U);  // each pointer reaches 65,535 octets
}

BOOST_AUTO_TEST_CASE(a_pointer_is_heeded_while_the_window_is_closed) {
  ConnectionConfig config;
  config.receive_buffer_bytes = 2000;
  HandPeer peer = established_for_urgent(config);
  peer.data(1, 1000);
  peer.data(1001, 1000);
  BOOST_TEST(peer.sent().back().receiver.window == 0U);
  (void)urgent_events(peer);
  peer.give(urgent_segment(peer, 2001, 1, 5));
  BOOST_TEST(urgent_events(peer) == 1);
  BOOST_TEST(peer.connection().urgent_bytes_ahead() == 2005U);
  BOOST_TEST(peer.connection().readable_bytes() == 2000U);  // the byte itself was not taken
}

BOOST_AUTO_TEST_CASE(a_pointer_outside_the_window_is_ignored) {
  HandPeer peer = established_for_urgent();
  peer.data(1, 100);
  wire::Segment old = urgent_segment(peer, 1, 100, 3000);
  peer.give(old);
  old.sender.sequence = HandPeer::peer_initial + 900'000'000U;
  peer.give(old);
  BOOST_TEST(urgent_events(peer) == 0);
  BOOST_TEST(peer.connection().urgent_bytes_ahead() == 0U);
}

BOOST_AUTO_TEST_CASE(urgent_writes_are_marked_until_the_last_urgent_byte) {
  HandPeer peer = established_for_urgent();
  const Bytes urgent(1500, 'u');
  BOOST_TEST(peer.connection().write_urgent(peer.now(), urgent) == 1500U);
  peer.write(1500);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 3U);
  BOOST_TEST((sent[0].sender.urgent_pointer == 1500));
  BOOST_TEST((sent[1].sender.urgent_pointer == 500));
  BOOST_TEST(!sent[2].sender.urgent_pointer);
}

BOOST_AUTO_TEST_CASE(a_closed_window_keeps_urgent_bytes_back_but_not_the_news) {
  HandPeer peer = established_for_urgent();
  peer.ack_with_window(1, 0);
  const Bytes urgent(3, 'u');
  BOOST_TEST(peer.connection().write_urgent(peer.now(), urgent) == 3U);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST((sent[0].sender.urgent_pointer == 3));
  BOOST_TEST(sent[0].sender.payload.empty());
}

BOOST_AUTO_TEST_CASE(nothing_is_urgent_unless_the_application_says_so) {
  Pair pair{{}};
  StreamWriter writer{1, 200'000};
  StreamReader reader{1};
  pair.set_application([&](Pair& ends) {
    writer.run(ends.client(), ends.now());
    if (ends.server_exists()) reader.run(ends.server(), ends.now());
  });
  BOOST_REQUIRE(pair.run_until([&] { return reader.ended(); }, 60s));
  for (const auto& travelling : pair.sent()) {
    BOOST_TEST(!travelling.segment.sender.urgent_pointer);
  }
}

BOOST_AUTO_TEST_SUITE_END()
