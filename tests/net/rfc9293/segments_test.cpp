// Which segments are sent and what becomes of those that come: RFC 9293 §3.7, §3.8.6.3, §3.9.1,
// RFC 5961, RFC 7323 §5.

#include <boost/test/unit_test.hpp>

#include "net/wire/segment_codec.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

HandPeer opened(bool timestamps = false, ConnectionConfig config = {}) {
  config.mechanisms.timestamps = timestamps;
  HandPeer peer{config, {.timestamps = timestamps}};
  peer.establish();
  while (peer.event()) {
  }
  return peer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(segments)

BOOST_AUTO_TEST_CASE(a_queue_of_segments_is_answered_by_one_ack) {
  HandPeer peer = opened();
  for (std::uint64_t offset = 1; offset < 8001; offset += 1000) peer.data(offset, 1000);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(HandPeer::acked_by(sent[0]) == 8001U);
}

BOOST_AUTO_TEST_CASE(an_ack_rides_on_data_that_goes_anyway) {
  HandPeer peer = opened();
  peer.data(1, 1000);
  peer.data(1001, 1000);
  peer.write(100);
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(sent[0].sender.payload.size() == 100U);
  BOOST_TEST(HandPeer::acked_by(sent[0]) == 2001U);
}

BOOST_AUTO_TEST_CASE(no_ack_is_delayed_by_half_a_second) {
  for (const Duration wanted : {Duration{40ms}, Duration{10s}}) {
    ConnectionConfig config;
    config.max_ack_delay = wanted;
    HandPeer peer = opened(false, config);
    peer.data(1, 10);
    BOOST_TEST(peer.watch(499ms).size() == 1U, "asked for " << to_milliseconds(wanted) << " ms");
  }
}

BOOST_AUTO_TEST_CASE(small_writes_are_gathered_into_full_segments_with_one_push) {
  HandPeer peer = opened();
  peer.write(1);
  BOOST_TEST(peer.sent().size() == 1U);
  for (int write = 0; write < 250; ++write) peer.write(10);
  const auto full = peer.sent();
  BOOST_REQUIRE(full.size() == 2U);
  for (const auto& segment : full) {
    BOOST_TEST(segment.sender.payload.size() == 1000U);
    BOOST_TEST(!segment.sender.push);
  }
  peer.wait(100ms);
  peer.ack(2002);
  const auto rest = peer.sent();
  BOOST_REQUIRE(rest.size() == 1U);
  BOOST_TEST(rest[0].sender.payload.size() == 500U);
  BOOST_TEST(rest[0].sender.push);
}

BOOST_AUTO_TEST_CASE(data_without_push_is_neither_held_back_here_nor_there) {
  HandPeer peer = opened();
  wire::Segment segment = peer.segment(1);
  segment.sender.payload.assign(10, 'x');
  segment.sender.push = false;
  peer.give(segment);
  BOOST_TEST(peer.connection().readable_bytes() == 10U);
  BOOST_TEST(peer.event().has_value());
  peer.write(1);
  peer.write(1);  // held by Nagle, but not for ever
  std::size_t bytes = 0;
  for (const auto& sent : peer.sent()) bytes += sent.sender.payload.size();
  peer.ack(1 + bytes);
  for (const auto& sent : peer.sent()) bytes += sent.sender.payload.size();
  BOOST_TEST(bytes == 2U);
}

BOOST_AUTO_TEST_CASE(no_segment_is_larger_than_the_peer_announced_whatever_its_options) {
  for (const std::uint16_t announced :
       {std::uint16_t{64}, std::uint16_t{536}, std::uint16_t{1000}, std::uint16_t{1452}}) {
    for (const bool timestamps : {false, true}) {
      Pair::Settings settings;
      settings.server.max_segment_bytes = announced;
      settings.client.mechanisms.timestamps = timestamps;
      Pair pair{settings};
      StreamWriter there{1, 30'000};
      StreamWriter back{2, 30'000};
      StreamReader reader{1};
      StreamReader back_reader{2};
      pair.set_rule([](const Travelling& travelling) {
        return travelling.index % 7 == 3 ? Verdict::drop() : Verdict{};  // SACK blocks beside data
      });
      pair.set_application([&](Pair& ends) {
        there.run(ends.client(), ends.now());
        back_reader.run(ends.client(), ends.now());
        if (!ends.server_exists()) return;
        reader.run(ends.server(), ends.now());
        back.run(ends.server(), ends.now());
      });
      BOOST_REQUIRE(pair.run_until([&] { return reader.ended() && back_reader.ended(); }, 600s));
      for (const auto& travelling : pair.sent()) {
        if (travelling.segment.sender.payload.empty()) continue;
        const std::size_t size =
            wire::header_bytes(travelling.segment) - 20 + travelling.segment.sender.payload.size();
        BOOST_REQUIRE_MESSAGE(size <= announced, pair.log());
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_mss_option_is_on_every_syn_and_on_nothing_else) {
  Pair pair{{}};
  StreamWriter writer{1, 20'000};
  StreamReader reader{1};
  pair.set_application([&](Pair& ends) {
    writer.run(ends.client(), ends.now());
    if (ends.server_exists()) reader.run(ends.server(), ends.now());
  });
  BOOST_REQUIRE(pair.run_until([&] { return reader.ended(); }, 60s));
  for (const auto& travelling : pair.sent()) {
    const auto again = wire::decode(wire::encode(travelling.segment, {}), {});
    BOOST_REQUIRE(again.has_value());
    BOOST_TEST(again->syn_options.max_segment_size.has_value() == again->sender.syn);
  }
}

BOOST_AUTO_TEST_CASE(a_reset_may_carry_data) {
  HandPeer peer = opened();
  wire::Segment reset = peer.segment(1);
  reset.rst = true;
  reset.sender.payload.assign(40, 'w');  // why
  peer.give(reset);
  const auto report = peer.close_report();
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST((report->reason == CloseReason::reset));
  BOOST_TEST(peer.connection().readable_bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(a_reset_counts_while_the_window_is_closed) {
  ConnectionConfig config;
  config.receive_buffer_bytes = 2000;
  HandPeer peer = opened(false, config);
  peer.data(1, 1000);
  peer.data(1001, 1000);
  BOOST_TEST(peer.sent().back().receiver.window == 0U);
  peer.rst(2001);
  BOOST_TEST(peer.connection().is_closed());
}

BOOST_AUTO_TEST_CASE(acks_count_while_the_window_is_closed) {
  ConnectionConfig config;
  config.receive_buffer_bytes = 2000;
  HandPeer peer = opened(false, config);
  peer.data(1, 1000);
  peer.data(1001, 1000);
  peer.write(500);
  (void)peer.sent();
  peer.ack(501);
  BOOST_TEST(peer.connection().bytes_acknowledged() == 500U);
}

BOOST_AUTO_TEST_CASE(a_reset_needs_no_timestamp) {
  HandPeer peer = opened(true);
  peer.data(1, 10);
  wire::Segment reset = peer.segment(11);
  reset.rst = true;
  reset.timestamps.reset();
  peer.give(reset);
  BOOST_TEST(peer.connection().is_closed());

  HandPeer other = opened(true);
  other.data(1, 10);
  wire::Segment stale = other.segment(11);
  stale.rst = true;
  stale.timestamps->value -= 5000;
  other.give(stale);
  BOOST_TEST(other.connection().is_closed());
}

BOOST_AUTO_TEST_CASE(without_the_agreed_timestamp_a_segment_is_dropped) {
  HandPeer peer = opened(true);
  wire::Segment bare = peer.segment(1);
  bare.timestamps.reset();
  bare.sender.payload.assign(10, 'x');
  peer.give(bare);
  BOOST_TEST(peer.connection().readable_bytes() == 0U);
  BOOST_TEST(peer.connection().statistics().discarded_unstamped == 1U);
}

BOOST_AUTO_TEST_CASE(a_timestamp_that_was_never_agreed_is_no_reason_to_drop) {
  HandPeer peer = opened(false);
  wire::Segment stamped = peer.segment(1);
  stamped.timestamps = wire::Timestamps{7, 7};
  stamped.sender.payload.assign(10, 'x');
  peer.give(stamped);
  stamped = peer.segment(11);
  stamped.timestamps = wire::Timestamps{3, 7};
  stamped.sender.payload.assign(10, 'x');
  peer.give(stamped);
  BOOST_TEST(peer.connection().readable_bytes() == 20U);
}

BOOST_AUTO_TEST_CASE(after_24_days_of_silence_any_timestamp_is_new) {
  for (const auto days : {24h * 23, 24h * 25}) {
    HandPeer peer = opened(true);
    peer.data(1, 10);
    (void)peer.watch(1s);
    wire::Segment old = peer.segment(11);
    old.timestamps->value -= 5000;
    old.sender.payload.assign(10, 'x');
    peer.wait(days);
    peer.give(old);
    BOOST_TEST(peer.connection().readable_bytes() == (days < 24h * 24 ? 10U : 20U));
  }
}

BOOST_AUTO_TEST_CASE(only_a_segment_at_the_left_edge_renews_the_timestamp_to_echo) {
  HandPeer peer = opened(true);
  peer.data(1, 10);
  const std::uint32_t first = peer.segment(11).timestamps->value;
  (void)peer.watch(50ms);  // its ACK
  peer.wait(50ms);
  peer.data(111, 10);  // behind a hole
  const auto sent = peer.sent();
  BOOST_REQUIRE(sent.size() == 1U);
  BOOST_TEST(sent[0].timestamps->echo_reply == first);
}

BOOST_AUTO_TEST_CASE(each_connection_has_challenges_of_its_own) {
  HandPeer first = opened();
  HandPeer second = opened();
  const auto provoke = [](HandPeer& peer) {
    std::size_t answers = 0;
    for (int attempt = 0; attempt < 50; ++attempt) {
      peer.rst(2);
      answers += peer.sent().size();
    }
    return answers;
  };
  const std::size_t most = provoke(first);
  BOOST_TEST(most > 0U);
  BOOST_TEST(provoke(first) == 0U);
  BOOST_TEST(provoke(second) == most);
  first.wait(1s);
  BOOST_TEST(provoke(first) == most);
}

BOOST_AUTO_TEST_CASE(blind_resets_all_over_the_window_leave_the_connection_alive) {
  HandPeer peer = opened();
  for (std::uint64_t offset = 2; offset < 4'000'000; offset += 997) peer.rst(offset);
  BOOST_TEST((peer.connection().state() == State::established));
  peer.data(1, 10);
  BOOST_TEST(peer.connection().readable_bytes() == 10U);
}

BOOST_AUTO_TEST_CASE(data_with_an_ack_from_far_away_is_not_taken) {
  // RFC 5961 §5: SND.UNA - MAX.SND.WND =< SEG.ACK =< SND.NXT.
  HandPeer peer = opened();
  peer.write(1000);
  (void)peer.sent();
  for (const std::uint32_t ack :
       {HandPeer::own_initial.value() + 1002, HandPeer::own_initial.value() - 70'000,
        HandPeer::own_initial.value() + 0x7fff'0000}) {
    wire::Segment blind = peer.segment(1);
    blind.sender.payload.assign(10, 'x');
    blind.receiver.acknowledgment = Seq32{ack};
    peer.give(blind);
  }
  BOOST_TEST(peer.connection().readable_bytes() == 0U);
  BOOST_TEST(peer.connection().statistics().challenge_acks_sent == 3U);
}

BOOST_AUTO_TEST_CASE(data_with_an_ack_older_than_any_window_is_not_taken) {
  ConnectionConfig config;
  config.mechanisms.timestamps = false;
  HandPeer peer{config, {.sack = false, .window = 2000}};
  peer.establish();
  for (std::uint64_t acked = 1001; acked <= 10'001; acked += 1000) {
    peer.write(1000);
    (void)peer.sent();
    peer.ack(acked);
  }
  const auto with_ack = [&](std::uint64_t offset, std::uint64_t ack) {
    wire::Segment segment = peer.segment(offset);
    segment.sender.payload.assign(10, 'x');
    segment.receiver.acknowledgment = Seq32::wrap(ack, HandPeer::own_initial);
    peer.give(segment);
    return peer.connection().readable_bytes();
  };
  BOOST_TEST(with_ack(1, 8000) == 0U);   // SND.UNA - 2001
  BOOST_TEST(with_ack(1, 8001) == 10U);  // SND.UNA - MAX.SND.WND
  BOOST_TEST(with_ack(11, 10'002) == 10U);
  BOOST_TEST(with_ack(11, 10'001) == 20U);
  BOOST_TEST(peer.connection().statistics().challenge_acks_sent == 2U);
}

BOOST_AUTO_TEST_CASE(segments_out_of_order_are_kept) {
  HandPeer peer = opened();
  peer.data(2001, 1000);
  peer.data(1001, 1000);
  BOOST_TEST(peer.connection().readable_bytes() == 0U);
  peer.data(1, 1000);
  BOOST_TEST(peer.connection().readable_bytes() == 3000U);
}

BOOST_AUTO_TEST_CASE(simultaneous_close_delivers_data_both_ways) {
  for (std::uint64_t lost = 0; lost < 7; ++lost) {
    BOOST_TEST_CONTEXT("lost: segment " << lost << " of each direction (6: none)") {
      Pair pair{{}};
      BOOST_REQUIRE(pair.connect());
      pair.set_rule([&](const Travelling& travelling) {
        return travelling.index == lost + 2 && lost < 6 ? Verdict::drop() : Verdict{};
      });
      StreamWriter there{1, 5000};
      StreamWriter back{2, 5000};
      StreamReader reader{1};
      StreamReader back_reader{2};
      pair.set_application([&](Pair& ends) {
        there.run(ends.client(), ends.now());
        back.run(ends.server(), ends.now());
        reader.run(ends.server(), ends.now());
        back_reader.run(ends.client(), ends.now());
      });
      const bool done = pair.run_until(
          [&] { return pair.client().is_closed() && pair.server().is_closed(); }, 300s);
      BOOST_TEST(done, pair.log());
      BOOST_TEST(reader.received() == 5000U);
      BOOST_TEST(back_reader.received() == 5000U);
      for (const Side side : {Side::client, Side::server}) {
        BOOST_REQUIRE(pair.close_report(side).has_value());
        BOOST_TEST((pair.close_report(side)->reason == CloseReason::finished));
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
