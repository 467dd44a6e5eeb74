// Explicit congestion notification (RFC 3168): who asks, who consents, what bears ECT, and what a
// mark does.

#include <algorithm>

#include <boost/test/unit_test.hpp>

#include "tests/support/transport_door.hpp"
#include "tests/support/transport_hand_peer.hpp"
#include "tests/support/transport_pair.hpp"

using namespace acklab;
using namespace acklab::support;
using namespace acklab::transport;
using namespace std::chrono_literals;

namespace {

ConnectionConfig speaking_ecn(bool ecn = true) {
  ConnectionConfig config;
  config.ecn = ecn;
  return config;
}

/// A peer that has agreed to ECN; segments hold 1000 bytes, ten of them fit the first window.
HandPeer marked_path(ConnectionConfig config = speaking_ecn()) {
  HandPeer peer{config, {.ecn = true}};
  peer.establish();
  return peer;
}

/// An ACK that tells of a mark.
void echo_mark(HandPeer& peer, std::uint64_t offset) {
  wire::Segment ack = peer.segment(1);
  ack.receiver.acknowledgment = Seq32::wrap(offset, HandPeer::own_initial);
  ack.ece = true;
  peer.give(ack);
}

/// A thousand bytes of the peer's.
void give_data(HandPeer& peer, std::uint64_t offset, bool marked, bool window_reduced = false) {
  wire::Segment data = peer.segment(offset);
  data.sender.payload.assign(1000, 'd');
  data.cwr = window_reduced;
  peer.give(data, marked);
}

std::uint64_t window_of(HandPeer& peer) {
  return peer.connection().snapshot().congestion_window_bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ecn)

BOOST_AUTO_TEST_CASE(data_bears_ect_exactly_when_both_sides_want_it) {
  for (const bool client_wants : {false, true}) {
    for (const bool server_wants : {false, true}) {
      BOOST_TEST_CONTEXT("client " << client_wants << ", server " << server_wants) {
        Pair pair{{.client = speaking_ecn(client_wants),
                   .server = speaking_ecn(server_wants),
                   .rate = {}}};
        BOOST_REQUIRE(pair.connect());
        const wire::Segment syn = pair.sent_by(Side::client).front().segment;
        BOOST_TEST(syn.ece == client_wants);
        BOOST_TEST(syn.cwr == client_wants);
        const auto answer = pair.sent_by(Side::server).front().segment;
        const bool both = client_wants && server_wants;
        BOOST_TEST(answer.ece == both);
        BOOST_TEST(!answer.cwr);
        pair.client().write(pair.now(), Bytes(5000, 'c'));
        pair.server().write(pair.now(), Bytes(5000, 's'));
        pair.run_for(1s);
        BOOST_TEST(pair.client().snapshot().ecn == both);
        BOOST_TEST(pair.server().snapshot().ecn == both);
        for (const Travelling& sent : pair.sent())
          BOOST_TEST(sent.ect == (both && sent.has_data()));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_peer_that_reflects_both_bits_has_not_consented) {
  HandPeer peer{speaking_ecn(), {}};
  peer.wait(100ms);
  wire::Segment answer = peer.segment(0);
  answer.sender.syn = true;
  answer.syn_options.max_segment_size = 1000;
  answer.ece = answer.cwr = true;
  peer.give(answer);
  peer.write(3000);
  BOOST_TEST(peer.sent().size() > 1U);
  BOOST_TEST(std::count(peer.ect().begin(), peer.ect().end(), true) == 0);
}

BOOST_AUTO_TEST_CASE(a_syn_that_is_sent_again_asks_no_more_and_then_nobody_marks) {
  for (const Side lost_of : {Side::client, Side::server}) {
    BOOST_TEST_CONTEXT((lost_of == Side::client ? "SYN lost" : "SYN,ACK lost")) {
      Pair pair{{.client = speaking_ecn(), .server = speaking_ecn(), .rate = {}}};
      pair.set_rule([lost_of](const Travelling& segment) {
        return segment.from == lost_of && segment.index == 0 ? Verdict::drop() : Verdict{};
      });
      BOOST_REQUIRE(pair.connect());
      const auto syns = pair.sent_by(Side::client);
      BOOST_TEST((syns[0].segment.ece && syns[0].segment.cwr));
      BOOST_REQUIRE(syns[1].segment.sender.syn);
      BOOST_TEST((!syns[1].segment.ece && !syns[1].segment.cwr));
      pair.client().write(pair.now(), Bytes(5000, 'c'));
      pair.server().write(pair.now(), Bytes(5000, 's'));
      pair.run_for(1s);
      for (const Travelling& sent : pair.sent()) BOOST_TEST(!sent.ect);
      BOOST_TEST(pair.client().bytes_acknowledged() == 5000U);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_endpoint_consents_from_its_cache_but_never_with_a_cookie) {
  EndpointConfig config = door_with(1);
  config.accepted.ecn = true;
  Door door{config};
  wire::Segment syn = knock();
  syn.ece = syn.cwr = true;
  door.give(knocker_at(1), syn);
  const auto remembered = door.sent();
  BOOST_REQUIRE(remembered.size() == 1U);
  BOOST_TEST((remembered[0].ece && !remembered[0].cwr));
  door.give(knocker_at(2), syn);
  const auto cookie = door.sent();
  BOOST_REQUIRE(cookie.size() == 1U);
  BOOST_TEST((!cookie[0].ece && !cookie[0].cwr));
  // The first knocker despairs of ECN: from now on its handshake has none.
  syn.ece = syn.cwr = false;
  door.give(knocker_at(1), syn);
  const auto again = door.sent();
  BOOST_REQUIRE(again.size() == 1U);
  BOOST_TEST(!again[0].ece);
  door.give(knocker_at(1), completion(syn, again[0]));
  const auto id = connected(door.endpoint());
  BOOST_REQUIRE(id.has_value());
  BOOST_TEST(!door.endpoint().find(*id)->snapshot().ecn);
}

BOOST_AUTO_TEST_CASE(what_is_sent_again_and_what_holds_no_data_bears_no_ect) {
  HandPeer peer = marked_path();
  peer.write(5000);
  BOOST_TEST(peer.sent().size() == 5U);
  BOOST_TEST(std::count(peer.ect().begin(), peer.ect().end(), true) == 5);
  peer.wait(100ms);
  peer.ack(1, {{1001, 5001}});
  const auto again = peer.sent();
  BOOST_REQUIRE(again.size() == 1U);
  BOOST_TEST(HandPeer::offset_of(again[0]) == 1U);
  BOOST_TEST(!peer.ect()[0]);
  BOOST_TEST(!again[0].cwr);  // new data will say it
  peer.ack(5001);
  give_data(peer, 1, false);
  give_data(peer, 1001, false);
  const auto acks = peer.sent();
  BOOST_REQUIRE(!acks.empty());
  BOOST_TEST(std::count(peer.ect().begin(), peer.ect().end(), true) == 0);
  peer.write(1000);
  const auto fresh = peer.sent();
  BOOST_REQUIRE(fresh.size() == 1U);
  BOOST_TEST(peer.ect()[0]);
  BOOST_TEST(fresh[0].cwr);  // of the loss
}

BOOST_AUTO_TEST_CASE(a_probe_of_a_closed_window_bears_no_ect) {
  HandPeer peer = marked_path();
  peer.write(2000);
  BOOST_TEST(peer.sent().size() == 2U);
  peer.wait(100ms);
  peer.ack_with_window(2001, 0);
  peer.write(1000);
  BOOST_TEST(peer.sent().empty());
  std::vector<wire::Segment> probes;
  for (int second = 0; second < 5; ++second) {
    const auto at = peer.connection().next_timeout();
    BOOST_REQUIRE(at.has_value());
    for (auto& [when, segment] : peer.watch(*at - peer.now())) probes.push_back(segment);
    BOOST_TEST(std::count(peer.ect().begin(), peer.ect().end(), true) == 0);
  }
  BOOST_TEST(peer.connection().statistics().zero_window_probes > 0U);
}

BOOST_AUTO_TEST_CASE(a_mark_is_echoed_until_the_sender_says_that_it_slowed_down) {
  HandPeer peer = marked_path();
  const auto next_ack = [&peer] {
    for (const auto& [when, segment] : peer.watch(100ms)) {
      if (segment.receiver.acknowledgment) return segment.ece;
    }
    BOOST_FAIL("no acknowledgement came");
    return false;
  };
  give_data(peer, 1, false);
  BOOST_TEST(!next_ack());
  give_data(peer, 1001, true);
  BOOST_TEST(next_ack());
  give_data(peer, 2001, false);
  BOOST_TEST(next_ack());
  give_data(peer, 3001, false);
  BOOST_TEST(next_ack());
  give_data(peer, 4001, false, true);
  BOOST_TEST(!next_ack());
  // A mark on the very segment that says so is a new one.
  give_data(peer, 5001, true);
  BOOST_TEST(next_ack());
  give_data(peer, 6001, true, true);
  BOOST_TEST(next_ack());
  give_data(peer, 7001, false, true);
  BOOST_TEST(!next_ack());
  // What came before, and what lies outside the window, proves nothing.
  give_data(peer, 1, true);
  BOOST_TEST(!next_ack());
  BOOST_TEST(peer.connection().statistics().marked_segments_received == 3U);
}

BOOST_AUTO_TEST_CASE(without_agreement_marks_and_echoes_mean_nothing) {
  HandPeer peer{speaking_ecn(false), {.ecn = true}};
  peer.establish();
  give_data(peer, 1, true);
  for (const auto& [when, segment] : peer.watch(100ms)) BOOST_TEST(!segment.ece);
  peer.write(5000);
  BOOST_TEST(peer.sent().size() == 5U);
  const std::uint64_t before = window_of(peer);
  echo_mark(peer, 1001);
  BOOST_TEST(window_of(peer) >= before);
  BOOST_TEST(peer.connection().statistics().congestion_echo_reductions == 0U);
}

BOOST_AUTO_TEST_CASE(the_window_is_reduced_once_for_all_marks_of_a_window) {
  HandPeer peer = marked_path();
  peer.write(40'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  BOOST_TEST(window_of(peer) == 10'000U);
  peer.wait(100ms);
  echo_mark(peer, 2001);
  BOOST_TEST(window_of(peer) == 5000U);  // half, as for a loss
  BOOST_TEST(peer.sent().empty());
  echo_mark(peer, 5001);
  BOOST_TEST(window_of(peer) == 5000U);
  echo_mark(peer, 6001);
  const auto first = peer.sent();
  BOOST_REQUIRE(first.size() == 1U);
  BOOST_TEST(HandPeer::offset_of(first[0]) == 10'001U);  // nothing is sent again
  BOOST_TEST(first[0].cwr);
  echo_mark(peer, 8001);
  const auto second = peer.sent();
  BOOST_REQUIRE(second.size() == 2U);
  BOOST_TEST(!second[0].cwr);  // once is enough
  BOOST_TEST(window_of(peer) == 5000U);
  BOOST_TEST(peer.connection().statistics().congestion_echo_reductions == 1U);
  // The peer has seen CWR: what it tells of now is new.
  echo_mark(peer, 11'001);
  BOOST_TEST(window_of(peer) == 2000U);
  BOOST_TEST(peer.connection().statistics().congestion_echo_reductions == 2U);
  BOOST_TEST(peer.connection().statistics().retransmissions() == 0U);
}

BOOST_AUTO_TEST_CASE(an_ack_that_tells_of_a_mark_makes_no_window_larger) {
  HandPeer peer = marked_path();
  peer.write(60'000);
  BOOST_REQUIRE(peer.sent().size() == 10U);
  peer.wait(100ms);
  echo_mark(peer, 2001);
  const std::uint64_t reduced = window_of(peer);
  for (std::uint64_t offset = 3001; offset <= 10'001; offset += 1000) {
    echo_mark(peer, offset);
    static_cast<void>(peer.sent());
    BOOST_TEST(window_of(peer) == reduced);
  }
}

BOOST_AUTO_TEST_CASE(a_loss_in_a_window_that_a_mark_has_reduced_reduces_it_no_further) {
  for (const auto control : {CongestionControl::newreno, CongestionControl::cubic}) {
    ConnectionConfig config = speaking_ecn();
    config.congestion = control;
    HandPeer peer = marked_path(config);
    peer.write(40'000);
    BOOST_REQUIRE(peer.sent().size() == 10U);
    peer.wait(100ms);
    echo_mark(peer, 2001);
    const std::uint64_t reduced = window_of(peer);
    peer.ack(2001, {{3001, 6001}});
    const auto again = peer.sent();
    BOOST_REQUIRE(!again.empty());
    BOOST_TEST(HandPeer::offset_of(again[0]) == 2001U);
    BOOST_TEST(peer.connection().statistics().fast_recoveries == 1U);
    BOOST_TEST(window_of(peer) == reduced);
  }
}

BOOST_AUTO_TEST_CASE(marks_alone_slow_every_controller_down_and_cost_no_segment) {
  for (const auto control :
       {CongestionControl::newreno, CongestionControl::cubic, CongestionControl::bbr}) {
    ConnectionConfig config = speaking_ecn();
    config.congestion = control;
    constexpr std::uint64_t total = 3'000'000;
    Pair pair{{.client = config,
               .server = config,
               .rate = BitRate::from_bits_per_s(20'000'000),
               .queue_bytes = 10'000'000}};
    pair.keep_segments(false);
    std::uint64_t in_queue_until = 0;
    std::uint64_t data = 0;
    // Of a hundred data segments ten in a row are marked, as by a queue that stands.
    pair.set_rule([&](const Travelling& segment) {
      Verdict verdict;
      if (!segment.ect) return verdict;
      ++data;
      verdict.marked = data % 100 >= 90;
      in_queue_until += verdict.marked ? 1 : 0;
      return verdict;
    });
    StreamWriter writer{1, total};
    StreamReader reader{1};
    pair.set_application([&](Pair& both) {
      writer.run(both.client(), both.now());
      if (both.server_exists()) reader.run(both.server(), both.now());
    });
    BOOST_TEST_CONTEXT(static_cast<int>(control)) {
      BOOST_TEST(pair.run_until([&] { return reader.ended(); }, 60s));
      BOOST_TEST(reader.received() == total);
      BOOST_TEST(reader.intact());
      const Statistics counted = pair.client().statistics();
      BOOST_TEST(in_queue_until > 100U);
      BOOST_TEST(pair.server().statistics().marked_segments_received == in_queue_until);
      BOOST_TEST(counted.congestion_echo_reductions > 3U);
      BOOST_TEST(counted.congestion_echo_reductions <= in_queue_until / 5);
      BOOST_TEST(counted.retransmissions() == 0U);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
